/** The valid contents of a feed, and the valid addresses of one. */
import { describe, expect, it } from 'vitest';
import type { Fetch } from '../../../main/time/clock.ts';
import { parseUpdateBuild } from '../../../main/updates/build.ts';
import { feedFile, parseRelease } from '../../../main/updates/feed.ts';
import { requestFeed } from '../../../main/updates/feed-request.ts';
import { dayOf, mayAsk, waitBeforeCheck } from '../../../main/updates/schedule.ts';
import { isUpdate, parseVersion } from '../../../main/updates/version.ts';
import { fakeClock } from '../fake-clock.ts';
import { FEED, latestYml, SHA512 } from './parts.ts';

describe('a build', () => {
  const homepage = 'https://companion.example.org';

  it('does not check for updates unless it has a feed', () => {
    expect(parseUpdateBuild({}, homepage)).toBeNull();
    expect(parseUpdateBuild({ UPDATE_FEED: '', UPDATE_PUBLISHER: 'Example Ltd' }, homepage)).toBeNull();
  });

  it('knows its feed as a folder, its page, and who signs for it', () => {
    expect(parseUpdateBuild({ UPDATE_FEED: 'https://updates.example.org/companion' }, homepage)).toEqual({
      feed: 'https://updates.example.org/companion/',
      page: 'https://companion.example.org/',
      publisher: null,
    });
    const given = {
      UPDATE_FEED: 'https://updates.example.org//',
      UPDATE_PAGE: 'https://example.org/get',
      UPDATE_PUBLISHER: 'CN=Example',
    };
    expect(parseUpdateBuild(given, homepage)).toEqual({
      feed: 'https://updates.example.org/',
      page: 'https://example.org/get',
      publisher: 'CN=Example',
    });
  });

  it.each([
    'http://updates.example.org/',
    'http://127.0.0.1:8080/',
    'http://localhost/',
    'file:///etc/',
    'updates.example.org',
    'https://ada:secret@updates.example.org/',
    'https://ada@updates.example.org/',
    'https://:secret@updates.example.org/',
    'https://updates.example.org/a b',
    'https://updates.example.org/\u202e',
    'https://updates.example.org/?token=1',
    'https://updates.example.org/#x',
    'https:\\\\updates.example.org',
  ])('fails with %s as its feed or its page', (address) => {
    expect(() => parseUpdateBuild({ UPDATE_FEED: address }, homepage)).toThrow(/^UPDATE_FEED must/);
    const feed = { UPDATE_FEED: 'https://updates.example.org/', UPDATE_PAGE: address };
    expect(() => parseUpdateBuild(feed, homepage)).toThrow(/^UPDATE_PAGE must/);
  });
});

describe('a version', () => {
  it.each([
    ['1.0.1', '1.0.0', true],
    ['1.10.0', '1.9.0', true],
    ['2.0.0', '10.0.0', false],
    ['1.0.0', '1.0.0', false],
    ['1.0.0+2', '1.0.0+1', false],
    ['0.9.9', '1.0.0', false],
    ['1.1.0-beta.1', '1.0.0', false],
    ['1.0.3', '1.0.4', false],
    ['1.1.0-beta.2', '1.1.0-beta.1', true],
    ['1.1.0-beta.1', '1.1.0-beta.2', false],
    ['1.1.0-beta.1', '1.1.0-beta.1', false],
    ['1.1.0-beta.9', '1.1.0-beta.10', false],
    ['1.1.0-beta', '1.1.0-beta.1', false],
    ['1.1.0-beta.2', '1.1.0-rc.1', false],
    ['1.1.0-beta.10', '1.1.0-beta.9', true],
    ['1.1.0-beta.1', '1.1.0-beta', true],
    ['1.1.0-rc.1', '1.1.0-beta.2', true],
    ['1.1.0-1', '1.1.0-beta', false],
    ['1.1.0-beta', '1.1.0-1', true],
    ['1.1.0-beta.x', '1.1.0-beta.11', true],
    ['1.1.0-beta.11', '1.1.0-beta.x', false],
    ['1.1.0--x', '1.1.0-1', true],
    ['1.1.0-1', '1.1.0--x', false],
    // A number with letters is a word.
    ['1.1.0-1a', '1.1.0-100', true],
    ['1.1.0-a1', '1.1.0-100', true],
    ['1.1.0-100', '1.1.0-1a', false],
    ['1.1.0-100', '1.1.0-a1', false],
    ['1.1.0', '1.1.0-rc.1', true],
    ['1.1.0-rc.1', '1.1.0', false],
    ['1.0.9', '1.1.0-rc.1', false],
    ['latest', '1.0.0', false],
    ['1.1.0', 'development', false],
  ])('%s is an update of %s: %s', (found, running, expected) => {
    expect(isUpdate(found, running)).toBe(expected);
  });

  it.each([
    '1.0',
    'v1.0.0',
    '1.0.0.0',
    '01.0.0',
    '1.0.0-',
    '1.0.0-01',
    '1.0.0-ä',
    '1.0.0 ',
    '1.0.0\u202e',
    '1.0.0-<b>',
    '9999999999.0.0',
    `1.0.0-${'a'.repeat(60)}`,
    '',
  ])('is not %j', (text) => {
    expect(parseVersion(text)).toBeNull();
  });
});

describe('a feed', () => {
  it.each([
    ['win32', 'x64', 'latest.yml'],
    ['win32', 'arm64', 'latest.yml'],
    ['darwin', 'arm64', 'latest-mac.yml'],
    ['linux', 'x64', 'latest-linux.yml'],
    ['linux', 'arm64', 'latest-linux-arm64.yml'],
  ] as const)('of %s on %s is called %s, as electron-builder calls it', (platform, arch, name) => {
    expect(feedFile(platform, arch)).toBe(name);
  });

  it('gives version and files, whatever else is in it', () => {
    const files = [{ url: `${FEED}companion-1.1.0.exe`, sha512: SHA512, size: 90_000_000 }];
    expect(parseRelease(latestYml(), FEED)).toEqual({ version: '1.1.0', files });
    const notes = `${latestYml()}releaseNotes: |-\n  version: 9.9.9\n  files:\n    - url: https://evil.example/x.exe\n`;
    expect(parseRelease(notes, FEED)).toEqual({ version: '1.1.0', files });
    expect(parseRelease(`\ufeff${latestYml().replaceAll('\n', '\r\n')}`, FEED)).toEqual({ version: '1.1.0', files });
    expect(parseRelease(latestYml({ version: "'1.1.0'" }), FEED)).toEqual({ version: '1.1.0', files });
    expect(parseRelease(latestYml().replace('version: ', 'version:   '), FEED)).toEqual({ version: '1.1.0', files });
    expect(parseRelease(latestYml().replace(/^( {2}.+)$/gm, '$1 \t'), FEED)).toEqual({ version: '1.1.0', files });
    const below = parseRelease(latestYml({ url: '1.1.0/Companion Setup 1.1.0.exe' }), FEED);
    expect(below).toMatchObject({ files: [{ url: `${FEED}1.1.0/Companion%20Setup%201.1.0.exe` }] });
  });

  it('gives each of several files its own address, checksum and size, in their order', () => {
    const named = [
      { url: 'companion-1.1.0-mac.zip', sha512: `${'A'.repeat(86)}==`, size: 1 },
      { url: 'companion-1.1.0-arm64-mac.zip', sha512: `${'B'.repeat(86)}==`, size: 22 },
      { url: 'companion-1.1.0.dmg', sha512: `${'C'.repeat(86)}==`, size: 333 },
    ];
    const items = named.map(({ url, sha512, size }) => `  - url: ${url}\n    sha512: ${sha512}\n    size: ${size}\n`);
    const files = named.map((file) => ({ ...file, url: `${FEED}${file.url}` }));
    expect(parseRelease(`version: 1.1.0\nfiles:\n${items.join('')}path: x\n`, FEED)).toEqual({
      version: '1.1.0',
      files,
    });
  });

  it('may name twenty files, and files of a gigabyte', () => {
    const { files } = Object.assign({ files: [] }, parseRelease(latestYml({ times: 20, size: `${2 ** 30}` }), FEED));
    expect(files).toHaveLength(20);
    expect(files[0]).toMatchObject({ size: 2 ** 30 });
  });

  it('has no files after the end of its list, whatever later lines look like', () => {
    const text = `version: 1.1.0\nfiles:\n  - url: x.exe\n    sha512: ${SHA512}\n    size: 1\nreleaseName: New  - url: ../y\n`;
    expect(parseRelease(text, FEED)).toMatchObject({ files: [{ url: `${FEED}x.exe` }] });
  });

  it.each([0, 1, 2])('is refused if any of its files breaks a rule: the one at %i', (bad) => {
    const item = (n: number) => `  - url: ${n === bad ? '../' : ''}x${n}.exe\n    sha512: ${SHA512}\n    size: 1\n`;
    expect(parseRelease(`version: 1.1.0\nfiles:\n${[0, 1, 2].map(item).join('')}`, FEED)).toEqual({
      wrong: 'files.url',
    });
  });

  it.each([
    ['nothing', '', 'version'],
    ['a page', '<!doctype html><title>version: 1.1.0</title>', 'version'],
    ['JSON', '{"version": "1.1.0"}', 'version'],
    ['two versions', `version: 9.9.9\n${latestYml()}`, 'version'],
    ['a word for a version', latestYml({ version: 'newest' }), 'version'],
    ['an anchor', latestYml({ version: '&a 1.1.0' }), 'version'],
    ['more behind a quoted version', latestYml({ version: "'1.1.0' x" }), 'version'],
    ['markup', latestYml({ version: '1.1.0-<img src=x>' }), 'version'],
    ['a version that turns the text around', latestYml({ version: '1.1.0-\u202efdp' }), 'version'],
    ['no files', 'version: 1.1.0\nfiles: []\n', 'files'],
    ['too many files', latestYml({ times: 21 }), 'files'],
    ['another server', latestYml({ url: 'https://evil.example/x.exe' }), 'files.url'],
    ['the same server without TLS', latestYml({ url: 'http://updates.example.org/companion/x.exe' }), 'files.url'],
    ['a server that is no scheme’s', latestYml({ url: '//evil.example/x.exe' }), 'files.url'],
    ['a file of the computer', latestYml({ url: 'file:///etc/passwd' }), 'files.url'],
    ['a way out of the folder', latestYml({ url: '../other/x.exe' }), 'files.url'],
    ['an encoded way out', latestYml({ url: '%2e%2e/other/x.exe' }), 'files.url'],
    ['a line that only some readers see', latestYml({ url: 'x.exe\u2028y' }), 'files'],
    ['a name with an encoded slash', latestYml({ url: '..%5c..%5cx.exe' }), 'files.url'],
    ['a query', latestYml({ url: 'x.exe?y' }), 'files.url'],
    ['the folder itself', latestYml({ url: '../' }), 'files.url'],
    ['an absolute path', latestYml({ url: '/companion/x.exe' }), 'files.url'],
    ['an encoded character', latestYml({ url: 'x%00.exe' }), 'files.url'],
    ['what a shell would read', latestYml({ url: 'x&calc&.exe' }), 'files.url'],
    ['a variable', latestYml({ url: '%TEMP%/x.exe' }), 'files.url'],
    ['a short sum', latestYml({ sha512: 'AAAA' }), 'files.sha512'],
    ['no sum', latestYml({ sha512: '' }), 'files.sha512'],
    ['a sum with more behind it', latestYml({ sha512: `${SHA512}x` }), 'files.sha512'],
    ['a sum with more before it', latestYml({ sha512: `x${SHA512}` }), 'files.sha512'],
    ['a size in hexadecimal', latestYml({ size: '0x10' }), 'files.size'],
    ['no size', latestYml({ size: '' }), 'files.size'],
    ['a size of two gigabytes', latestYml({ size: '2147483648' }), 'files.size'],
    ['a size of a byte more than a gigabyte', latestYml({ size: `${2 ** 30 + 1}` }), 'files.size'],
    ['a negative size', latestYml({ size: '-1' }), 'files.size'],
    ['a size with more behind it', latestYml({ size: '90 MB' }), 'files.size'],
    ['a size of nothing', latestYml({ size: '0' }), 'files.size'],
  ])('is refused with %s', (_, text, wrong) => {
    expect(parseRelease(text, FEED)).toEqual({ wrong });
  });
});

describe('the request for a feed', () => {
  const never = new AbortController().signal;
  const ask = (fetch: Fetch, signal = never) =>
    requestFeed({ fetch, clock: fakeClock(), feed: FEED, file: 'latest.yml' }, signal);

  it('is one GET to its address, without cookies, from no cache, and follows no redirect', async () => {
    const sent: unknown[] = [];
    const answer = await ask(async (url, { signal: _, ...init }) => {
      sent.push(url, init);
      return new Response(latestYml());
    });
    expect(answer).toMatchObject({ release: { version: '1.1.0' } });
    expect(sent).toEqual([
      `${FEED}latest.yml`,
      { method: 'GET', headers: {}, body: null, redirect: 'error', cache: 'no-store', credentials: 'omit' },
    ]);
  });

  it.each([
    [new Error("Attempted to redirect, but redirect policy was 'error'"), 'redirected'],
    [new Error('net::ERR_CERT_DATE_INVALID of /home/ada'), 'net::ERR_CERT_DATE_INVALID'],
    [new Error('of /home/ada'), 'unknown'],
    ['of /home/ada', 'unknown'],
  ])('that ends with %s is reported as %s, without any text', async (error, problem) => {
    expect(await ask(() => Promise.reject(error))).toEqual({ problem });
  });

  it('takes 64 kB, and no byte more', async () => {
    const longest = latestYml().padEnd(1 << 16);
    expect(await ask(async () => new Response(longest))).toMatchObject({ release: {} });
    expect(await ask(async () => new Response(`${longest} `))).toEqual({ problem: 'too-large' });
  });

  it('discards the page of an error', async () => {
    let isDiscarded = false;
    const page = new ReadableStream({
      cancel() {
        isDiscarded = true;
      },
    });
    expect(await ask(async () => new Response(page, { status: 503 }))).toEqual({ problem: 'HTTP 503' });
    expect(isDiscarded).toBe(true);
  });

  it('rejects with the reason of its signal', async () => {
    const stop = new AbortController();
    const asked = ask(() => new Promise(() => {}), stop.signal);
    stop.abort(new Error('a code is on the screen'));
    await expect(asked).rejects.toThrow('a code is on the screen');
  });
});

it('the next check comes after a day, a tenth sooner or later', () => {
  const hours = [0, 0.5, 0.75].map((chance) => waitBeforeCheck('check', () => chance) / 3_600_000);
  expect(hours.map((each) => Math.round(each * 1000) / 1000)).toEqual([21.6, 24, 25.2]);
});

it('an update that was put off is asked about on each other day', () => {
  const [january, november] = [new Date(2026, 0, 11), new Date(2026, 10, 1)].map((date) => date.getTime());
  const declined = { version: '1.1.0', day: dayOf(january ?? 0) };
  expect(mayAsk('1.1.0', declined, january ?? 0)).toBe(false);
  expect(mayAsk('1.1.0', declined, november ?? 0)).toBe(true);
});
