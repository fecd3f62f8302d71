/**
 * Keys are derived in one round. electron-store takes 10,000 at each read and each write of a file: most of the time of the
 * tests that store something.
 */
import crypto from 'node:crypto';

const derive = crypto.pbkdf2Sync;

crypto.pbkdf2Sync = (password, salt, _rounds, bytes, digest) => derive(password, salt, 1, bytes, digest);

/** For a test of files as they are on users' disks. */
export function deriveInFull(): void {
  crypto.pbkdf2Sync = derive;
}
