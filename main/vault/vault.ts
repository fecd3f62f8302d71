/** The vault over real files: which operation waits for which, and what is true when the disk or the keyring fails. */
import type { Kept, StorageTrouble } from '../../preload/api.ts';
import { removeDurably } from '../files/durable.ts';
import { troubleOf } from '../files/storage-error.ts';
import { createSerialQueue } from '../time/serial-queue.ts';
import { commit, type Good, isRotating, readCopies, removeJournal, writeJournal } from './copies.ts';
import { erase, hasTombstone, setFolderAside, setTombstone } from './deletion.ts';
import { type Key, keepKeyFile, keptBy, makeKey, openKey, protectKey, readKeyFile, replaceKeyFile } from './key.ts';
import type { KeyFile } from './key-file.ts';
import { layoutOf } from './layout.ts';
import { createLifetime } from './lifetime.ts';
import { isOfKeyring, protectionNow } from './protection.ts';
import { readRecord, writeRecord } from './record.ts';
import {
  type Binding,
  type Loaded,
  type StoredSession,
  type ToolRecord,
  type Vault,
  VaultError,
  type VaultOptions,
} from './types.ts';
import { probe } from './write-test.ts';

/** A vault that the keyring has opened, and the good copy in it. */
interface Open {
  readonly key: Key;
  readonly good: Good | null;
}

/** A vault, and the record of local tools in it. */
export interface OpenVault extends Vault {
  readonly tools: ToolRecord;
  /** `severalAccounts` has changed: notes it durably, if there is a key. Waits for no keyring. Rejects with VaultError. */
  noteAccounts(): Promise<void>;
}

/** Opens nothing yet, and touches no file. One at a time for each folder: two of them would not see each other's writes. */
export function openVault(options: VaultOptions): OpenVault {
  const { keychain, keepWithoutKeyring } = options;
  const { baseUrl, clientId, tokenEndpoint } = options.binding;
  const binding: Binding = { baseUrl, clientId, tokenEndpoint };
  const layout = layoutOf(options.folder, binding, options.name);
  const parts = { layout, keychain, machineId: options.machineId };
  const place = { layout, severalAccounts: options.severalAccounts ?? (() => false) };

  /** Everything that may have to wait for the keyring, which may take minutes: no second call while one is open. */
  const turn = createSerialQueue();

  let open: Open | null = null;
  /** The newest session, while it could not be written and its refresh token is not on disk. */
  let unsaved: { readonly session: StoredSession; readonly because: StorageTrouble } | null = null;
  let loading: Promise<Loaded> | null = null;
  let protecting: Promise<Kept> | null = null;
  /** A new sign-in is to be written: until it is, what lies on disk is the one before. */
  let replacing = false;
  /** Whether this run has tried to read what lies on disk: a keyring that refused is not asked again by a proof. */
  let tried = false;
  /** A newer version wrote what was last read. */
  let newer = false;
  /** How the keyring refused to open what lies there: it is asked again only at the user's request. */
  let refused: StorageTrouble | null = null;

  const life = createLifetime({
    layout,
    mayChange: refuseNewer,
    onEnd() {
      open = null;
      unsaved = null;
      refused = null;
      replacing = false;
    },
  });

  function kept(): Kept {
    if (unsaved) return { kind: 'until-quit', because: unsaved.because };
    return open ? keptBy(open.key, keychain) : DISCARDED;
  }

  function unreadable(trouble: StorageTrouble): Loaded {
    newer = trouble === 'newer-version';
    refused = isOfKeyring(trouble) ? trouble : null;
    return { kind: 'unreadable', trouble };
  }

  /** What lies on disk; `open` from here on if the keyring opened it. */
  async function read(): Promise<Loaded> {
    const before = life.endings();
    newer = false;
    tried = true;
    refused = null;
    const opened = await openKey(parts, open?.key ?? null);
    switch (opened.kind) {
      case 'unreadable':
        return unreadable(opened.trouble);
      case 'absent':
        return opened;
      case 'key':
        return life.whileAlive(before, () => readWith(opened.key, opened.improved));
      default:
        return opened satisfies never;
    }
  }

  /** Reads what lies on disk, unless it is open. Rejects with VaultError if that is unreadable. */
  async function mustRead(): Promise<void> {
    const there = open ? null : await read();
    if (there?.kind === 'unreadable') throw new VaultError(there.trouble);
  }

  async function readWith(opened: Key, improved: KeyFile | null): Promise<Loaded> {
    const copies = await readCopies(layout, opened.secret, binding);
    if (copies.kind === 'unreadable') return unreadable(copies.trouble);
    // If the better file cannot be written, the existing one still serves.
    const file = improved && (await replaceKeyFile(place, improved).catch(() => opened.file));
    const key = file ? { ...opened, file } : opened;
    open = { key, good: copies.kind === 'good' ? copies.good : null };
    if (copies.kind === 'absent') return copies;
    const { copy } = copies.good;
    const rotationInTheAir = await isRotating(layout, copy);
    return { kind: 'value', session: copy.session, kept: keptBy(key, keychain), from: copies.from, rotationInTheAir };
  }

  async function load(): Promise<Loaded> {
    if (life.isOver()) return { kind: 'absent' };
    if (unsaved)
      return { kind: 'value', session: unsaved.session, kept: kept(), from: 'current', rotationInTheAir: false };
    if (await hasTombstone(layout)) {
      // Even if it cannot be deleted, it is never read again.
      await life.finishDeletion().catch(() => undefined);
      return { kind: 'absent' };
    }
    const before = life.endings();
    const loaded = await read().catch((error) => unreadable(troubleOf(error)));
    return life.endings() === before ? loaded : { kind: 'absent' };
  }

  async function save(session: StoredSession, before: number): Promise<Kept> {
    if (life.isOver() || life.endings() !== before) return DISCARDED;
    try {
      await life.finishDeletion();
      if (!open && refused) throw new VaultError(refused);
      await mustRead();
      const key = await keyToWriteWith();
      // A sign-in that only this run could read is not kept.
      if (key && !open && !(await keychain.lasts())) throw new VaultError('io');
      if (life.endings() !== before) return DISCARDED;
      if (!key) {
        unsaved = { session, because: 'no-keyring' };
        // What is weakly kept, and may not be any more, does not come back after this sign-in.
        if (open) await life.whileAlive(before, deleteOld);
      } else await life.whileAlive(before, () => write(session, key));
      return kept();
    } catch (error) {
      if (life.endings() !== before) return DISCARDED;
      const because = troubleOf(error);
      const token = open?.good?.copy.session.refreshToken ?? null;
      // With the same refresh token the copy on disk is as good as this one.
      if (unsaved || token === null || token !== session.refreshToken) unsaved = { session, because };
      throw new VaultError(because);
    }
  }

  /** A weak key serves a new sign-in only if that is still allowed: else the keyring that is there now wraps it, or none. */
  async function keyToWriteWith(): Promise<Key | null> {
    if (!open) return makeKey(parts, keepWithoutKeyring());
    if (!replacing || !isForbidden(open.key)) return open.key;
    return protectKey(parts, open.key).catch((error: unknown) => {
      if (error instanceof VaultError) return null;
      throw error;
    });
  }

  function isForbidden({ file }: Key): boolean {
    return file.protection === 'weak' && !keepWithoutKeyring();
  }

  async function deleteOld(): Promise<void> {
    await setTombstone(layout).catch(() => undefined);
    open = null;
    await erase(layout);
  }

  async function write(session: StoredSession, key: Key): Promise<void> {
    // Known from here on, written or not: a disk that is full now must not mean another question to the keyring later.
    open ??= { key, good: null };
    if (open.key === key) await keepKeyFile(place, key);
    else await replaceKeyFile(place, key.file);
    open = { key, good: await commit(layout, key.secret, binding, session, open.good) };
    unsaved = null;
    if (replacing) await removeDurably(layout.previous);
    replacing = false;
    // The journal names the copy before, so even if it stays it is not about this one.
    await removeJournal(layout).catch(() => undefined);
  }

  async function prove(): Promise<Kept> {
    if (life.isOver()) return DISCARDED;
    try {
      await life.finishDeletion();
      await refuseNewer();
      // The user is about to sign in.
      refused = null;
      if (!tried) {
        await read();
        await refuseNewer();
      }
      const key = open && !isForbidden(open.key) ? open.key : null;
      const now = key?.file.protection ?? (await protectionNow(keychain));
      if (now === 'none' || (now === 'weak' && !keepWithoutKeyring()))
        return { kind: 'until-quit', because: 'no-keyring' };
      // A vault that cannot be read will be set aside before anything is written.
      const inPlace = open !== null || (await readKeyFile(layout)).kind === 'absent';
      await life.onFiles(() => probe(layout.root, inPlace ? layout.folder : `${layout.folder}.new`));
      if (key) return keptBy(key, keychain);
      return now === 'weak' ? { kind: 'weak', better: null } : { kind: 'keychain', name: keychain.name };
    } catch (error) {
      return { kind: 'until-quit', because: troubleOf(error) };
    }
  }

  /** The keyring is asked beside the turn, not in it: a refresh in progress must be able to write meanwhile. */
  async function protect(): Promise<Kept> {
    const weak = await turn(async () => {
      if (!unsaved && !life.isOver()) await mustRead();
      return open?.key.file.protection === 'weak' ? open.key : null;
    });
    if (!weak) return kept();
    const before = life.endings();
    const key = await protectKey(parts, weak);
    return turn(async () => {
      if (open?.key !== weak) return kept();
      const { good } = open;
      await life.whileAlive(before, async () => {
        await keepKeyFile(place, weak);
        await replaceKeyFile(place, key.file);
        open = { key, good };
      });
      return kept();
    });
  }

  async function beginRotation(): Promise<void> {
    if (!unsaved) await mustRead();
    const copy = open?.good?.copy;
    if (copy) await life.whileAlive(life.endings(), () => writeJournal(layout, copy));
  }

  /** With a newer token in memory, the one on disk is used up already, which its journal must go on to record. */
  async function abandonRotation(): Promise<void> {
    if (!unsaved) await life.onFiles(() => removeJournal(layout));
  }

  /** What a newer version wrote is changed by nothing. */
  async function refuseNewer() {
    const file = await readKeyFile(layout);
    if (newer || (file.kind === 'unreadable' && file.trouble === 'newer-version'))
      throw new VaultError('newer-version');
  }

  async function setAside(): Promise<void> {
    await refuseNewer();
    await setFolderAside(layout);
    open = null;
    refused = null;
  }

  async function noteAccounts(): Promise<void> {
    const there = await readKeyFile(layout);
    if (there.kind === 'key' && there.severalAccounts !== place.severalAccounts())
      await replaceKeyFile(place, there.file);
  }

  /** The key under which a sign-in lies on disk, if a keyring protects it. */
  function protectingKey(): Buffer | null {
    return open?.good && open.key.file.protection === 'keychain' ? open.key.secret : null;
  }

  const tools: ToolRecord = {
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

  return {
    tools,
    prove: () => turn(prove),
    load() {
      loading ??= turn(load).finally(() => {
        loading = null;
      });
      return loading;
    },
    save(session) {
      const before = life.endings();
      return turn(() => save(session, before));
    },
    replace(session) {
      const before = life.endings();
      return turn(() => {
        replacing = true;
        return save(session, before);
      });
    },
    keyringMayBeOpen() {
      refused = null;
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

/** The vault has ended meanwhile: nothing is kept. */
const DISCARDED: Kept = { kind: 'until-quit', because: 'io' };

function fail(error: unknown): never {
  throw new VaultError(troubleOf(error));
}
