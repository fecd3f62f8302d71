/** Every limit for outside data, to the byte: the largest allowed value is accepted, and a larger one isn't. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { nameProblem } from '../../main/accounts/names.ts';
import { createHttpClient } from '../../main/net/http-client.ts';
import { parseDeviceAuthorization } from '../../main/oauth/device-flow.ts';
import { identityIn, personIn } from '../../main/oauth/id-token.ts';
import { readReply } from '../../main/oauth/reply.ts';
import { sanitize } from '../../main/oauth/sanitize.ts';
import { checkFile } from '../../main/settings/policy/check.ts';
import { readPolicy } from '../../main/settings/policy/read.ts';
import { parseRelease } from '../../main/updates/feed.ts';
import { parseVersion } from '../../main/updates/version.ts';
import { fakeClock } from './fake-clock.ts';
import { GRANT, server } from './session/parts.ts';
import { FEED, latestYml } from './updates/parts.ts';

const x = (length: number) => 'x'.repeat(length);

describe('a code', () => {
  const grant = (changes: object) => parseDeviceAuthorization({ ...GRANT, ...changes }, server);
  const page = `${server.baseUrl}/`;

  it.each([
    ['device_code', x(20_000), x(20_001)],
    ['user_code', x(64), x(65)],
    ['verification_uri', page + x(2000 - page.length), page + x(2001 - page.length)],
    // Fifteen characters are too few to count as a secret.
    ['device_code', GRANT.user_code.padEnd(15, '-').slice(0, 15), null],
    ['expires_in', GRANT.interval + 1, 0],
    ['interval', 0, -1],
    ['interval', GRANT.expires_in - 1, GRANT.expires_in],
  ])('has a %s that is just within its limits', (field, most, more) => {
    expect(grant({ [field]: most })).not.toHaveProperty('kind');
    if (more !== null) expect(grant({ [field]: more })).toMatchObject({ kind: 'malformed', field });
  });

  it('is refused if sixteen characters of a secret are shown with it', () => {
    expect(grant({ device_code: x(15), user_code: x(15) })).not.toHaveProperty('kind');
    expect(grant({ device_code: x(16), user_code: x(16) })).toMatchObject({ kind: 'malformed', field: 'device_code' });
  });
});

describe('a person', () => {
  it('has a subject of up to 255 characters', () => {
    expect(identityIn({ sub: x(255) }, server)).toEqual({ issuer: server.baseUrl, subject: x(255) });
    expect(identityIn({ sub: x(256) }, server)).toBeNull();
  });

  it('is called by the name in an id_token for five minutes after its end: a clock may be wrong by that much', () => {
    const now = Date.UTC(2026, 5, 1);
    const nameAt = (endedS: number) => {
      const claims = { iss: server.baseUrl, sub: '1', aud: server.clientId, exp: now / 1000 - endedS, name: 'Ada' };
      const idToken = `e30.${Buffer.from(JSON.stringify(claims)).toString('base64url')}.sig`;
      const tokens = {
        accessToken: 'access-secret',
        refreshToken: null,
        expiresInMs: null,
        scope: null,
        namesScope: false,
      };
      return personIn({ ...tokens, idToken, refreshExpiresInMs: null }, server, now).name;
    };
    expect([nameAt(300), nameAt(301)]).toEqual(['Ada', null]);
  });
});

describe('an answer', () => {
  it.each([
    [299, { kind: 'success' }],
    [300, { because: { why: 'redirected' } }],
    [399, { because: { why: 'redirected' } }],
    [400, { kind: 'refusal' }],
    [499, { kind: 'refusal' }],
    [500, { because: { why: 'server-trouble' } }],
  ])('of %i is %j', (status, expected) => {
    const arrived = { kind: 'arrived', status, json: { anything: 1 }, retryAfterMs: null } as const;
    expect(readReply(arrived)).toMatchObject(expected);
  });

  it.each([
    [299, { because: { why: 'not-json' } }],
    [300, { because: { why: 'redirected' } }],
  ])('of %i without JSON is %j', (status, expected) => {
    const arrived = { kind: 'arrived', status, json: undefined, retryAfterMs: null } as const;
    expect(readReply(arrived)).toMatchObject(expected);
  });

  it('may have a mebibyte', async () => {
    const get = async (bytes: number) => {
      const fetch = async () => new Response(JSON.stringify(x(bytes - 2)));
      return createHttpClient({ fetch, clock: fakeClock() }).get('https://a.example', { limitMs: 1_000 });
    };
    expect(await get(1 << 20)).toMatchObject({ kind: 'arrived', json: x((1 << 20) - 2) });
    expect(await get((1 << 20) + 1)).toMatchObject({ kind: 'lost', because: { why: 'too-large' } });
  });
});

describe('a text of a server', () => {
  it('loses a secret of six characters, and keeps words of five', () => {
    expect(sanitize('secret', 100, ['secret'])).toBe('…');
    expect(sanitize('words', 100, ['words'])).toBe('words');
  });

  it('is cut if it is up to eight times too long, and replaced beyond that', () => {
    expect(sanitize(x(80), 10)).toBe(`${x(9)}…`);
    expect(sanitize(x(81), 10)).toBe('…');
  });
});

it('a name of an account has up to 32 characters', () => {
  expect([nameProblem(x(32), []), nameProblem(x(33), [])]).toEqual([null, 'too-long']);
});

it('an administrator’s file has up to 64 KiB', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'limits-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const file = join(folder, 'config.json');
  const place = { file, folders: [], owner: null };
  await writeFile(file, '{}'.padEnd(1 << 16));
  expect([(await checkFile(file)).problems, (await readPolicy(place)).problem]).toEqual([[], null]);
  await writeFile(file, '{}'.padEnd((1 << 16) + 1));
  expect((await checkFile(file)).problems).toMatchObject([{ rule: 'must have 65536 bytes at most' }]);
  expect((await readPolicy(place)).problem).toMatchObject({ rule: 'must have 65536 bytes at most' });
});

describe('an update', () => {
  it('has a version of up to 64 characters', () => {
    const version = `1.1.0-${x(58)}`;
    expect(parseVersion(version)).not.toBeNull();
    expect(parseVersion(`${version}x`)).toBeNull();
  });

  it('has up to 20 files, each of up to a gibibyte', () => {
    expect(parseRelease(latestYml({ times: 20 }), FEED)).toMatchObject({ version: '1.1.0' });
    expect(parseRelease(latestYml({ times: 21 }), FEED)).toEqual({ wrong: 'files' });
    expect(parseRelease(latestYml({ size: `${2 ** 30}` }), FEED)).toMatchObject({ version: '1.1.0' });
    expect(parseRelease(latestYml({ size: `${2 ** 30 + 1}` }), FEED)).toEqual({ wrong: 'files.size' });
  });
});
