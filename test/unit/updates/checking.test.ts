/** When the app checks for updates, how it reads a feed on loopback, and when it asks the user. */
import { statSync } from 'node:fs';
import type { RequestListener } from 'node:http';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { awaiting, signedIn } from '../../renderer/snapshots.ts';
import { latestYml } from './parts.ts';
import { closeFeeds, program, yml } from './program.ts';

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;

afterEach(closeFeeds);

describe('checking for updates', () => {
  it('begins some minutes after the start, spread over ten, and goes on daily, by one timer', async () => {
    for (const [chance, firstMs] of [
      [0, MINUTE_MS],
      [0.999, 9.99 * MINUTE_MS],
    ] as const) {
      const it = await program({ random: () => chance, answer: yml({ version: '1.0.0' }) });
      await it.pass(firstMs - 1000);
      expect(it.asked).toEqual([]);
      await it.pass(2000);
      expect(it.asked).toEqual(['GET /latest-linux.yml']);
      expect(it.state()).toMatchObject({ kind: 'up-to-date' });
      expect(it.clock.sleepers()).toBe(1);
      await it.pass(0.9 * DAY_MS - 3000);
      expect(it.asked).toHaveLength(1);
      await it.pass(0.2 * DAY_MS + 4000);
      expect(it.asked).toHaveLength(2);
    }
  });

  it('waits while a code is on the screen, and for a refresh in progress', async () => {
    const it = await program();
    it.show(awaiting().session);
    it.beginRefresh();
    await it.pass(30 * MINUTE_MS);
    expect(it.asked).toEqual([]);
    it.show(signedIn().session);
    await it.pass(0);
    expect(it.asked).toEqual([]);
    await it.endRefresh();
    await it.pass(0);
    expect(it.asked).toHaveLength(1);
    expect(it.state()).toEqual({ kind: 'to-get', version: '1.1.0', isOffered: true });
  });

  it('stops for a code that appears, and starts again afterwards', async () => {
    const it = await program({ answer: () => {} });
    it.check();
    await it.pass(0);
    expect(it.asked).toHaveLength(1);
    it.show({ kind: 'requesting-code' });
    it.answerWith(yml());
    await it.pass(MINUTE_MS);
    expect(it.asked).toHaveLength(1);
    it.show(signedIn().session);
    await it.pass(0);
    expect(it.asked).toHaveLength(2);
    expect(it.state()).toMatchObject({ kind: 'to-get' });
  });

  it('is made once after a sleep in which it was due, and not by all computers in the moment in which they wake', async () => {
    const it = await program({ answer: yml({ version: '1.0.0' }) });
    await it.pass(10 * MINUTE_MS);
    expect(it.asked).toHaveLength(1);
    it.clock.sleepThrough(3 * DAY_MS);
    it.woke();
    await it.pass(4 * MINUTE_MS);
    expect(it.asked).toHaveLength(1);
    await it.pass(2 * MINUTE_MS);
    expect(it.asked).toHaveLength(2);
    await it.pass(0.8 * DAY_MS);
    expect(it.asked).toHaveLength(2);
  });

  it('does not come sooner for a sleep in which it was not due', async () => {
    const it = await program({ answer: yml({ version: '1.0.0' }) });
    await it.pass(10 * MINUTE_MS);
    it.clock.sleepThrough(DAY_MS / 2);
    it.woke();
    await it.pass(0.45 * DAY_MS);
    expect(it.asked).toHaveLength(1);
    await it.pass(0.1 * DAY_MS);
    expect(it.asked).toHaveLength(2);
  });

  it('waits while the computer sleeps, even on request', async () => {
    const sleep = Promise.withResolvers<void>();
    const it = await program({ awake: () => sleep.promise });
    it.check();
    await it.pass(MINUTE_MS / 2);
    expect(it.asked).toEqual([]);
    sleep.resolve();
    await it.pass(0);
    expect(it.asked).toHaveLength(1);
  });

  it('is done immediately on request, and once at a time', async () => {
    const it = await program();
    it.check();
    it.check();
    expect(it.state()).toEqual({ kind: 'checking' });
    await it.pass(0);
    expect(it.asked).toHaveLength(1);
    expect(it.state()).toMatchObject({ kind: 'to-get', version: '1.1.0' });
  });
});

describe('what the feed holds', () => {
  it.each([
    ['an older version', '0.9.0', '1.0.0'],
    ['the version that runs', '1.0.0', '1.0.0'],
    ['a prerelease', '1.1.0-beta.1', '1.0.0'],
  ])('is not notified if it is %s', async (_, version, running) => {
    const it = await program({ running, answer: yml({ version }) });
    it.check();
    await it.pass(0);
    expect(it.state()).toMatchObject({ kind: 'up-to-date' });
    expect(it.notified).toEqual([]);
  });

  it('is a prerelease only for who runs one', async () => {
    const it = await program({ running: '1.1.0-beta.1', answer: yml({ version: '1.1.0-beta.2' }) });
    it.check();
    await it.pass(0);
    expect(it.state()).toEqual({ kind: 'to-get', version: '1.1.0-beta.2', isOffered: true });
  });

  it.each<[string, RequestListener, string, string]>([
    ['304', (_, it) => void it.writeHead(304).end(), 'HTTP 304', 'status'],
    ['404', (_, it) => void it.writeHead(404).end(latestYml()), 'HTTP 404', 'status'],
    ['500', (_, it) => void it.writeHead(500).end(), 'HTTP 500', 'status'],
    [
      'a redirect',
      (_, it) => void it.writeHead(302, { Location: 'https://evil.example/' }).end(),
      'unknown',
      'not-reached',
    ],
    ['no yml', (_, it) => void it.end('\u0000\u0001{{{'), 'malformed: version', 'malformed'],
    ['a hostile address', yml({ url: 'https://evil.example/x.exe' }), 'malformed: files.url', 'malformed'],
    ['a body without end', (_, it) => void it.end(latestYml() + '#'.repeat(1 << 20)), 'too-large', 'too-large'],
    ['a connection that breaks', (request) => void request.socket.destroy(), 'unknown', 'not-reached'],
  ])('is not reported if it is %s, and the check is repeated only the next day', async (_, answer, why, logged) => {
    const it = await program({ answer });
    await it.pass(10 * MINUTE_MS);
    expect(it.state()).toMatchObject({ kind: 'check-failed', why });
    expect(it.logged).toEqual([['updates: check failed', { why: logged }]]);
    expect(it.notified).toEqual([]);
    await it.pass(20 * 60 * MINUTE_MS);
    expect(it.asked).toHaveLength(1);
    it.answerWith(yml());
    await it.pass(6 * 60 * MINUTE_MS);
    expect(it.asked).toHaveLength(2);
    expect(it.state()).toMatchObject({ kind: 'to-get' });
  });

  it('is not lost to a fault of our own in a later check, or to that check while it lasts', async () => {
    let isFaulty = false;
    const awake = async () => {
      if (isFaulty) throw new TypeError('a fault');
    };
    const it = await program({ awake });
    it.check();
    await it.pass(0);
    isFaulty = true;
    it.check();
    await it.pass(0);
    expect(it.logged).toEqual([['updates: fault', { name: 'TypeError' }]]);
    expect(it.kinds).toEqual(['checking', 'to-get']);
    expect(it.state()).toEqual({ kind: 'to-get', version: '1.1.0', isOffered: true });
  });

  it('is awaited for at most half a minute, however slowly it comes', async () => {
    const it = await program({ answer: (_, response) => void response.write('version: 1.1.0\n') });
    it.check();
    await it.pass(29_000);
    expect(it.state()).toEqual({ kind: 'checking' });
    await it.pass(2_000);
    expect(it.state()).toMatchObject({ kind: 'check-failed', why: 'timed-out' });
    expect(it.logged).toMatchObject([[expect.any(String), { why: 'timed-out' }]]);
  });

  it('is a failure if the feed is unreachable, and an update that was found before stays', async () => {
    const it = await program();
    it.check();
    await it.pass(0);
    await it.server.pause();
    it.check();
    await it.pass(0);
    expect(it.logged).toEqual([['updates: check failed', { why: 'not-reached' }]]);
    expect(it.state()).toEqual({ kind: 'to-get', version: '1.1.0', isOffered: true });
  });
});

describe('an available update', () => {
  it('is notified once, also by a later run, and leads to its page', async () => {
    const it = await program();
    it.apply();
    it.check();
    await it.pass(0);
    expect(it.notified).toEqual(['new']);
    it.apply();
    expect(it.opened).toEqual(['page']);
    expect(statSync(join(it.folder, 'updates.json')).mode & 0o777).toBe(0o600);
    const later = await program({ folder: it.folder });
    later.check();
    await later.pass(0);
    expect(later.state()).toMatchObject({ isOffered: true });
    expect(later.notified).toEqual([]);
  });

  it('that was postponed is not asked about again that day, not even by a later run, but is the next day', async () => {
    const it = await program();
    it.check();
    await it.pass(0);
    it.postpone();
    expect(it.state()).toEqual({ kind: 'to-get', version: '1.1.0', isOffered: false });
    const later = await program({ folder: it.folder });
    later.check();
    await later.pass(0);
    expect(later.state()).toMatchObject({ isOffered: false });
    await later.pass(1.2 * DAY_MS);
    expect(later.state()).toMatchObject({ isOffered: true });
    expect(later.notified).toEqual([]);
  });

  it('is asked about the same day if it is not the one that was postponed', async () => {
    const it = await program();
    it.check();
    await it.pass(0);
    it.postpone();
    it.answerWith(yml({ version: '1.1.1' }));
    it.check();
    await it.pass(0);
    expect(it.state()).toEqual({ kind: 'to-get', version: '1.1.1', isOffered: true });
    expect(it.notified).toEqual(['new', 'new']);
  });

  it('is announced after a code that appeared during the download has left the screen', async () => {
    const downloaded = Promise.withResolvers<null>();
    const it = await program({
      installer: { download: () => downloaded.promise, restart: async () => {}, leaveAsIs() {} },
    });
    it.check();
    await it.pass(0);
    it.show(awaiting().session);
    downloaded.resolve(null);
    await it.pass(0);
    expect(it.notified).toEqual([]);
    it.show(signedIn().session);
    await it.pass(0);
    expect(it.notified).toEqual(['new']);
  });
});

describe('an update that can be installed', () => {
  function installer(results: (string | null)[]) {
    const did: string[] = [];
    return {
      did,
      async download({ version }: { readonly version: string }) {
        did.push(`download ${version}`);
        return results.shift() ?? null;
      },
      restart: async () => void did.push('restart'),
      leaveAsIs: () => void did.push('leave'),
    };
  }

  it('that fails unexpectedly is logged without a text, and checked again the next day', async () => {
    const download = () => Promise.reject(new TypeError('a text that could hold anything'));
    const it = await program({ installer: { download, restart: async () => {}, leaveAsIs() {} } });
    await it.pass(10 * MINUTE_MS);
    expect(it.logged).toEqual([['updates: fault', { name: 'TypeError' }]]);
    expect(it.state()).toMatchObject({ kind: 'check-failed', why: 'TypeError' });
    await it.pass(1.2 * DAY_MS);
    expect(it.asked).toHaveLength(2);
  });

  it('is not installed while the system ends', async () => {
    const own = installer([]);
    const it = await program({ installer: own });
    it.systemEnds();
    expect(own.did).toEqual(['leave']);
  });

  it('is downloaded once, and waits for the next quit or for a press', async () => {
    const own = installer([]);
    const it = await program({ installer: own });
    it.check();
    await it.pass(0);
    it.check();
    await it.pass(0);
    expect(it.state()).toEqual({ kind: 'to-install', version: '1.1.0', isOffered: true });
    expect(it.kinds.slice(0, 3)).toEqual(['checking', 'downloading', 'to-install']);
    it.apply();
    expect(own.did).toEqual(['download 1.1.0', 'restart']);
    expect(it.opened).toEqual([]);
  });

  it('that waits for the next quit stays if the feed has gone back since', async () => {
    const own = installer([]);
    const it = await program({ installer: own });
    it.check();
    await it.pass(0);
    const there = it.state();
    expect(there).toMatchObject({ kind: 'to-install' });
    it.answerWith(yml({ version: '1.0.0' }));
    it.check();
    await it.pass(0);
    expect(it.state()).toEqual(there);
  });

  it('that waits for the next quit is replaced by a newer one', async () => {
    const own = installer([]);
    const it = await program({ installer: own });
    it.check();
    await it.pass(0);
    it.answerWith(yml({ version: '1.2.0' }));
    it.check();
    await it.pass(0);
    expect(own.did).toEqual(['download 1.1.0', 'download 1.2.0']);
    expect(it.state()).toEqual({ kind: 'to-install', version: '1.2.0', isOffered: true });
  });

  it('that could not be downloaded is tried again the next day', async () => {
    const own = installer(['ERR_CHECKSUM_MISMATCH']);
    const it = await program({ installer: own });
    await it.pass(10 * MINUTE_MS);
    expect(it.state()).toEqual({ kind: 'not-downloaded', version: '1.1.0', why: 'ERR_CHECKSUM_MISMATCH' });
    it.apply();
    await it.pass(0.5 * DAY_MS);
    expect(own.did).toEqual(['download 1.1.0']);
    await it.pass(0.7 * DAY_MS);
    expect(it.state()).toMatchObject({ kind: 'to-install' });
    expect(it.notified).toEqual(['new']);
  });
});
