/** The socket's path, and which existing files there are used, removed or left alone. */
import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import files from 'node:fs/promises';
import { syncBuiltinESMExports } from 'node:module';
import { connect, createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { callApi, findApi } from '../../../main/local-tools/client.ts';
import { inspectSocket, listenOnSocket } from '../../../main/local-tools/socket.ts';
import { type SocketPath, socketPaths } from '../../../main/local-tools/socket-path.ts';

const uid = process.getuid?.() ?? 0;
const isRoot = uid === 0;
const OTHER_USER = 65534;

let folder: string;
let path: SocketPath;
const servers: Server[] = [];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 's-'));
  path = { folder: join(folder, 'transparenc-companion'), socket: join(folder, 'transparenc-companion', 'a.sock') };
});
afterEach(() => {
  for (const server of servers.splice(0)) server.close();
  rmSync(folder, { recursive: true, force: true });
});

function newServer(): Server {
  const made = createServer((socket) => socket.end());
  servers.push(made);
  return made;
}

/** Leaves a socket behind, like a process that is killed while it listens. */
function leaveStaleSocket(at: string) {
  const listen = `require('node:net').createServer().listen(process.argv[1], () => process.kill(process.pid, 'SIGKILL'))`;
  spawnSync(process.execPath, ['-e', listen, at]);
}

/** Replaces a function of the file system for this test. */
function during(name: 'chmod' | 'lstat', act: (at: string) => Promise<unknown>) {
  vi.spyOn(files, name).mockImplementation(act as never);
  syncBuiltinESMExports();
  onTestFinished(() => {
    vi.restoreAllMocks();
    syncBuiltinESMExports();
  });
}

const modeOf = (file: string) => lstatSync(file).mode & 0o777;
const open = (uidOf = uid) => listenOnSocket(newServer(), [path], uidOf);

describe('the socket', () => {
  it('is in its own folder, which no other user may enter, and no other user may connect', async () => {
    expect(await open()).toEqual({ kind: 'listening', path: path.socket });
    expect([modeOf(path.folder), modeOf(path.socket)]).toEqual([0o700, 0o600]);
  });

  it('makes a folder private that other users could enter', async () => {
    mkdirSync(path.folder, { mode: 0o755 });
    chmodSync(path.folder, 0o755);
    expect(await open()).toMatchObject({ kind: 'listening' });
    expect(modeOf(path.folder)).toBe(0o700);
  });

  it('replaces one on which nothing listens any more', async () => {
    mkdirSync(path.folder, { mode: 0o700 });
    leaveStaleSocket(path.socket);
    expect(lstatSync(path.socket).isSocket()).toBe(true);
    expect(await open()).toMatchObject({ kind: 'listening' });
  });

  it('is listened on although the system does not distinguish users', async () => {
    mkdirSync(path.folder, { mode: 0o700 });
    leaveStaleSocket(path.socket);
    expect(await listenOnSocket(newServer(), [path], null)).toMatchObject({ kind: 'listening' });
  });

  it('of another process gets no more than a look', async () => {
    const server = createServer();
    servers.push(server);
    await listenOnSocket(server, [path], uid);
    expect(await open()).toMatchObject({ why: 'in-use' });
    await expect.poll(() => new Promise((resolve) => server.getConnections((_, count) => resolve(count)))).toBe(0);
  });

  it('is never removed while something listens on it', async () => {
    await open();
    const before = lstatSync(path.socket).ino;
    expect(await open()).toEqual({ kind: 'trouble', why: 'in-use', path: path.socket });
    expect(lstatSync(path.socket).ino).toBe(before);
    await new Promise<void>((resolve) => connect(path.socket, resolve));
  });

  it('does not end the app with a later error of its server', async () => {
    const server = newServer();
    await listenOnSocket(server, [path], uid);
    expect(() => server.emit('error', new Error('EMFILE'))).not.toThrow();
  });

  it('is given up if it cannot be made private', async () => {
    during('chmod', () => Promise.reject(Object.assign(new Error('read-only'), { code: 'EROFS' })));
    const server = newServer();
    expect(await listenOnSocket(server, [path], uid)).toMatchObject({ why: 'no-permission' });
    expect([server.listening, existsSync(path.socket)]).toEqual([false, false]);
  });

  it('that goes away during a look is one on which nothing listens', async () => {
    mkdirSync(path.folder, { mode: 0o700 });
    leaveStaleSocket(path.socket);
    const { lstat } = files;
    during('lstat', async (at: string) => {
      const about = await lstat(at);
      if (at === path.socket) rmSync(at);
      return about;
    });
    expect(await inspectSocket([path], uid)).toEqual({ kind: 'not-started' });
  });

  it('goes with its server', async () => {
    const server = newServer();
    await listenOnSocket(server, [path], uid);
    server.close();
    expect(existsSync(path.socket)).toBe(false);
  });
});

describe('in the way of the socket', () => {
  it.each<[string, () => void]>([
    ['a file', () => writeFileSync(path.socket, 'mine')],
    ['a folder', () => mkdirSync(path.socket)],
    ['a link', () => symlinkSync('/dev/null', path.socket)],
  ])('%s is left alone, and named', async (_, put) => {
    mkdirSync(path.folder, { mode: 0o700 });
    put();
    const before = lstatSync(path.socket).ino;
    expect(await open()).toEqual({ kind: 'trouble', why: 'occupied', path: path.socket });
    expect(lstatSync(path.socket).ino).toBe(before);
  });

  it('a link in the place of the folder is not followed', async () => {
    const elsewhere = join(folder, 'elsewhere');
    mkdirSync(elsewhere);
    symlinkSync(elsewhere, path.folder);
    expect(await open()).toEqual({ kind: 'trouble', why: 'folder-not-private', path: path.folder });
    expect(existsSync(join(elsewhere, 'a.sock'))).toBe(false);
  });

  it('a file in the place of the folder’s own folder is named, even by a look', async () => {
    writeFileSync(path.folder, '');
    const below = { folder: join(path.folder, 'x'), socket: join(path.folder, 'x', 'a.sock') };
    const trouble = { kind: 'trouble', why: 'folder-not-private', path: below.socket };
    expect(await inspectSocket([below], uid)).toEqual(trouble);
    expect(await listenOnSocket(newServer(), [below], uid)).toEqual(trouble);
  });

  it('a file in the place of the folder is named', async () => {
    writeFileSync(path.folder, '');
    expect(await open()).toMatchObject({ kind: 'trouble', why: 'folder-not-private' });
  });

  it.runIf(isRoot)('the folder of another user is neither used nor changed', async () => {
    mkdirSync(path.folder, { mode: 0o777 });
    chmodSync(path.folder, 0o777);
    chownSync(path.folder, OTHER_USER, OTHER_USER);
    expect(await open()).toEqual({ kind: 'trouble', why: 'folder-not-private', path: path.folder });
    expect(modeOf(path.folder)).toBe(0o777);
  });

  it.runIf(isRoot)('the socket of another user is neither used nor removed, stale or not', async () => {
    mkdirSync(path.folder, { mode: 0o700 });
    leaveStaleSocket(path.socket);
    chownSync(path.socket, OTHER_USER, OTHER_USER);
    expect(await open()).toEqual({ kind: 'trouble', why: 'occupied', path: path.socket });
    expect(lstatSync(path.socket).uid).toBe(OTHER_USER);
  });

  it.each([
    ['/proc', 'io'],
    ['/sys', 'no-permission'],
  ])('a disk without room for it is named: %s', async (disk, why) => {
    path = { folder: `${disk}/transparenc-companion`, socket: `${disk}/transparenc-companion/a.sock` };
    expect(await open()).toEqual({ kind: 'trouble', why, path: path.socket });
  });

  it.each([
    ['EACCES', 'no-permission'],
    ['EPERM', 'no-permission'],
    ['EROFS', 'no-permission'],
    ['EADDRINUSE', 'in-use'],
    ['ENAMETOOLONG', 'path-too-long'],
    ['ENOTDIR', 'folder-not-private'],
    ['EMFILE', 'io'],
  ])('a system that does not listen there is named: %s', async (code, why) => {
    const server = newServer();
    Object.assign(server, { listen: () => server.emit('error', Object.assign(new Error(code), { code })) });
    expect(await listenOnSocket(server, [path], uid)).toEqual({ kind: 'trouble', why, path: path.socket });
  });

  it('no path that is short enough is a trouble, too', async () => {
    expect(await listenOnSocket(newServer(), [], uid)).toEqual({ kind: 'trouble', why: 'path-too-long', path: null });
  });
});

describe('the path', () => {
  const place = (
    environment: Record<string, string>,
    privateFolders: readonly string[],
    platform: NodeJS.Platform = 'linux',
  ) => ({
    platform,
    environment,
    uid: 1000,
    isPrivate: (at: string) => privateFolders.includes(at),
  });
  const socketsOf = (profile: string, ...parts: Parameters<typeof place>) =>
    socketPaths(profile, place(...parts)).map(({ socket }) => socket.replace(/[0-9a-f]{16}/, 'HASH'));

  it('is the one of the session, then the one of the user, then one in the profile', () => {
    expect(socketsOf('/home/ada/p', { XDG_RUNTIME_DIR: '/run/own' }, ['/run/own', '/run/user/1000'])).toEqual([
      '/run/own/transparenc-companion/HASH.sock',
      '/run/user/1000/transparenc-companion/HASH.sock',
      '/home/ada/p/api/s',
    ]);
  });

  it('is found by cron and ssh, which set no variable', () => {
    expect(socketsOf('/home/ada/p', {}, ['/run/user/1000'])[0]).toBe('/run/user/1000/transparenc-companion/HASH.sock');
    expect(socketsOf('/home/ada/p', {}, [])).toEqual(['/home/ada/p/api/s']);
  });

  it('is never relative, and never in a folder that other users may change', () => {
    expect(socketsOf('/home/ada/p', { XDG_RUNTIME_DIR: 'run' }, ['run'])).toEqual(['/home/ada/p/api/s']);
    expect(socketsOf('/home/ada/p', { XDG_RUNTIME_DIR: '/tmp' }, [])).toEqual(['/home/ada/p/api/s']);
  });

  it('is in no folder that others may enter, and in none that is a file', () => {
    const named = join(folder, 'run');
    const paths = () => {
      const own = { platform: 'linux', environment: { XDG_RUNTIME_DIR: named }, uid } as const;
      return socketPaths('/home/ada/p', own).map(({ socket }) => socket.startsWith(`${named}/`));
    };
    writeFileSync(named, '', { mode: 0o600 });
    expect(paths()).not.toContain(true);
    rmSync(named);
    mkdirSync(named, { mode: 0o700 });
    expect(paths()[0]).toBe(true);
    chmodSync(named, 0o755);
    expect(paths()).not.toContain(true);
  });

  it('differs for each profile, and is the same however a profile is spelled', () => {
    const named = join(folder, 'profile');
    mkdirSync(named);
    symlinkSync(named, join(folder, 'link'));
    const of = (profile: string) => socketPaths(profile, place({}, ['/run/user/1000']))[0]?.socket;
    expect(of(join(folder, 'link'))).toBe(of(named));
    expect(of(folder)).not.toBe(of(named));
  });

  it('that is too long for a socket is left out', () => {
    const long = `/${'x'.repeat(100)}`;
    expect(socketsOf('/home/ada/p', { XDG_RUNTIME_DIR: long }, [long])).toEqual(['/home/ada/p/api/s']);
    expect(socketsOf(`/home/${'é'.repeat(60)}`, {}, [])).toEqual([]);
    const [longest, longer] = [97, 98].map((length) => '/home/'.padEnd(length, 'x'));
    expect([longest, longer].flatMap((profile = '') => socketsOf(profile, {}, []))).toEqual([`${longest}/api/s`]);
  });

  it('is in the profile on macOS', () => {
    expect(socketsOf('/Users/ada/p', {}, ['/run/user/1000'], 'darwin')).toEqual(['/Users/ada/p/api/s']);
  });
});

describe('a command', () => {
  const place = { platform: 'linux' as const, environment: {}, uid, isPrivate: () => false };

  async function served() {
    const [own] = socketPaths(folder, place);
    if (!own) throw new Error('the path is too long');
    await listenOnSocket(newServer(), [own], uid);
    return own;
  }

  it('finds the socket of its profile', async () => {
    expect(await findApi(folder, place)).toBeNull();
    const { socket } = await served();
    expect(await findApi(folder, place)).toEqual({ path: socket, secret: null });
  });

  it('finds none in a folder that other users may change', async () => {
    const own = await served();
    chmodSync(own.folder, 0o770);
    expect(await findApi(folder, place)).toBeNull();
  });

  it.runIf(isRoot)('finds none of another user, and none in the folder of one', async () => {
    const own = await served();
    chownSync(own.socket, OTHER_USER, OTHER_USER);
    expect(await findApi(folder, place)).toBeNull();
    chownSync(own.socket, uid, uid);
    chownSync(own.folder, OTHER_USER, OTHER_USER);
    expect(await findApi(folder, place)).toBeNull();
  });

  it('learns that nothing listens, or that nothing answered', async () => {
    expect(await callApi({ path: join(folder, 'none'), secret: null }, '/v1/status', null)).toEqual({
      kind: 'no-response',
      sent: false,
    });
    const { socket } = await served();
    expect(await callApi({ path: socket, secret: null }, '/v1/status', null)).toEqual({
      kind: 'no-response',
      sent: true,
    });
  });

  it.runIf(isRoot)('of another user is refused by the system', async () => {
    // The parent folder is open to all, so that only the socket's folder keeps the other user out.
    chmodSync(folder, 0o755);
    await open();
    const script = `require('node:net').connect(process.argv[1], () => process.exit(0)).on('error', (e) => { console.log(e.code); process.exit(1) })`;
    const other = spawnSync(process.execPath, ['-e', script, path.socket], { uid: OTHER_USER, gid: OTHER_USER });
    expect([other.status, other.stdout.toString().trim()]).toEqual([1, 'EACCES']);
    // The socket itself refuses the other user, even if its folder doesn't.
    chmodSync(path.folder, 0o755);
    const inside = spawnSync(process.execPath, ['-e', script, path.socket], { uid: OTHER_USER, gid: OTHER_USER });
    expect([inside.status, inside.stdout.toString().trim()]).toEqual([1, 'EACCES']);
  });
});
