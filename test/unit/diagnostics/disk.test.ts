/** The checks of the vault, the keyring and the files, which change none of them. */
import {
  chmodSync,
  chownSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it, test } from 'vitest';
import { isRunningWith } from '../../../main/diagnostics/instance.ts';
import { diagnosePermissions } from '../../../main/diagnostics/permissions.ts';
import { saveReport } from '../../../main/diagnostics/save.ts';
import type { ServerProbe } from '../../../main/diagnostics/server.ts';
import { diagnoseAccounts, diagnoseKeyring, diagnoseSignIn } from '../../../main/diagnostics/storage.ts';
import { nameOfBinding } from '../../../main/vault/layout.ts';
import { BINDING, type FakeKeychain, fakeKeychain, profile, SECRET, sessionWith } from '../vault/world.ts';
import { partsFor } from './parts.ts';

/** The server's metadata was not requested. */
const NOT_ASKED = Promise.resolve(null);

const ACCOUNT = {
  server: { ...BINDING, scope: null, deviceAuthorizationEndpoint: `${BINDING.baseUrl}/start/`, automatic: [] },
  vault: nameOfBinding(BINDING),
};

/** All paths in a folder, with their bytes, modes and times. */
function everything(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true }).map((entry) => {
    const path = join(entry.parentPath, entry.name);
    const { mode, mtimeMs } = statSync(path);
    return [path, mode, mtimeMs, entry.isFile() ? readFileSync(path, 'base64') : ''].join(' ');
  });
}

describe('the vault', () => {
  const cases: readonly (readonly [
    name: string,
    (at: Awaited<ReturnType<typeof profile>>) => unknown,
    found: string,
  ])[] = [
    ['whole', () => undefined, 'kept'],
    ['with a keyring that is locked', (at) => lock(at.keychain), 'keyring-locked'],
    ['with another keyring', (at) => change(at.keychain), 'keyring-changed'],
    ['whose newest copy is damaged', (at) => writeFileSync(at.layout.current, 'x'), 'from-before'],
    [
      'all of whose copies are damaged',
      (at) => {
        writeFileSync(at.layout.current, 'x');
        writeFileSync(at.layout.previous, 'x');
      },
      'damaged',
    ],
    ['whose key is gone', (at) => rmSync(at.layout.key), 'damaged'],
    ['whose sign-out is not finished', (at) => writeFileSync(at.layout.tombstone, ''), 'not-deleted'],
    ['that is gone', (at) => rmSync(at.folder, { recursive: true }), 'empty'],
  ];
  function lock(keychain: FakeKeychain) {
    keychain.mode = 'locked';
  }
  function change(keychain: FakeKeychain) {
    keychain.mode = 'changed';
  }

  it.each(cases)('%s is reported as such, and not changed', async (_, break_, found) => {
    await using at = await profile();
    const vault = at.start();
    for (const token of ['rt-first', SECRET]) await vault.save(sessionWith(token));
    break_(at);
    const before = everything(at.home);
    const parsed = await diagnoseSignIn(partsFor(at.home, { keychain: at.keychain }), ACCOUNT, NOT_ASKED);
    expect(parsed.found).toBe(found);
    expect(everything(at.home)).toEqual(before);
    expect(JSON.stringify(parsed)).not.toContain(SECRET);
    expect(JSON.stringify(parsed)).not.toContain('Ada');
  });

  it('of another computer is reported as such, and the keyring not asked for its key', async () => {
    await using at = await profile();
    await at.start().save(sessionWith(SECRET));
    at.keychain.calls.length = 0;
    const machineId = async () => 'b'.repeat(32);
    const parsed = await diagnoseSignIn(partsFor(at.home, { keychain: at.keychain, machineId }), ACCOUNT, NOT_ASKED);
    expect(parsed).toMatchObject({ found: 'other-computer', verdict: 'wrong' });
    expect(at.keychain.calls).toEqual([]);
  });

  it('that keeps a sign-in weakly, or one that is over, is reported', async () => {
    await using at = await profile();
    at.keychain.mode = 'weak';
    const ended = { kind: 'ran-out', at: 0 } as const;
    await at.start({ keepWithoutKeyring: true }).save(sessionWith(SECRET, { ended }));
    const parsed = await diagnoseSignIn(partsFor(at.home, { keychain: at.keychain }), ACCOUNT, NOT_ASKED);
    expect(parsed).toMatchObject({
      found: 'kept-weakly',
      facts: [
        ['kept', 'a sign-in that has ended'],
        ['token path', '/tenant/api/v1/oauth/token'],
      ],
    });
  });

  it.each([
    ['other-endpoint', 'https://login.example.org/tenant/newer', {}],
    ['kept', 'https://login.example.org/tenant/stored', {}],
    ['kept', null, {}],
    ['kept', 'https://login.example.org/tenant/newer', { ended: { kind: 'ran-out', at: 0 } }],
  ] as const)(
    'is reported as %s if the document names the endpoint %s, and the sign-in is %j',
    async (found, named, more) => {
      await using at = await profile();
      const endpoints = { deviceAuthorization: `${BINDING.baseUrl}/device`, token: `${BINDING.baseUrl}/stored` };
      await at.start().save(sessionWith(SECRET, { endpoints, ...more }));
      const metadata = named === null ? null : { tokenEndpoint: named };
      // Nothing else of the answers is looked at.
      const asked = { discovered: { metadata } } as unknown as ServerProbe;
      const parts = partsFor(at.home, { keychain: at.keychain });
      expect(await diagnoseSignIn(parts, ACCOUNT, Promise.resolve(asked))).toMatchObject({
        found,
        facts: [
          ['kept', 'ended' in more ? 'a sign-in that has ended' : 'a sign-in'],
          ['token path', '/tenant/stored'],
        ],
      });
    },
  );

  it.each([
    [null, 'unknown', []],
    [[], 'listed', []],
    [
      ['abc', 'def'],
      'lost',
      [
        ['folder', '~/profile/vault'],
        ['vault', 'abc'],
        ['vault', 'def'],
      ],
    ],
  ] as const)('that no account lists is named: of %j, the accounts are %s', async (missing, found, facts) => {
    const parts = { profile: '/home/ada/profile', home: '/home/ada', missingVaults: async () => missing };
    expect(await diagnoseAccounts(parts)).toMatchObject({ found, facts });
  });

  it('of no server is not known', async () => {
    const parsed = await diagnoseSignIn(partsFor('/nowhere'), null, NOT_ASKED);
    expect(parsed).toMatchObject({ found: 'unknown', verdict: 'unknown' });
  });
});

test.each([
  ['works', 'protects'],
  ['weak', 'weak'],
  ['none', 'none'],
  ['locked', 'weak'],
] as const)('a keyring that %s is reported as %s, by its behavior and not by its claim', async (mode, found) => {
  const keychain = fakeKeychain();
  keychain.mode = mode;
  expect(await diagnoseKeyring(keychain)).toMatchObject({ found, facts: [['keyring', 'GNOME Keyring']] });
});

describe.skipIf(process.platform === 'win32')('the files of a profile', () => {
  const made: string[] = [];
  afterEach(() => {
    for (const folder of made.splice(0)) rmSync(folder, { recursive: true, force: true });
  });
  function folder(): string {
    const at = mkdtempSync(join(tmpdir(), 'doctor-'));
    made.push(at);
    mkdirSync(join(at, 'vault', 'abc'), { recursive: true, mode: 0o700 });
    writeFileSync(join(at, 'vault', 'abc', 'key'), '', { mode: 0o600 });
    writeFileSync(join(at, 'settings.json'), '{}', { mode: 0o644 });
    return at;
  }
  const diagnose = (profile: string, changes: object = {}) => diagnosePermissions(partsFor(profile, changes));

  it('are this user’s alone', async () => {
    expect(await diagnose(folder())).toMatchObject({
      found: 'private',
      verdict: 'good',
      facts: [
        ['mode', '0700'],
        ['place', 'usual'],
      ],
    });
    expect((await diagnose(folder(), { profileIsUsual: false })).facts).toContainEqual(['place', 'another']);
    const isRoot = process.getuid?.() === 0;
    expect((await diagnose(folder(), { user: 4711 })).facts).toContainEqual([
      'owner',
      isRoot ? 'root' : 'another user',
    ]);
  });

  it.runIf(process.getuid?.() === 0)('belong to another user than root', async () => {
    const at = folder();
    chownSync(at, 4711, 4711);
    expect((await diagnose(at)).facts).toContainEqual(['owner', 'another user']);
  });

  it('are accessible if the profile’s folder is, or, worse, the vault’s', async () => {
    const at = folder();
    chmodSync(at, 0o755);
    expect(await diagnose(at)).toMatchObject({
      found: 'open',
      verdict: 'worth-knowing',
      facts: [
        ['mode', '0755'],
        ['place', 'usual'],
      ],
    });
    chmodSync(join(at, 'vault', 'abc', 'key'), 0o640);
    const parsed = await diagnose(at, { home: at });
    expect(parsed).toMatchObject({ found: 'vault-open', verdict: 'wrong' });
    expect(parsed.facts).toEqual([
      ['file', '~/vault/abc/key'],
      ['owner', 'this user'],
      ['mode', '0640'],
      ['place', 'usual'],
    ]);
  });

  it.runIf(process.getuid?.() === 0).each(['settings.json', 'logs', 'logs/main.log', 'vault', 'vault/abc/key'])(
    'of someone else are found wherever they lie: %s',
    async (name) => {
      const at = folder();
      mkdirSync(join(at, 'logs'), { mode: 0o700 });
      writeFileSync(join(at, 'logs', 'main.log'), '', { mode: 0o600 });
      chownSync(join(at, name), 65534, 65534);
      const { found, facts } = await diagnose(at, { user: 0, home: at });
      expect([found, facts[0]]).toEqual(['other-owner', ['file', `~/${name}`]]);
    },
  );

  it('of another user are reported without a name, and a profile elsewhere without its path', async () => {
    const at = folder();
    const parsed = await diagnose(at, { user: 12345, profileIsUsual: false });
    expect(parsed).toMatchObject({ found: 'other-owner', verdict: 'wrong' });
    expect(parsed.facts).toContainEqual(['file', 'profile']);
    expect(JSON.stringify(parsed)).not.toContain(at);
  });

  it('are not there yet, and are not made', async () => {
    const at = join(folder(), 'not-there');
    expect(await diagnose(at)).toMatchObject({ found: 'absent', verdict: 'good', facts: [['place', 'usual']] });
    expect(() => statSync(at)).toThrow();
  });

  it('cannot be checked if the system keeps another kind of list', async () => {
    expect(await diagnose(folder(), { user: null })).toMatchObject({
      found: 'unknown',
      verdict: 'unknown',
      facts: [['place', 'usual']],
    });
  });

  it.each([
    [`${hostname()}-${process.pid}`, 'another'],
    [`${hostname()}-4194305`, 'none'],
    [`${hostname()}-${process.pid}x`, 'unknown'],
    ['another-host-1', 'unknown'],
    [null, 'none'],
  ])('with the mark %s are used by %s', async (mark, running) => {
    const at = folder();
    if (mark) symlinkSync(mark, join(at, 'SingletonLock'));
    expect(await isRunningWith(at, 'linux')).toBe(running);
  });

  it('that cannot be diagnosed may be in use', async () => {
    const at = folder();
    writeFileSync(join(at, 'SingletonLock'), 'no link');
    expect(await isRunningWith(at, 'linux')).toBe('unknown');
    expect(await isRunningWith(join(at, 'SingletonLock'), 'win32')).toBe('unknown');
  });

  it('with a lock file are used on Windows', async () => {
    const at = folder();
    expect(await isRunningWith(at, 'win32')).toBe('none');
    writeFileSync(join(at, 'lockfile'), '');
    expect(await isRunningWith(at, 'win32')).toBe('another');
  });

  it('only the user can read a report, and it replaces no file without asking', async () => {
    const file = join(folder(), 'report.txt');
    writeFileSync(file, 'mine', { mode: 0o644 });
    await expect(saveReport(file, 'new', { mayReplace: false })).rejects.toMatchObject({ code: 'EEXIST' });
    expect(readFileSync(file, 'utf8')).toBe('mine');
    await saveReport(file, 'new', { mayReplace: true });
    expect(readFileSync(file, 'utf8')).toBe('new');
    expect(statSync(file).mode & 0o777).toBe(0o600);
    await saveReport(`${file}2`, 'new', { mayReplace: false });
    expect(statSync(`${file}2`).mode & 0o777).toBe(0o600);
  });
});
