import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { accountsFileIn } from '../../../main/accounts/accounts-file.ts';
import type { Vault } from '../../../main/vault/types.ts';
import { killedAfter } from './child.ts';
import { profile, sessionWith } from './world.ts';

// Each test syncs many files, which takes long on a busy disk.
if (process.env['LONG']) vi.setConfig({ testTimeout: 600_000 });

/** Called before each call that changes the disk, with its description. */
let onStep: ((step: Step) => unknown) | null = null;
interface Step {
  readonly call: string;
  readonly path: string;
  readonly to?: string;
}

// electron-store binds the functions when the vault imports it, so replace them before that.
beforeAll(async () => {
  const paths = new Map<number, string>();
  watch(fs.promises, ['rename', 'rm', 'mkdir', 'rmdir', 'chmod']);
  watch(fs, ['renameSync', 'unlinkSync', 'mkdirSync', 'chmodSync', 'writeFileSync']);
  const { open } = fs.promises;
  fs.promises.open = async (path, ...rest) => {
    report('open', String(path));
    const handle = await open(path, ...rest);
    for (const call of ['writeFile', 'sync'] as const) {
      const original: (...args: never) => Promise<unknown> = handle[call].bind(handle);
      Object.assign(handle, {
        [call]: (...args: never) => {
          report(call, String(path));
          return original(...args);
        },
      });
    }
    return handle;
  };
  const { openSync, writeSync, fsyncSync } = fs;
  fs.openSync = (path, ...rest) => {
    report('open', String(path));
    const descriptor = openSync(path, ...rest);
    paths.set(descriptor, String(path));
    return descriptor;
  };
  // Node's overloads can't be expressed here. The arguments are passed on unchanged.
  fs.writeSync = ((descriptor: number, ...rest: never) => {
    report('writeFile', paths.get(descriptor) ?? '');
    return (writeSync as (...args: unknown[]) => number)(descriptor, ...(rest as unknown[]));
  }) as typeof fs.writeSync;
  fs.fsyncSync = (descriptor) => {
    report('sync', paths.get(descriptor) ?? '');
    fsyncSync(descriptor);
  };
  syncBuiltinESMExports();
  await import('electron-store');
});

afterEach(() => {
  onStep = null;
});

describe('a kill at any moment (R3)', () => {
  it.each([
    ['the first save', null, (vault: Vault) => vault.save(sessionWith('new')), ['absent', 'new']],
    ['a save', 'old', (vault: Vault) => vault.save(sessionWith('new')), ['old', 'new']],
    [
      'a rotation’s end',
      'old, rotation pending',
      (vault: Vault) => vault.save(sessionWith('new')),
      ['old, rotation pending', 'new'],
    ],
    ['a rotation’s beginning', 'old', (vault: Vault) => vault.beginRotation(), ['old', 'old, rotation pending']],
    ['a new sign-in', 'old', (vault: Vault) => vault.replace(sessionWith('new')), ['old', 'new']],
    ['a sign-out', 'old', (vault: Vault) => vault.markSignedOut().then(() => vault.destroy()), ['old', 'absent']],
    ['a deletion that nothing announced', 'old', (vault: Vault) => vault.destroy(), ['old', 'absent']],
    ['a set-aside', 'old', (vault: Vault) => vault.setAside(), ['old', 'absent']],
    ['a storage test', 'old', (vault: Vault) => vault.testStorage(), ['old']],
    ['a move into the keyring', 'old weak', (vault: Vault) => vault.protect(), ['old weak', 'old']],
  ] as const)(
    'of %s leaves one or the other on disk, whole, and the next run can go on',
    async (_what, first, run, allowed) => {
      await using app = await profile();
      if (first === 'old weak') app.keychain.mode = 'weak';
      const vault = app.start({ keepWithoutKeyring: true });
      if (first) await vault.save(sessionWith('old'));
      if (first === 'old, rotation pending') await vault.beginRotation();
      app.keychain.mode = 'works';
      const moments: Tree[] = [];
      const notice = () => {
        const now = treeOf(app.home);
        if (!isDeepStrictEqual(now, moments.at(-1))) moments.push(now);
      };
      onStep = (step) => step.path.startsWith(app.home) && notice();
      await run(vault);
      onStep = null;
      notice();
      expect(moments.length).toBeGreaterThan(1);

      const seen: string[] = [];
      for (const moment of moments) {
        await using killed = await profile();
        plant(moment, killed.home);
        seen.push(await reported(killed.start()));
        const next = killed.start();
        await next.save(sessionWith('next'));
        expect(await reported(killed.start())).toMatch(/^next( weak)?$/);
        await next.markSignedOut();
        await next.destroy();
        expect(fs.readdirSync(killed.home)).toEqual([]);
      }
      // Once the new state has been reached, no later step may return to the old one.
      expect(seen.filter((state, n) => state !== seen[n - 1])).toEqual(allowed);
    },
  );

  it('of the moment when another account is added leaves the first one whole, and one account or two', async () => {
    await using app = await profile();
    await app.start().save(sessionWith('old'));
    const moments: Tree[] = [];
    const notice = () => {
      const now = treeOf(app.home);
      if (!isDeepStrictEqual(now, moments.at(-1))) moments.push(now);
    };
    onStep = (step) => step.path.startsWith(app.home) && notice();
    const record = {
      id: '1'.repeat(16),
      name: 'work',
      vault: null,
      server: { serverUrl: 'https://a.example' },
      insteadOf: null,
    };
    const vault = app.start({ severalAccounts: () => true });
    await vault.noteAccounts();
    await accountsFileIn(app.home).save([record]);
    await app.start({ name: record.id }).save(sessionWith('second'));
    onStep = null;
    notice();
    expect(moments.length).toBeGreaterThan(4);

    const counts: number[] = [];
    for (const moment of moments) {
      await using killed = await profile();
      plant(moment, killed.home);
      const loaded = await accountsFileIn(killed.home).load();
      if (loaded.kind !== 'records') throw new Error(loaded.trouble);
      counts.push(1 + loaded.records.length);
      expect(await reported(killed.start())).toBe('old');
      expect(['absent', 'second']).toContain(await reported(killed.start({ name: record.id })));
    }
    expect(counts.filter((count, n) => count !== counts[n - 1])).toEqual([1, 2]);
  });

  it('of a real process, at random moments, loses nothing that was saved', async () => {
    const kills = process.env['LONG'] ? 100 : 5;
    await using app = await profile();
    await app.start().save(sessionWith('0'));
    for (let n = 0; n < kills; n += 1) {
      const last = (await killedAfter(app.home, Math.random() * 120)).at(-1)?.split(' ');
      const number = Number(last?.[1]);
      const loaded = await app.start().load();
      expect(loaded).toMatchObject({ kind: 'value', from: 'current' });
      if (loaded.kind !== 'value') return;
      const token = Number(loaded.session.refreshToken);
      expect([number, number + 1]).toContain(token);
      if (last?.[0] === 'begun' && token === number) expect(loaded.rotationPending).toBe(true);
    }
  });
});

describe('a power cut', () => {
  it.runIf(process.platform !== 'win32').each([
    ['save', (vault: Vault) => vault.save(sessionWith('new'))],
    ['save inside a Snap', inSnap],
    ['begin a rotation', (vault: Vault) => vault.beginRotation()],
    ['abandon a rotation', (vault: Vault) => vault.beginRotation().then(() => vault.abandonRotation())],
    ['replace', (vault: Vault) => vault.replace(sessionWith('new'))],
    ['markSignedOut', (vault: Vault) => vault.markSignedOut()],
    ['set aside', (vault: Vault) => vault.setAside()],
    ['move into the keyring', (vault: Vault) => vault.protect()],
    [
      'sign in for the first time',
      async (vault: Vault) => {
        await vault.destroy();
        await vault.save(sessionWith('new'));
      },
    ],
  ])(
    'undoes nothing: to %s, it syncs a file before renaming it, and each changed folder before reporting success',
    async (_what, run) => {
      await using app = await profile();
      app.keychain.mode = 'weak';
      const vault = app.start({ keepWithoutKeyring: true });
      await vault.save(sessionWith('old'));
      app.keychain.mode = 'works';
      const steps: Step[] = [];
      onStep = (step) => steps.push(step);
      await run(vault);
      onStep = null;
      const unsynced = new Set<string>();
      for (const { call, path, to } of steps) {
        if (call === 'writeFile' || call === 'writeFileSync') unsynced.add(path);
        if (call === 'sync') unsynced.delete(path);
        if ((call === 'rename' || call === 'renameSync') && to) {
          expect(
            [...unsynced].filter((file) => file === path),
            `renamed before it was synced: ${basename(path)}`,
          ).toEqual([]);
          unsynced.add(dirname(to));
        }
        if (call === 'rm' && fs.existsSync(dirname(path)) && !basename(path).startsWith('session-next'))
          unsynced.add(dirname(path));
      }
      expect([...unsynced].filter((path) => fs.existsSync(path))).toEqual([]);
    },
  );
});

/** On this platform, electron-store writes in place. */
async function inSnap(vault: Vault): Promise<void> {
  process.env['SNAP'] = '/snap/companion/1';
  try {
    await vault.save(sessionWith('new'));
  } finally {
    delete process.env['SNAP'];
  }
}

/** The contents of a folder: the bytes of each file, and null for each folder. */
type Tree = Readonly<Record<string, Buffer | null>>;

function treeOf(home: string): Tree {
  const tree: Record<string, Buffer | null> = {};
  for (const entry of fs.readdirSync(home, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name);
    tree[path.slice(home.length)] = entry.isDirectory() ? null : fs.readFileSync(path);
  }
  return tree;
}

function plant(tree: Tree, home: string) {
  for (const [path, bytes] of Object.entries(tree).sort()) {
    if (bytes) fs.writeFileSync(home + path, bytes);
    else fs.mkdirSync(home + path);
  }
}

/** The result of a start, in a few words. */
async function reported(vault: Vault): Promise<string> {
  const loaded = await vault.load();
  if (loaded.kind !== 'value') return loaded.kind;
  if (loaded.from !== 'current') return `${loaded.session.refreshToken} of before`;
  const weakly = loaded.kept.kind === 'weak' ? ' weak' : '';
  return `${loaded.session.refreshToken}${weakly}${loaded.rotationPending ? ', rotation pending' : ''}`;
}

function report(call: string, path: string, to?: string) {
  const listener = onStep;
  if (!listener) return;
  // The listener's own actions don't count as steps.
  onStep = null;
  listener({ call, path, ...(to !== undefined && { to }) });
  onStep = listener;
}

function watch(module: object, calls: readonly string[]) {
  for (const call of calls) {
    const original: unknown = Reflect.get(module, call);
    if (typeof original !== 'function') throw new TypeError(call);
    Reflect.set(module, call, (...args: unknown[]) => {
      report(call, String(args[0]), typeof args[1] === 'string' ? args[1] : undefined);
      return Reflect.apply(original, module, args);
    });
  }
}
