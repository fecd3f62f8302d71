/** A small record beside a session, encrypted by the same key: it ends with the vault. */
import { rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import * as v from 'valibot';
import { readIfThere, rename, syncFile, syncFolder } from '../files/durable.ts';
import { readStore, storeAt } from './encrypted-file.ts';
import { FORMAT } from './format.ts';

const StoredRecord = v.object({ format: v.literal(FORMAT), record: v.unknown() });

/** Null: there is none, or none of this format. Rejects if it does not decrypt, or cannot be read. */
export async function readRecord(file: string, secret: Buffer): Promise<unknown> {
  if ((await readIfThere(file)) === null) return null;
  const stored = v.safeParse(StoredRecord, await readStore(file, secret));
  return stored.success ? stored.output.record : null;
}

/** Replaces the record, durably. Rejects with the system's error: the old one is then whole. */
export async function writeRecord(file: string, secret: Buffer, record: Record<string, unknown>): Promise<void> {
  const next = `${file}-next`;
  // What lies there may be damaged, and would not open.
  await rm(next, { recursive: true, force: true });
  const store = await storeAt(next, secret);
  store.store = { format: FORMAT, record };
  await syncFile(next);
  await rename(next, file);
  await syncFolder(dirname(file));
}
