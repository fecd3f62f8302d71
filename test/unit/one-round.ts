/**
 * Derives keys in one round. electron-store takes 10,000 at each read and write of a file, which would be most of the time of
 * the tests that store something.
 */
import crypto from 'node:crypto';

const derive = crypto.pbkdf2Sync;

crypto.pbkdf2Sync = (password, salt, _rounds, bytes, digest) => derive(password, salt, 1, bytes, digest);

/** Derives keys in full again, for a test of files as they are on users’ disks. */
export function deriveInFull(): void {
  crypto.pbkdf2Sync = derive;
}
