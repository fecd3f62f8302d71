/**
 * The vault. Decides which operation waits for which. loading.ts reads, saving.ts writes, copies.ts has the order of the files,
 * and key.ts the key.
 */
import type { Kept } from '../../preload/api.ts';
import { troubleOf } from '../files/storage-error.ts';
import { createSerialQueue } from '../time/serial-queue.ts';
import { removeJournal, writeJournal } from './copies.ts';
import { setFolderAside } from './deletion.ts';
import { keepKeyFile, protectKey, readKeyFile, replaceKeyFile } from './key.ts';
import { load, mustRead } from './loading.ts';
import type { VaultOptions } from './options.ts';
import { save } from './saving.ts';
import { testStorage } from './storage-test.ts';
import { createToolRecord } from './tool-record.ts';
import { type Loaded, type ToolRecord, type Vault, VaultError } from './types.ts';
import { createVaultState, keptNow, refuseNewer } from './vault-state.ts';

/** A vault, with the record of local tools in it. */
export interface OpenVault extends Vault {
  readonly tools: ToolRecord;
  /**
   * Notes durably whether the profile has several accounts, if there is a key.
   * Doesn't wait for a keyring. Rejects with VaultError.
   */
  noteAccounts(): Promise<void>;
}

/** Reads nothing yet. Open each folder only once, because two instances would not see each other's writes. */
export function openVault(options: VaultOptions): OpenVault {
  const vault = createVaultState(options);
  const { life, layout } = vault;
  /** The queue of operations that may wait for the keyring, possibly for minutes. */
  const turn = createSerialQueue();
  let loading: Promise<Loaded> | null = null;
  let protecting: Promise<Kept> | null = null;

  /** Uses the keyring outside the queue, so that a refresh in progress can write meanwhile. */
  async function protect(): Promise<Kept> {
    const weak = await turn(async () => {
      if (!vault.unsaved && !life.isOver()) await mustRead(vault);
      return vault.open?.key.file.protection === 'weak' ? vault.open.key : null;
    });
    if (!weak) return keptNow(vault);
    const before = life.endings();
    const key = await protectKey(vault, weak);
    return turn(async () => {
      if (vault.open?.key !== weak) return keptNow(vault);
      const { good } = vault.open;
      await life.whileAlive(before, async () => {
        await keepKeyFile(vault, weak);
        await replaceKeyFile(vault, key.file);
        vault.open = { key, good };
      });
      return keptNow(vault);
    });
  }

  async function beginRotation(): Promise<void> {
    if (!vault.unsaved) await mustRead(vault);
    const copy = vault.open?.good?.copy;
    if (copy) await life.whileAlive(life.endings(), () => writeJournal(layout, copy));
  }

  /** Keeps the journal if a newer token is in memory, because the one on disk is used up then. */
  async function abandonRotation(): Promise<void> {
    if (!vault.unsaved) await life.onFiles(() => removeJournal(layout));
  }

  async function setAside(): Promise<void> {
    await refuseNewer(vault);
    await setFolderAside(layout);
    vault.open = null;
    vault.refused = null;
  }

  async function noteAccounts(): Promise<void> {
    const existing = await readKeyFile(layout);
    if (existing.kind === 'key' && existing.severalAccounts !== vault.severalAccounts())
      await replaceKeyFile(vault, existing.file);
  }

  return {
    tools: createToolRecord(vault, turn),
    testStorage: () => turn(() => testStorage(vault)),
    load() {
      loading ??= turn(() => load(vault)).finally(() => {
        loading = null;
      });
      return loading;
    },
    save(session) {
      const before = life.endings();
      return turn(() => save(vault, session, before));
    },
    replace(session) {
      const before = life.endings();
      return turn(() => {
        vault.replacing = true;
        return save(vault, session, before);
      });
    },
    keyringMayBeOpen() {
      vault.refused = null;
    },
    protect() {
      protecting ??= protect()
        .catch(fail)
        .finally(() => {
          protecting = null;
        });
      return protecting;
    },
    beginRotation: () => turn(beginRotation).catch(fail),
    abandonRotation: () => turn(abandonRotation).catch(fail),
    noteAccounts: () => life.onFiles(noteAccounts).catch(fail),
    setAside: () => turn(() => life.onFiles(setAside)).catch(fail),
    markSignedOut: () => life.markSignedOut().catch(fail),
    destroy: () => life.destroy().catch(fail),
  };
}

function fail(error: unknown): never {
  throw new VaultError(troubleOf(error));
}
