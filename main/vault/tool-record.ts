/** The grants of local tools, in a file beside the session. It's encrypted with the same key and ends with the vault. */
import { rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import * as v from 'valibot';
import { readIfExists, rename, syncFile, syncFolder } from '../files/durable.ts';
import { readStore, storeAt } from './encrypted-file.ts';
import { FORMAT } from './format.ts';
import type { ToolRecord } from './types.ts';
import type { VaultState } from './vault-state.ts';

const StoredRecord = v.object({ format: v.literal(FORMAT), record: v.unknown() });

/** @param turn the queue of everything that changes the vault */
export function createToolRecord(vault: VaultState, turn: <T>(task: () => Promise<T>) => Promise<T>): ToolRecord {
  const { layout, life } = vault;

  /** The key of the sign-in on disk, if a keyring protects it. */
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

/** Null if there is no record in this format. Rejects if it can't be read or decrypted. */
async function readRecord(file: string, secret: Buffer): Promise<unknown> {
  if ((await readIfExists(file)) === null) return null;
  const stored = v.safeParse(StoredRecord, await readStore(file, secret));
  return stored.success ? stored.output.record : null;
}

/** Replaces the record durably. Rejects with the system's error, and the old record is then intact. */
async function writeRecord(file: string, secret: Buffer, record: Record<string, unknown>): Promise<void> {
  const next = `${file}-next`;
  // A file that is already there may be damaged and not open.
  await rm(next, { recursive: true, force: true });
  const store = await storeAt(next, secret);
  store.store = { format: FORMAT, record };
  await syncFile(next);
  await rename(next, file);
  await syncFolder(dirname(file));
}
