/** A small record beside a session, encrypted by the same key: it ends with the vault. */
import { dirname } from 'node:path';
import { readIfThere, syncFile, syncFolder } from '../files/durable.ts';
import { storeAt } from './encrypted-file.ts';

/** Null: there is none. Rejects if it does not decrypt, or cannot be read. */
export async function readRecord(file: string, secret: Buffer): Promise<unknown> {
  if ((await readIfThere(file)) === null) return null;
  return (await storeAt(file, secret)).store;
}

/** Replaces the record, durably. Rejects with the system's error: the old one is then whole. */
export async function writeRecord(file: string, secret: Buffer, record: Record<string, unknown>): Promise<void> {
  const store = await storeAt(file, secret);
  store.store = record;
  await syncFile(file);
  await syncFolder(dirname(file));
}
