/** What local tools were allowed, in a file beside the session, encrypted by the same key: it ends with the vault. */
import { rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import * as v from 'valibot';
import { readIfThere, rename, syncFile, syncFolder } from '../files/durable.ts';
import { readStore, storeAt } from './encrypted-file.ts';
import { FORMAT } from './format.ts';
import type { ToolRecord } from './types.ts';
import type { VaultState } from './vault-state.ts';

const StoredRecord = v.object({ format: v.literal(FORMAT), record: v.unknown() });

/** @param turn the turn of everything that changes the vault */
export function createToolRecord(vault: VaultState, turn: <T>(task: () => Promise<T>) => Promise<T>): ToolRecord {
  const { layout, life } = vault;

  /** The key under which a sign-in is on disk, if a keyring protects it. */
  function protectingKey(): Buffer | null {
    const { open } = vault;
    return open?.good && open.key.file.protection === 'keychain' ? open.key.secret : null;
  }

  return {
    read: () =>
      turn(async () => {
        const secret = protectingKey();
        return secret && readRecord(layout.tools, secret);
      }).catch(() => null),
    write: (record) =>
      turn(async () => {
        const secret = protectingKey();
        if (!secret) return false;
        await life.whileAlive(life.endings(), () => writeRecord(layout.tools, secret, record));
        return true;
      }).catch(() => false),
  };
}

/** Null: there is none, or none of this format. Rejects if it does not decrypt, or cannot be read. */
async function readRecord(file: string, secret: Buffer): Promise<unknown> {
  if ((await readIfThere(file)) === null) return null;
  const stored = v.safeParse(StoredRecord, await readStore(file, secret));
  return stored.success ? stored.output.record : null;
}

/** Replaces the record, durably. Rejects with the system's error: the old one is then whole. */
async function writeRecord(file: string, secret: Buffer, record: Record<string, unknown>): Promise<void> {
  const next = `${file}-next`;
  // What lies there may be damaged, and would not open.
  await rm(next, { recursive: true, force: true });
  const store = await storeAt(next, secret);
  store.store = { format: FORMAT, record };
  await syncFile(next);
  await rename(next, file);
  await syncFolder(dirname(file));
}
