/** The check of the local tools' socket, in real folders, which it doesn't change. */
import { spawnSync } from 'node:child_process';
import { chownSync, existsSync, lstatSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { diagnoseTools } from '../../../main/diagnostics/tools.ts';
import type { DiagnosticsParts } from '../../../main/diagnostics/types.ts';
import { inspectApi } from '../../../main/local-tools/local-api.ts';
import { socketPaths } from '../../../main/local-tools/socket-path.ts';
import type { ApiState, FindingKinds } from '../../../preload/api.ts';
import { partsFor } from './parts.ts';

const OTHER_USER = 65534;
const uid = process.getuid?.() ?? 0;
const isRoot = uid === 0;

describe.skipIf(process.platform === 'win32')('the socket', () => {
  let home = '';
  let runtime = '';
  let profile = '';
  const servers: Server[] = [];
  beforeEach(() => {
    home = mkdtempSync(join(tmpdir(), 't-'));
    [runtime, profile] = [join(home, 'run'), join(home, 'profile')];
    mkdirSync(runtime, { mode: 0o700 });
    mkdirSync(profile, { mode: 0o700 });
  });
  afterEach(() => {
    for (const server of servers.splice(0)) server.close();
    rmSync(home, { recursive: true, force: true });
  });

  const place = (environment = { XDG_RUNTIME_DIR: runtime }) => ({
    platform: 'linux' as const,
    environment,
    uid,
    isPrivate: (folder: string) => folder === runtime,
  });
  function path() {
    const [first] = socketPaths(profile, place());
    if (!first) throw new Error('no path');
    return first;
  }
  const diagnosed = (running: FindingKinds['running'] = 'none', more: Partial<DiagnosticsParts> = {}) =>
    diagnoseTools(
      partsFor(profile, {
        home,
        running: async () => running,
        toolsApi: () => inspectApi(profile, place()),
        ...more,
      }),
    );
  const makeFolder = () => mkdirSync(path().folder, { mode: 0o700 });
  async function listen() {
    makeFolder();
    const server = createServer((socket) => socket.end());
    servers.push(server);
    await new Promise<void>((resolve) => server.listen(path().socket, resolve));
  }
  const socketFile = () => [
    'file',
    expect.stringMatching(/^\$XDG_RUNTIME_DIR\/transparenc-companion\/[0-9a-f]{16}\.sock$/),
  ];

  it('can be created if nothing is there, or only the remains of a killed app', async () => {
    expect(await diagnosed()).toMatchObject({ found: 'ready', verdict: 'good', facts: [] });
    expect(existsSync(path().folder)).toBe(false);
    makeFolder();
    const leave = `require('node:net').createServer().listen(process.argv[1], () => process.kill(process.pid, 'SIGKILL'))`;
    spawnSync(process.execPath, ['-e', leave, path().socket]);
    expect(await diagnosed()).toMatchObject({ found: 'ready' });
    expect(lstatSync(path().socket).isSocket()).toBe(true);
  });

  it('is the app’s if that runs, and another process’s if it does not', async () => {
    await listen();
    expect(await diagnosed('another')).toMatchObject({ found: 'listening', verdict: 'good' });
    // It may belong to another computer, so the check makes no claim.
    expect(await diagnosed('unknown')).toMatchObject({ found: 'listening' });
    expect(await diagnosed('none')).toMatchObject({ found: 'in-use', verdict: 'wrong', facts: [socketFile()] });
  });

  it('is missing though the app runs', async () => {
    expect(await diagnosed('another')).toMatchObject({ found: 'not-listening', verdict: 'worth-knowing' });
  });

  it.each(['file', 'folder', 'link'])('can’t be created in place of a %s, which stays', async (kind) => {
    makeFolder();
    const { socket } = path();
    if (kind === 'file') writeFileSync(socket, '');
    else if (kind === 'folder') mkdirSync(socket);
    else symlinkSync('/nowhere', socket);
    const before = lstatSync(socket).ino;
    expect(await diagnosed()).toMatchObject({ found: 'occupied', verdict: 'wrong', facts: [socketFile()] });
    expect(lstatSync(socket).ino).toBe(before);
  });

  it.skipIf(!isRoot)('can’t be created in place of another user’s, or in another user’s folder', async () => {
    await listen();
    chownSync(path().socket, OTHER_USER, OTHER_USER);
    expect(await diagnosed('another')).toMatchObject({ found: 'occupied' });
    chownSync(path().folder, OTHER_USER, OTHER_USER);
    const facts = [['file', '$XDG_RUNTIME_DIR/transparenc-companion']];
    expect(await diagnosed('another')).toMatchObject({ found: 'folder-not-private', verdict: 'wrong', facts });
  });

  it('can’t be created if its folder is not a folder', async () => {
    writeFileSync(path().folder, '');
    expect(await diagnosed()).toMatchObject({ found: 'folder-not-private' });
  });

  it('cannot be made if every path is too long for one', async () => {
    const deep = join(profile, 'x'.repeat(120));
    const none = { XDG_RUNTIME_DIR: '' };
    expect(await diagnosed('none', { toolsApi: () => inspectApi(deep, place(none)) })).toMatchObject({
      found: 'path-too-long',
      verdict: 'wrong',
      facts: [],
    });
  });
});

describe('tools', () => {
  const diagnosed = (more: Partial<DiagnosticsParts>) => diagnoseTools(partsFor('/home/ada/.config/x', more));

  it.each([
    [null, 'off'],
    ['administrator', 'off-by-policy'],
  ] as const)('are off, whatever is at the socket’s path: set by %s', async (lockedBy, found) => {
    const api: ApiState = { kind: 'trouble', why: 'occupied', path: '/run/x' };
    const parts = { localTools: { value: 'off', lockedBy }, toolsApi: async () => api } as const;
    expect(await diagnosed(parts)).toEqual({ topic: 'tools', found, verdict: 'good', facts: [] });
  });

  it('are not known of on Windows', async () => {
    expect(await inspectApi('C:\\x', { platform: 'win32', environment: {}, uid: null })).toBeNull();
    expect(await diagnosed({ toolsApi: async () => null })).toMatchObject({ found: 'unknown', verdict: 'unknown' });
  });

  it.each([
    ['/home/ada/.config/x/api/s', true, '~/.config/x/api/s'],
    ['/home/ada/.config/x/api/s', false, 'profile/api/s'],
    ['/srv/ada/transparenc-companion/1.sock', true, '$XDG_RUNTIME_DIR/transparenc-companion/1.sock'],
  ])('the path %s is reported without a name of a person', async (path, profileIsUsual, told) => {
    const api: ApiState = { kind: 'trouble', why: 'no-permission', path };
    const parts = { profileIsUsual, home: '/home/ada', toolsApi: async () => api };
    expect((await diagnosed(parts)).facts).toEqual([['file', told]]);
  });
});
