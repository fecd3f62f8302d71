/** The vault over real files: which operation waits for which, and what is true when the disk or the keyring fails. */
import type { Kept, StorageTrouble } from '../../preload/api.ts';
import { commit, type Good, isRotating, readCopies, removeJournal, writeJournal } from './disk.ts';
import { troubleOf } from './durable.ts';
import { erase, isBuried, setFolderAside, setTombstone } from './erase.ts';
import { type Key, keepKeyFile, makeKey, openKey, readKeyFile, replaceKeyFile } from './key.ts';
import type { KeyFile } from './key-file.ts';
import { protectionNow } from './keyring.ts';
import { placesOf } from './places.ts';
import { probe } from './probe.ts';
import { inTurn } from './turns.ts';
import { type Binding, type Keychain, type Loaded, type StoredSession, type Vault, VaultError } from './types.ts';

export interface VaultOptions {
  /** An absolute path, for the vaults of all bindings. */
  readonly folder: string;
  readonly binding: Binding;
  readonly keychain: Keychain;
  /** The informed choice to keep a sign-in where no keyring protects it. */
  readonly keepWithoutKeyring: boolean;
  /** Asked when a key is opened or made; null: not known here. Only its hash is stored. */
  readonly machineId: () => Promise<string | null> | string | null;
}

/** A vault that the keyring has opened, and the good copy in it. */
interface Open {
  readonly key: Key;
  readonly good: Good | null;
}

/** Opens nothing yet, and touches no file. One at a time for each binding: two of them would not see each other's writes. */
export function openVault(options: VaultOptions): Vault {
  const { keychain, keepWithoutKeyring } = options;
  const { baseUrl, clientId, tokenEndpoint } = options.binding;
  const binding: Binding = { baseUrl, clientId, tokenEndpoint };
  const places = placesOf(options.folder, binding);
  const parts = { places, keychain, machineId: options.machineId };

  /** Everything that may have to wait for the keyring, which may take minutes: no second call while one is open. */
  const turn = inTurn();
  /** Whatever touches files. Ending the vault waits for nothing else. */
  const fileTurn = inTurn();

  let open: Open | null = null;
  /** The newest session, while it could not be written. */
  let unsaved: { readonly session: StoredSession; readonly because: StorageTrouble } | null = null;
  let loading: Promise<Loaded> | null = null;
  /** Between `bury` and the end of `destroy` nothing may come back to life. */
  let buried = false;
  /** Whether this run has tried to read what lies on disk: a keyring that refused is not asked again by a proof. */
  let tried = false;
  /** A newer version wrote what was last read. */
  let newer = false;
  /** Counts the endings: what began before one must not write after it. */
  let endings = 0;

  /** Runs a task on the files, unless the vault has ended since `before`: nothing may come back to life. */
  function whileAlive<T>(before: number, task: () => Promise<T>): Promise<T> {
    return fileTurn(() => (endings === before ? task() : Promise.reject(new EndedMeanwhile())));
  }

  function kept({ file }: Key): Kept {
    return file.protection === 'weak' ? { kind: 'weak' } : { kind: 'keychain', name: keychain.name };
  }

  function unreadable(trouble: StorageTrouble): Loaded {
    newer = trouble === 'newer-version';
    return { kind: 'unreadable', trouble };
  }

  /** A deletion that was announced and not finished is finished before anything else. */
  async function finishBurial() {
    if (await isBuried(places)) await fileTurn(() => erase(places));
  }

  /** What lies on disk; `open` from here on if the keyring opened it. */
  async function read(): Promise<Loaded> {
    const before = endings;
    newer = false;
    tried = true;
    const opened = await openKey(parts, open?.key ?? null);
    switch (opened.kind) {
      case 'unreadable':
        return unreadable(opened.trouble);
      case 'absent':
        return opened;
      case 'key':
        return whileAlive(before, () => readWith(opened.key, opened.rewrapped));
      default:
        return opened satisfies never;
    }
  }

  async function readWith({ secret, file }: Key, rewrapped: KeyFile | null): Promise<Loaded> {
    const copies = await readCopies(places, secret, binding);
    if (copies.kind === 'unreadable') return unreadable(copies.trouble);
    const replaced = rewrapped && (await replaceKeyFile(places, rewrapped));
    const key = { secret, file: replaced ? rewrapped : file };
    open = { key, good: copies.kind === 'good' ? copies.good : null };
    if (copies.kind === 'absent') return copies;
    const { copy } = copies.good;
    const rotationInTheAir = await isRotating(places, copy);
    return { kind: 'value', session: copy.session, kept: kept(key), from: copies.from, rotationInTheAir };
  }

  async function load(): Promise<Loaded> {
    if (buried) return { kind: 'absent' };
    if (unsaved) {
      const { session, because } = unsaved;
      const inMemory: Kept = { kind: 'until-quit', because };
      return { kind: 'value', session, kept: inMemory, from: 'current', rotationInTheAir: false };
    }
    if (await isBuried(places)) {
      // Where it cannot be deleted it is still never read again.
      await finishBurial().catch(() => undefined);
      return { kind: 'absent' };
    }
    try {
      return await read();
    } catch (error) {
      return error instanceof EndedMeanwhile ? { kind: 'absent' } : unreadable(troubleOf(error));
    }
  }

  async function save(session: StoredSession): Promise<Kept> {
    const before = endings;
    if (buried) return DISCARDED;
    try {
      await finishBurial();
      if (!open) {
        const there = await read();
        if (there.kind === 'unreadable') throw new VaultError(there.trouble);
      }
      const vault: Open | null =
        open ?? (await makeKey(parts, keepWithoutKeyring).then((key) => key && { key, good: null }));
      if (endings !== before) return DISCARDED;
      if (!vault) {
        unsaved = { session, because: 'no-keyring' };
        return { kind: 'until-quit', because: 'no-keyring' };
      }
      await whileAlive(before, async () => {
        await keepKeyFile(places, vault.key);
        open = vault;
        open = { key: vault.key, good: await commit(places, vault.key.secret, binding, session, vault.good) };
        // The journal names the copy before: it says nothing about this one, even if it stays.
        await removeJournal(places).catch(() => undefined);
      });
      unsaved = null;
      return kept(vault.key);
    } catch (error) {
      if (endings !== before) return DISCARDED;
      unsaved = { session, because: troubleOf(error) };
      throw new VaultError(unsaved.because);
    }
  }

  async function prove(): Promise<Kept> {
    if (buried) return DISCARDED;
    try {
      await finishBurial();
      await refuseNewer();
      if (!tried) await read();
      const now = open?.key.file.protection ?? (await protectionNow(keychain));
      if (now === 'none' || (now === 'weak' && !keepWithoutKeyring && !open))
        return { kind: 'until-quit', because: 'no-keyring' };
      // A vault that cannot be read will be set aside before anything is written.
      const inPlace = open !== null || (await readKeyFile(places)).kind === 'absent';
      await fileTurn(() => probe(places.root, inPlace ? places.folder : `${places.folder}.new`));
      return now === 'weak' ? { kind: 'weak' } : { kind: 'keychain', name: keychain.name };
    } catch (error) {
      return { kind: 'until-quit', because: troubleOf(error) };
    }
  }

  async function beginRotation(): Promise<void> {
    const there = open || unsaved ? null : await read();
    if (there?.kind === 'unreadable') throw new VaultError(there.trouble);
    const copy = open?.good?.copy;
    if (copy) await whileAlive(endings, () => writeJournal(places, copy));
  }

  /** With a newer token in memory, the one on disk is used up already: its journal has to say so on. */
  async function abandonRotation(): Promise<void> {
    if (!unsaved) await fileTurn(() => removeJournal(places));
  }

  /** What a newer version wrote is changed by nothing. */
  async function refuseNewer() {
    const file = await readKeyFile(places);
    if (newer || (file.kind === 'unreadable' && file.trouble === 'newer-version'))
      throw new VaultError('newer-version');
  }

  async function setAside(): Promise<void> {
    await refuseNewer();
    await setFolderAside(places);
    open = null;
  }

  function end() {
    endings += 1;
    open = null;
    unsaved = null;
  }

  async function bury(): Promise<void> {
    buried = true;
    end();
    await refuseNewer();
    await setTombstone(places);
  }

  async function destroy(): Promise<void> {
    end();
    try {
      await refuseNewer();
      await setTombstone(places).catch(() => undefined);
      await erase(places);
    } finally {
      buried = false;
    }
  }

  return {
    prove: () => turn(prove),
    load() {
      loading ??= turn(load).finally(() => {
        loading = null;
      });
      return loading;
    },
    save: (session) => turn(() => save(session)),
    beginRotation: () => turn(beginRotation).catch(fail),
    abandonRotation: () => turn(abandonRotation).catch(fail),
    setAside: () => turn(() => fileTurn(setAside)).catch(fail),
    bury: () => fileTurn(bury).catch(fail),
    destroy: () => fileTurn(destroy).catch(fail),
  };
}

/** The vault has ended meanwhile: nothing is kept. */
const DISCARDED: Kept = { kind: 'until-quit', because: 'io' };

class EndedMeanwhile extends Error {}

function fail(error: unknown): never {
  throw new VaultError(troubleOf(error));
}
