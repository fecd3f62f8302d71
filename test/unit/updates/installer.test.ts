/** The real electron-updater, as used on Windows, with a feed on loopback. Electron and the installer's start are stubs. */
import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingHttpHeaders, request } from 'node:http';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Release, ReleaseFile } from '../../../main/updates/feed.ts';
import { createInstaller } from '../../../main/updates/installer.ts';
import { type Listener, listen } from '../../authorization-server/listener.ts';
import { fakeClock } from '../fake-clock.ts';

const PUBLISHER = 'CN=Example Ltd, O=Example';
const SETUP = Buffer.from('not a real installer, but its very bytes');
const require = createRequire(import.meta.url);

let folder: string;
let feed: Listener;
let asked: { readonly url: string | undefined; readonly headers: IncomingHttpHeaders }[];
let body: Buffer | 'endless' | 'none';
let quitting: ((event: null, code: number) => void)[];
let quits: number;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'installer-'));
  [asked, body, quitting, quits] = [[], SETUP, [], 0];
  process.env['XDG_CACHE_HOME'] = folder;
  feed = await listen(
    0,
    createServer(({ url, headers }, response) => {
      asked.push({ url, headers });
      if (body === 'none') response.writeHead(404).end();
      else if (body === 'endless') response.writeHead(200, { 'Content-Length': 1 << 24 }).write(Buffer.alloc(1 << 20));
      else response.end(body);
    }),
  );
});
afterEach(async () => {
  delete process.env['XDG_CACHE_HOME'];
  await feed.close();
  rmSync(folder, { recursive: true, force: true });
});

/** The library in its Windows version, on a computer that reports `signedBy` as a file's signer. */
function installer({
  config = `publisherName:\n  - '${PUBLISHER}'\n`,
  signedBy = PUBLISHER,
  canVerify = true,
  refused = (_file: string): string | null => null,
  accepted = null as ((signal: AbortSignal) => Promise<string | null>) | null,
  settled = async () => {},
  login = null as { readonly user: string; readonly password: string } | null,
} = {}) {
  writeFileSync(join(folder, 'app-update.yml'), `provider: generic\nupdaterCacheDirName: updater\n${config}`);
  const stub = {
    app: {
      isPackaged: true,
      whenReady: async () => {},
      getVersion: () => '1.0.0',
      getName: () => 'Companion',
      getPath: () => folder,
      quit: () => quits++,
      once: (_: string, handler: (event: null, code: number) => void) => quitting.push(handler),
    },
    session: { fromPartition: () => ({}) },
    net: { request },
    autoUpdater: { emit: () => {} },
  };
  // This replaces Electron's npm package, which would load a binary.
  require.cache[require.resolve('electron')] = { exports: stub, loaded: true } as NodeModule;
  const library: typeof import('electron-updater') = require('electron-updater');
  const updater = new library.NsisUpdater();
  updater.updateConfigPath = join(folder, 'app-update.yml');
  const started: (readonly string[])[] = [];
  Object.assign(updater, { spawnLog: async (_: string, args: readonly string[]) => started.push(args) });
  const clock = fakeClock();
  const stayed: number[] = [];
  let loads = 0;
  const own = createInstaller({
    load: async () => {
      loads += 1;
      return { updater, Provider: library.Provider };
    },
    signed: {
      publisher: PUBLISHER,
      config: async () => readFileSync(join(folder, 'app-update.yml'), 'utf8'),
      canVerify: async () => canVerify,
      refused: async (file) => (signedBy === PUBLISHER ? refused(file) : 'not-signed'),
    },
    accepted,
    prepare: async () => {},
    authenticator: () => () => login,
    settled,
    onRestartFailed: () => void stayed.push(clock.elapsedMs()),
    clock,
  });
  return { ...own, started, stayed, updater, clock, loads: () => loads };
}

function release(changes: Partial<Release['files'][0]> = {}): Release {
  const sha512 = createHash('sha512').update(SETUP).digest('base64');
  const url = `http://127.0.0.1:${feed.port}/companion-1.1.0.exe`;
  return { version: '1.1.0', files: [{ url, sha512, size: SETUP.length, ...changes }] };
}

/** The files that could be installed. An aborted download may leave its `temp-`, which the next download replaces. */
const left = () => {
  const pending = join(folder, 'updater', 'pending');
  return existsSync(pending) ? readdirSync(pending).filter((name) => /^(?!temp-).*\.exe$/.test(name)) : [];
};

function progress(transferred: number) {
  return { transferred, total: transferred, delta: transferred, percent: 100, bytesPerSecond: 1 };
}

function expectNothing(own: ReturnType<typeof installer>) {
  expect(left()).toEqual([]);
  for (const handler of quitting) handler(null, 0);
  expect(own.started).toEqual([]);
}

describe('an update for Windows', () => {
  it('is downloaded as it was validated, without anyone’s id, and installed silently at the next quit', async () => {
    const own = installer();
    expect(await own.download(release())).toBeNull();
    expect(asked.map(({ url }) => url)).toEqual(['/companion-1.1.0.exe']);
    expect(Object.keys(asked[0]?.headers ?? {}).filter((name) => /cookie|staging|auth/.test(name))).toEqual([]);
    expect(left()).toEqual(['companion-1.1.0.exe']);
    expect(own.updater).toMatchObject({
      autoDownload: false,
      allowDowngrade: false,
      disableWebInstaller: true,
      disableDifferentialDownload: true,
    });
    expect(own.started).toEqual([]);
    for (const handler of quitting) handler(null, 0);
    expect(own.started).toEqual([['--updated', '/S']]);
  });

  it.each([
    [null, []],
    [{ user: 'ada', password: 'correct horse' }, ['ada', 'correct horse']],
  ])('is downloaded through a proxy with the credentials %j: %j', async (login, reported) => {
    const own = installer({ login });
    await own.download(release());
    const answers: (readonly unknown[])[] = [];
    own.updater.emit('login', {} as never, (...answer: readonly unknown[]) => answers.push(answer));
    expect(answers).toEqual([reported]);
  });

  it('is not installed while the system ends, which would end the installer half way', async () => {
    const own = installer();
    await own.download(release());
    own.leaveAsIs();
    for (const handler of quitting) handler(null, 0);
    expect(own.started).toEqual([]);
  });

  it('is installed at a later quit if the log-off was canceled', async () => {
    const own = installer();
    await own.download(release());
    own.leaveAsIs();
    await own.clock.advance(2 * 60_000);
    for (const handler of quitting) handler(null, 0);
    expect(own.started).toEqual([['--updated', '/S']]);
  });

  it('is there only when the system has accepted it, if that verifies it afterwards', async () => {
    const taken = Promise.withResolvers<string | null>();
    const own = installer({ accepted: () => taken.promise });
    const downloaded = own.download(release());
    await expect.poll(left).toEqual(['companion-1.1.0.exe']);
    taken.resolve('not-accepted');
    expect(await downloaded).toBe('not-accepted');
  });

  it('is given up if the system never reports whether it accepts it', async () => {
    const own = installer({ accepted: () => new Promise(() => undefined) });
    const downloaded = own.download(release());
    await expect.poll(left).toEqual(['companion-1.1.0.exe']);
    let isOver = false;
    void downloaded.then(() => {
      isOver = true;
    });
    await own.clock.advance(2 * 60 * 60_000 - 1);
    expect(isOver).toBe(false);
    await own.clock.advance(1);
    expect(await downloaded).toBe('timed-out');
  });

  it('is not downloaded if no signature can be verified', async () => {
    const own = installer({ canVerify: false });
    expect(await own.download(release())).toBe('no-signature-check');
    expect(asked).toEqual([]);
    expectNothing(own);
  });

  it('is not installed by a program that ends with an error', async () => {
    const own = installer();
    await own.download(release());
    for (const handler of quitting) handler(null, 1);
    expect(own.started).toEqual([]);
  });

  it('is installed at once on request, when no request is pending any more, and the program starts again', async () => {
    const settled = Promise.withResolvers<void>();
    const own = installer({ settled: () => settled.promise });
    await own.download(release());
    void own.restart();
    await new Promise(setImmediate);
    expect([own.started, quits]).toEqual([[], 0]);
    settled.resolve();
    await expect.poll(() => [own.started, quits]).toEqual([[['--updated', '/S', '--force-run']], 1]);
  });

  it.each<[string, () => void]>([
    ['does nothing', () => {}],
    [
      'fails',
      () => {
        throw new Error('the installer is gone');
      },
    ],
  ])('lets the running app continue if the restart %s', async (_, quitAndInstall) => {
    const own = installer();
    await own.download(release());
    Object.assign(own.updater, { quitAndInstall });
    const restarting = [own.restart(), own.restart()];
    await own.clock.advance(19_000);
    expect(own.stayed).toEqual([]);
    await own.clock.advance(1_000);
    await Promise.all(restarting);
    expect(own.stayed).toHaveLength(1);
    void own.restart();
    await own.clock.advance(20_000);
    expect(own.stayed).toHaveLength(2);
  });

  it.each<[string, Parameters<typeof installer>[0] & { readonly body?: 'none' }, Partial<ReleaseFile>, string]>([
    ['its contents are others than were named', {}, { sha512: `${'A'.repeat(86)}==` }, 'ERR_CHECKSUM_MISMATCH'],
    ['it is not there', { body: 'none' }, {}, 'HTTP 404'],
    ['someone else has signed it', { signedBy: 'CN=Evil' }, {}, 'ERR_UPDATER_INVALID_SIGNATURE'],
  ])('is not installed if %s', async (_, options, file, why) => {
    body = options.body ?? body;
    const own = installer(options);
    expect(await own.download(release(file))).toBe(why);
    expectNothing(own);
  });

  it.each([
    ['ENOSPC', 'ENOSPC'],
    ['at /home/ada/ENOSPC', 'TypeError'],
    ['ENOSPC at /home/ada', 'TypeError'],
    [28, 'TypeError'],
  ])('that fails with the code %j is reported as %s, without any text', async (code, why) => {
    const own = installer();
    const checkForUpdates = () => Promise.reject(Object.assign(new TypeError('at /home/ada'), { code }));
    Object.assign(own.updater, { checkForUpdates });
    expect(await own.download(release())).toBe(why);
  });

  it('is not installed if the file itself is an older one, under whatever name', async () => {
    const own = installer({ refused: () => 'older-file' });
    expect(await own.download(release())).toBe('ERR_UPDATER_INVALID_SIGNATURE');
    expectNothing(own);
    // Resolves at once, because there is nothing to install.
    await own.restart();
    expect(own.started).toEqual([]);
  });

  it('is not installed if the file is an older one from an earlier download, which nothing checks again', async () => {
    const checked: string[] = [];
    const first = installer();
    await first.download(release());
    quitting = [];
    const own = installer({
      refused(file) {
        checked.push(file);
        return 'older-file';
      },
    });
    expect(await own.download({ ...release(), version: '9.0.0' })).toBe('older-file');
    expect(asked).toHaveLength(1);
    expect(checked).toHaveLength(1);
    for (const handler of quitting) handler(null, 0);
    // Resolves at once, because there is nothing to install.
    await own.restart();
    expect(own.started).toEqual([]);
    own.leaveAsIs();
    await own.clock.advance(2 * 60_000);
    for (const handler of quitting) handler(null, 0);
    expect(own.started).toEqual([]);
  });

  it('is not installed by a quit while it is still being checked', async () => {
    const verdict = Promise.withResolvers<null>();
    let checks = 0;
    const own = installer({ refused: () => (++checks > 1 ? (verdict.promise as never) : null) });
    const download = own.download(release());
    await expect.poll(() => checks).toBe(2);
    for (const handler of quitting) handler(null, 0);
    expect(own.started).toEqual([]);
    verdict.resolve(null);
    expect(await download).toBeNull();
    for (const handler of quitting) handler(null, 0);
    expect(own.started).toEqual([['--updated', '/S']]);
  });

  it('is not installed if it is older, even on request', async () => {
    const own = installer();
    expect(await own.download({ ...release(), version: '0.9.0' })).toBe('not-taken');
    expectNothing(own);
  });

  it.each<[string, (own: ReturnType<typeof installer>) => unknown, string]>([
    ['it is longer than was named', ({ updater }) => updater.emit('download-progress', progress(1000)), 'too-large'],
    ['it does not come in two hours', ({ clock }) => clock.advance(2 * 3_600_000), 'timed-out'],
  ])('is given up if %s', async (_, happens, why) => {
    body = 'endless';
    const own = installer();
    const download = own.download(release());
    while (asked.length === 0) await new Promise(setImmediate);
    await happens(own);
    expect(await download).toBe(why);
    expectNothing(own);
  });

  it('may be as long as the longest of its files', async () => {
    body = 'endless';
    const own = installer();
    const { version, files } = release();
    const download = own.download({ version, files: [...files, ...release({ size: 5_000 }).files] });
    while (asked.length === 0) await new Promise(setImmediate);
    own.updater.emit('download-progress', progress(5_000));
    await own.clock.advance(2 * 3_600_000);
    expect(await download).toBe('timed-out');
  });

  it.each([
    ['', 'no one is named'],
    ['publisherName: Evil Ltd\n', 'someone else is named'],
    ['publisherName:\n  - Evil Ltd\n', 'someone else is named in a list'],
    [`url: https://example.org/?publisherName: ${PUBLISHER}\n`, 'the name stands elsewhere'],
  ])('is not even loaded if the package has %j as its publisher: %s', async (config) => {
    const own = installer({ config });
    expect(await own.download(release())).toBe('no-publisher');
    expect([own.loads(), asked]).toEqual([0, []]);
  });
});
