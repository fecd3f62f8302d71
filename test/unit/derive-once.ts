/**
 * Derives each key only once. electron-store derives one, in 10,000 rounds, at each read of a file, which would be most of the
 * time of the tests that store something.
 */
import crypto, { type BinaryLike } from 'node:crypto';

const derive = crypto.pbkdf2Sync;
const derived = new Map<string, Buffer>();
/** How many keys to keep. More would count as a leak in a simulated month. */
const MOST = 50;

crypto.pbkdf2Sync = (...args) => {
  const [password, salt, ...rest] = args;
  const name = [bytesOf(password).toString('base64'), bytesOf(salt).toString('base64'), ...rest].join();
  const key = derived.get(name) ?? derive(...args);
  if (derived.size >= MOST) derived.clear();
  derived.set(name, key);
  return Buffer.from(key);
};

function bytesOf(value: BinaryLike): Buffer {
  return typeof value === 'string' ? Buffer.from(value) : Buffer.from(value.buffer, value.byteOffset, value.byteLength);
}
