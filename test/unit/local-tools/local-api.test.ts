/** The API of one run, from its first request to its last, and how callers on Windows find it. */
import { once } from 'node:events';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:http';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { callApi, findApi } from '../../../main/local-tools/client.ts';
import { openLocalApi } from '../../../main/local-tools/local-api.ts';
import { forgetPipe, listenOnPipe, newPipeAccess, readPipeAccess } from '../../../main/local-tools/pipe.ts';
import type { TokenBroker } from '../../../main/local-tools/token-broker.ts';
import type { IssuedToken, Refusal } from '../../../main/local-tools/types.ts';
import { send } from './api-over.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'l-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const place = { platform: 'linux' as const, environment: {}, uid: process.getuid?.() ?? 0, isPrivate: () => false };

/** An API in the profile, whose responses the test triggers. */
async function opened() {
  const answer = Promise.withResolvers<IssuedToken | Refusal>();
  const asked = Promise.withResolvers<void>();
  const broker: TokenBroker = {
    token() {
      asked.resolve();
      return answer.promise;
    },
    reportRejected: () => undefined,
    unknown: () => null,
    accounts: () => [],
    grants: () => [],
    allow: async () => ({ problem: 'declined', detail: 'No.' }),
    remove: async () => 0,
    removeGrant: async () => 0,
  };
  const api = await openLocalApi(folder, place, {
    broker,
    handOver: () => true,
    status: () => ({ version: '1.0.0', servedBy: 'serve', localTools: 'ask', accounts: [], consentPending: false }),
  });
  const state = api.state();
  const path = state.kind === 'listening' ? state.path : '';
  const call = (route: string, body: object | null = null) => callApi({ path, secret: null }, route, body);
  return { api, path, call, answer, asked };
}

/** The paths of the files that this process has open; none if the system does not list them. */
function openFiles(): readonly string[] {
  const all = '/proc/self/fd';
  return existsSync(all) ? readdirSync(all).flatMap((fd) => linkIn(join(all, fd))) : [];
}

function linkIn(path: string): readonly string[] {
  try {
    return [readlinkSync(path)];
  } catch {
    // It was closed meanwhile.
    return [];
  }
}

describe('the API of a run', () => {
  it('that has ended does not listen again', async () => {
    const { api, path } = await opened();
    await api.close();
    await api.renew();
    expect(existsSync(path)).toBe(false);
  });

  it('listens in one place only, once its socket has been made again', async () => {
    const { api, path, call } = await opened();
    const moved = `${path}-moved`;
    renameSync(path, moved);
    await api.renew();
    expect(await call('/v1/status')).toMatchObject({ kind: 'ok' });
    expect(await callApi({ path: moved, secret: null }, '/v1/status', null)).toMatchObject({ kind: 'no-response' });
    await api.close();
  });

  it('that ends answers pending requests, removes its socket, and accepts no more', async () => {
    const { api, path, call, answer, asked } = await opened();
    const waiting = call('/v1/token', { tool: 'backup' });
    await asked.promise;
    expect(api.isBusy()).toBe(true);
    const closed = api.close();
    expect(existsSync(path)).toBe(false);
    expect(await call('/v1/status')).toEqual({ kind: 'no-response', sent: false });
    answer.resolve({ problem: 'not-signed-in', detail: 'No one is signed in.' });
    expect(await waiting).toMatchObject({ problem: 'not-signed-in' });
    await closed;
    expect(api.isBusy()).toBe(false);
  });

  it('that ends waits for no caller who has not finished asking', async () => {
    const { api, path } = await opened();
    const caller = connect(path);
    const gone = once(caller, 'close');
    caller.write('GET /v1/status HTTP/1.1\r\n');
    // The server has read that by the time that it responds to another caller.
    await send(path, { method: 'GET', path: '/' });
    await api.close();
    await gone;
  });

  it('leaves its address in the profile for this user alone, and a word by which a caller knows that it has responded', async () => {
    const { api, path } = await opened();
    const file = join(folder, 'api/address');
    const [socket, instance, ...rest] = readFileSync(file, 'utf8').split('\n');
    expect([socket, rest]).toEqual([path, ['']]);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(openFiles()).not.toContain(file);
    for (const route of ['/v1/status', '/nothing'])
      expect((await send(path, { method: 'GET', path: route })).headers['companion-instance']).toBe(instance);
    rmSync(path);
    await api.renew();
    expect((await send(path, { method: 'GET', path: '/' })).headers['companion-instance']).toBe(instance);
    await api.close();
    expect(existsSync(file)).toBe(false);
  });

  it('listens although its address cannot be left, and follows no link there', async () => {
    mkdirSync(join(folder, 'api'), { mode: 0o700 });
    writeFileSync(join(folder, 'elsewhere'), '');
    symlinkSync(join(folder, 'elsewhere'), join(folder, 'api/address'));
    const first = await opened();
    await first.api.close();
    expect(readFileSync(join(folder, 'elsewhere'), 'utf8')).toBe('');
    mkdirSync(join(folder, 'api/address'));
    const second = await opened();
    expect(second.api.state()).toMatchObject({ kind: 'listening' });
    await second.api.close();
  });

  it('has no address of a crashed run beside it, even if it cannot listen itself', async () => {
    mkdirSync(join(folder, 'api'), { mode: 0o700 });
    writeFileSync(join(folder, 'api/address'), `${join(folder, 'api/s')}\ninstance-of-before\n`);
    writeFileSync(join(folder, 'api/s'), 'no socket');
    const { api } = await opened();
    expect(api.state()).toMatchObject({ kind: 'trouble', why: 'occupied' });
    expect(existsSync(join(folder, 'api/address'))).toBe(false);
    await api.close();
  });

  it('gives the profile to another process that wants it, and responds before it ends', async () => {
    const { api, call } = await opened();
    expect(await call('/v1/hand-over', {})).toMatchObject({ kind: 'ok', status: 202 });
    await api.close();
  });

  it('restores its socket if it is gone, and leaves an existing one alone', async () => {
    const { api, path, call } = await opened();
    const before = statSync(path).ino;
    await api.renew();
    expect(statSync(path).ino).toBe(before);
    rmSync(path);
    await api.renew();
    expect(await call('/v1/status')).toMatchObject({ kind: 'ok' });
    await api.close();
  });

  it('leaves a socket alone that cannot be looked at now: requests to it would be lost', async () => {
    const { api, path } = await opened();
    renameSync(dirname(path), `${dirname(path)}-away`);
    writeFileSync(dirname(path), '');
    await api.renew();
    expect(api.state()).toEqual({ kind: 'listening', path });
    rmSync(dirname(path));
    renameSync(`${dirname(path)}-away`, dirname(path));
    await api.close();
  });

  it('that couldn’t listen tries again on request', async () => {
    mkdirSync(join(folder, 'api'), { mode: 0o700 });
    writeFileSync(join(folder, 'api', 's'), '');
    const { api } = await opened();
    expect(api.state()).toMatchObject({ kind: 'trouble', why: 'occupied' });
    rmSync(join(folder, 'api', 's'));
    await api.renew();
    expect(api.state()).toMatchObject({ kind: 'listening' });
    await api.close();
  });
});

describe('on Windows', () => {
  it('a pipe has a new name and a new secret for each run', () => {
    const [one, other] = [newPipeAccess(), newPipeAccess()];
    expect(one.pipe).toMatch(/^\\\\\.\\pipe\\transparenc-companion-[0-9a-f]{32}$/);
    expect([one.pipe === other.pipe, one.secret === other.secret]).toEqual([false, false]);
  });

  it('both lie in a file that only this user can read, as long as the app listens', async () => {
    const server = createServer();
    const access = { ...newPipeAccess(), pipe: join(folder, 'pipe') };
    expect(await listenOnPipe(server, folder, access)).toEqual({ kind: 'listening', path: access.pipe });
    expect(statSync(join(folder, 'api', 'pipe.json')).mode & 0o777).toBe(0o600);
    await forgetPipe(folder);
    expect(existsSync(join(folder, 'api', 'pipe.json'))).toBe(false);
    server.close();
  });

  it('a pipe that cannot be opened is reported, and no command finds it', async () => {
    const server = createServer();
    const access = { ...newPipeAccess(), pipe: join(folder, 'nowhere', 'pipe') };
    const file = join(folder, 'api', 'pipe.json');
    expect(await listenOnPipe(server, folder, access)).toEqual({ kind: 'trouble', why: 'io', path: file });
    expect([server.listening, existsSync(file)]).toEqual([false, false]);
  });

  it('no pipe stays open if its secret cannot be kept', async () => {
    const server = createServer();
    writeFileSync(join(folder, 'api'), '');
    expect(await listenOnPipe(server, folder, { ...newPipeAccess(), pipe: join(folder, 'pipe') })).toMatchObject({
      kind: 'trouble',
    });
    expect(server.listening).toBe(false);
  });

  it.each<[string, string]>([
    ['no JSON', 'pipe'],
    ['the pipe of another program', JSON.stringify({ ...newPipeAccess(), pipe: '\\\\.\\pipe\\evil' })],
    ['no secret', JSON.stringify({ pipe: newPipeAccess().pipe })],
    ...Object.entries(newPipeAccess()).flatMap(([field, value]): [string, string][] =>
      [`${value}x`, `x${value}`, value.slice(0, -1), value.replace(/.$/, '!')].map((wrong) => [
        `a ${field} that only looks like ours: ${wrong}`,
        JSON.stringify({ ...newPipeAccess(), [field]: wrong }),
      ]),
    ),
  ])('a command uses no file with %s', async (_, text) => {
    mkdirSync(join(folder, 'api'));
    writeFileSync(join(folder, 'api', 'pipe.json'), text);
    expect(await readPipeAccess(folder)).toBeNull();
    expect(await findApi(folder, { ...place, platform: 'win32' })).toBeNull();
  });

  it('a command finds the pipe and the secret of its profile', async () => {
    const access = newPipeAccess();
    mkdirSync(join(folder, 'api'));
    writeFileSync(join(folder, 'api', 'pipe.json'), JSON.stringify(access));
    expect(await findApi(folder, { ...place, platform: 'win32' })).toEqual({
      path: access.pipe,
      secret: access.secret,
    });
  });
});
