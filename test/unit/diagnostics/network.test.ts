/** The findings from one request to a server: its response, its certificate, the proxy, the clock. */
import { describe, expect, it, test } from 'vitest';
import { diagnoseCertificate, diagnoseClock, diagnoseProxy } from '../../../main/diagnostics/network.ts';
import { diagnosePolicy } from '../../../main/diagnostics/policy.ts';
import { askServer, type ServerProbe, validateServer } from '../../../main/diagnostics/server.ts';
import type { Server } from '../../../main/oauth/protocol.ts';
import { parse } from '../../../main/settings/policy/parse.ts';
import type { Finding } from '../../../preload/api.ts';
import { serverFields } from '../../renderer/snapshots.ts';
import { server } from '../session/parts.ts';
import { dated, NO_FILE, partsFor, SETTING } from './parts.ts';

type TestResponse = Response | Error;

/** @param endpoint the response of the endpoints; by default the same as for the documents */
async function asked(document: () => TestResponse, of: Server = server, endpoint = document): Promise<ServerProbe> {
  const fetch = async (input: unknown) => {
    const response = String(input instanceof Request ? input.url : input).includes('.well-known')
      ? document()
      : endpoint();
    if (response instanceof Error) throw response;
    return response.clone();
  };
  const found = await askServer(partsFor('/nowhere', { fetch }), of);
  if (!found) throw new Error('there was a server to ask');
  return found;
}
const net = (name: string) => new Error(`net::${name}`);
const facts = (found: Finding) => found.facts.map((fact) => fact.join(': '));

test('both documents and the endpoints in use are requested, under the base path, and nothing is sent', async () => {
  const requests: Request[] = [];
  const parts = partsFor('/nowhere', {
    fetch: async (input, init) => {
      requests.push(new Request(input, init));
      return dated(0);
    },
  });
  await askServer(parts, { ...server, baseUrl: 'https://login.example.org/tenant' });
  expect(requests.map(({ method, url }) => `${method} ${url}`)).toEqual([
    'GET https://login.example.org/.well-known/oauth-authorization-server/tenant',
    'GET https://login.example.org/tenant/.well-known/openid-configuration',
    // The document contains neither.
    'GET https://login.example.org/start/',
    'GET https://login.example.org/token',
  ]);
  for (const request of requests) {
    expect(request.headers.get('authorization')).toBeNull();
    expect(request.redirect).toBe('error');
  }
});

const NAMED = { device_authorization_endpoint: `${server.baseUrl}/start/`, token_endpoint: `${server.baseUrl}/token` };
const metadata = (issuer: string, more: object = {}) => Response.json({ issuer, ...NAMED, ...more });
const refusing = () => new Response('', { status: 405 });
test.each<[string, () => TestResponse, () => TestResponse, string, string, RegExp]>([
  [
    'no document, but endpoints',
    () => new Response('', { status: 404 }),
    refusing,
    'reached',
    'good',
    /none.* 404.* 405/,
  ],
  [
    'nothing there',
    () => new Response('', { status: 404 }),
    () => new Response('', { status: 404 }),
    'no-sign-in',
    'wrong',
    /start\/ 404/,
  ],
  ['no document in time, but endpoints', () => net('ERR_TIMED_OUT'), refusing, 'reached', 'good', /not known.* 405/],
  ['a website', () => new Response('<html>'), () => new Response('<html>'), 'no-sign-in', 'wrong', /none/],
  [
    'redirects in the place of endpoints',
    () => new Response('', { status: 404 }),
    () => new Error("Attempted to redirect, but redirect policy was 'error'"),
    'no-sign-in',
    'wrong',
    /start\/ redirected/,
  ],
  ['a guard', () => Response.json({ detail: 'x' }, { status: 403 }), refusing, 'reached', 'good', /403/],
  [
    'a document of its own',
    () => metadata(server.baseUrl),
    () => new Response('', { status: 404 }),
    'reached',
    'good',
    /metadata: used response/,
  ],
  [
    'other endpoints',
    () => metadata(server.baseUrl, { token_endpoint: `${server.baseUrl}/t` }),
    refusing,
    'other-endpoints',
    'worth-knowing',
    /token path: \/token/,
  ],
  [
    'someone else’s document',
    () => metadata('https://evil.example'),
    refusing,
    'reached',
    'good',
    /ignored: its issuer/,
  ],
  [
    'a document that points elsewhere',
    () =>
      metadata(server.baseUrl, {
        device_authorization_endpoint: 'https://evil.example/d',
        token_endpoint: 'https://evil.example/t',
      }),
    refusing,
    'reached',
    'good',
    /used, except device_authorization_endpoint, token_endpoint at another origin/,
  ],
  [
    'a failure of its own',
    () => new Response('', { status: 503 }),
    () => new Response('', { status: 503 }),
    'server-trouble',
    'wrong',
    /HTTP 503/,
  ],
  [
    'too much',
    () => new Response('', { status: 429 }),
    () => new Response('', { status: 429 }),
    'too-many-requests',
    'worth-knowing',
    /HTTP 429/,
  ],
  ...(
    [
      ['nothing: no such name', net('ERR_NAME_NOT_RESOLVED'), 'name-not-found', 'wrong', /ERR_NAME_NOT_RESOLVED/],
      ['nothing: a redirect', new Error('Attempted to redirect'), 'redirected', 'worth-knowing', /redirected/],
      ['nothing, in words that no one knows', new Error('rt-secret-1234'), 'unknown', 'wrong', /code: unknown/],
    ] as const
  ).map(
    ([name, error, ...rest]) =>
      [name, () => error, () => error, ...rest] as [
        string,
        () => TestResponse,
        () => TestResponse,
        string,
        string,
        RegExp,
      ],
  ),
])('a server that responds with %s', async (_, document, endpoint, found, verdict, reported) => {
  const parsed = validateServer(await asked(document, server, endpoint), SETTING, true);
  expect(parsed).toMatchObject({ found, verdict });
  expect(facts(parsed).join(' ')).toMatch(reported);
  expect(JSON.stringify(parsed)).not.toContain('rt-secret');
});

describe('no server', () => {
  const none = { server: null, lockedBy: null, fields: serverFields(), overruled: [] };
  it('is chosen, allowed, or named by settings that can be used', () => {
    expect(validateServer(null, none, true)).toMatchObject({ found: 'none-chosen', verdict: 'worth-knowing' });
    expect(validateServer(null, none, false)).toMatchObject({ found: 'not-allowed', verdict: 'wrong' });
  });

  it.each([
    ['--server-url', '--server-url'],
    ['COMPANION_SERVER_URL', 'COMPANION_SERVER_URL'],
    ['theme in /home/ada/.config/Transparenc Companion/settings.json', 'theme'],
    ['/home/ada/.config/Transparenc Companion/settings.json', 'settings.json'],
  ])('a setting is reported by its name, without the way to its file: %s', (setting, name) => {
    const parsed = validateServer(null, { setting, must: 'be text' }, true);
    expect(facts(parsed)).toEqual([`setting: ${name}`, 'rule: must be text']);
  });
});

test.each<[string, TestResponse, string]>([
  ['a response', dated(0), 'trusted'],
  ['a redirect', new Error('Attempted to redirect'), 'trusted'],
  ['a proxy’s question', new Response('', { status: 407 }), 'unknown'],
  ['no connection', net('ERR_CONNECTION_REFUSED'), 'unknown'],
  ['one that has run out', net('ERR_CERT_DATE_INVALID'), 'wrong-date'],
  ['one of no one', net('ERR_CERT_AUTHORITY_INVALID'), 'unknown-authority'],
  ['one of another host', net('ERR_CERT_COMMON_NAME_INVALID'), 'other-name'],
  ['one that was withdrawn', net('ERR_CERT_REVOKED'), 'revoked'],
  ['something else', net('ERR_SSL_VERSION_OR_CIPHER_MISMATCH'), 'not-accepted'],
])('of the certificate, %s shows that it is %s', async (_, response, found) => {
  const parsed = diagnoseCertificate(await asked(() => response));
  expect(parsed.found).toBe(found);
  const code = response instanceof Error ? response.message : '';
  expect(facts(parsed)).toEqual(/ERR_(CERT|SSL)/.test(code) ? [`code: ${code}`] : []);
});

test('a server on this computer needs no certificate', async () => {
  const here = { ...server, baseUrl: 'http://127.0.0.1:4466' };
  expect(diagnoseCertificate(await asked(() => net('ERR_CONNECTION_REFUSED'), here)).found).toBe('not-needed');
});

const PROXY = 'PROXY proxy.example.org:3128; DIRECT';
test.each<[string | null, TestResponse, string, string]>([
  ['DIRECT', dated(0), 'direct', 'by: system'],
  [PROXY, dated(0), 'used', `proxy: ${PROXY} by: system`],
  ['HTTPS [2001:db8::1]:443', dated(0), 'used', 'proxy: HTTPS [2001:db8::1]:443 by: system'],
  [PROXY, net('ERR_PROXY_CONNECTION_FAILED'), 'fails', `proxy: ${PROXY} by: system`],
  [PROXY, new Response('', { status: 407 }), 'asks-password', `proxy: ${PROXY} by: system`],
  [PROXY, net('ERR_PROXY_AUTH_UNSUPPORTED'), 'asks-password', `proxy: ${PROXY} by: system`],
  ['PROXY ada:correct-horse@proxy.example.org:3128', dated(0), 'direct', 'by: system'],
  ['x PROXY proxy.example.org:3128', dated(0), 'direct', 'by: system'],
  ['PROXY proxy.example.org:3128 x', dated(0), 'direct', 'by: system'],
  ['SOCKS5 proxy.example.org', dated(0), 'used', 'proxy: SOCKS5 proxy.example.org by: system'],
  ['SOCKS proxy.example.org', dated(0), 'used', 'proxy: SOCKS proxy.example.org by: system'],
  ['HTTP 10.0.0.7:80', dated(0), 'used', 'proxy: HTTP 10.0.0.7:80 by: system'],
  [null, dated(0), 'unknown', ''],
])('a proxy that is %s', async (resolved, response, found, reported) => {
  const parsed = diagnoseProxy(resolved, await asked(() => response), false);
  expect(parsed.found).toBe(found);
  expect(facts(parsed).join(' ')).toBe(reported);
});

test('a proxy that the administrator has set is reported as theirs, and none is without a server', async () => {
  const responded = await asked(() => dated(0));
  expect(facts(diagnoseProxy('DIRECT', responded, true))).toEqual(['by: administrator']);
  expect(diagnoseProxy('DIRECT', null, true)).toMatchObject({ found: 'unknown', facts: [] });
  expect(diagnoseCertificate(null)).toMatchObject({ found: 'unknown', facts: [] });
});

describe('the clock', () => {
  const MINUTE_MS = 60_000;
  it.each([
    [0, 'right'],
    [4, 'right'],
    [5, 'right'],
    [6, 'fast'],
    [-6, 'slow'],
    [-60 * 24 * 365, 'slow'],
  ])('that is %i minutes ahead of the server’s is %s', async (minutes, found) => {
    const parts = partsFor('/nowhere', { fetch: async () => dated(parts.clock.now() - minutes * MINUTE_MS) });
    const parsed = diagnoseClock(await askServer(parts, server), parts.clock.now(), parts.builtAt);
    expect(parsed.found).toBe(found);
    if (found !== 'right') expect(facts(parsed)).toEqual([`off: ${Math.abs(minutes)} min`]);
  });

  it('is wrong if it is before the build date, and otherwise unknown without a server’s time', async () => {
    const silent = await asked(() => net('ERR_CONNECTION_REFUSED'));
    expect(diagnoseClock(silent, 1_000, 2_000)).toMatchObject({ found: 'before-build', verdict: 'wrong' });
    expect(facts(diagnoseClock(silent, 1_000, 2_000))).toEqual(['built: 1970-01-01']);
    expect(diagnoseClock(silent, 2_000, 2_000).found).toBe('unknown');
    expect(diagnoseClock(silent, 2_000, 1_000)).toMatchObject({ found: 'unknown', verdict: 'unknown' });
    expect(diagnoseClock(null, 2_000, 1_000).found).toBe('unknown');
  });
});

describe('the administrator’s file', () => {
  const { file } = NO_FILE;
  const QUIET = { systemLog: () => ({ problem: null, lost: 0 }), lockIsKnown: () => null };
  it('is reported by the fields it sets, never by their values', () => {
    expect(diagnosePolicy(NO_FILE, [], QUIET)).toMatchObject({ found: 'none', verdict: 'good' });
    const parsed = parse('{"$schema": "./config.schema.json"}');
    if (parsed.kind !== 'object') throw new Error('a file for editors alone is valid');
    const forEditors = diagnosePolicy({ ...NO_FILE, managed: parsed.managed }, [], QUIET);
    expect(forEditors).toMatchObject({ found: 'none', verdict: 'good' });
    expect(facts(forEditors)).toEqual([`file: ${file}`]);
    const used = diagnosePolicy(
      { ...NO_FILE, managed: { serverUrl: 'https://secret.example', theme: 'dark' } },
      [],
      QUIET,
    );
    expect(used).toMatchObject({ found: 'used', verdict: 'good' });
    expect(facts(used)).toEqual([`file: ${file}`, 'sets: serverUrl, theme']);
    const overruled = diagnosePolicy(NO_FILE, ['--scope', '--client-id'], QUIET);
    expect(overruled).toMatchObject({ found: 'overruled', verdict: 'worth-knowing' });
    expect(facts(overruled)).toEqual([`file: ${file}`, 'not followed: --scope, --client-id']);
  });

  it('shows that a required audit log can’t be written, or has lost lines', () => {
    const wanted = { ...NO_FILE, managed: { audit: true } };
    const missing = { ...QUIET, systemLog: () => ({ problem: 'no-log', lost: 3 }) as const };
    const parsed = diagnosePolicy(wanted, [], missing);
    expect(parsed).toMatchObject({ found: 'audit-not-written', verdict: 'wrong' });
    expect(facts(parsed)).toEqual(['code: no-log']);
    const lossy = { ...QUIET, systemLog: () => ({ problem: null, lost: 3 }) };
    expect(diagnosePolicy(wanted, [], lossy)).toMatchObject({ found: 'audit-lost', verdict: 'wrong' });
    expect(facts(diagnosePolicy(wanted, [], lossy))).toEqual(['lines: 3']);
    expect(diagnosePolicy(wanted, [], QUIET)).toMatchObject({ found: 'used', verdict: 'good' });
    expect(diagnosePolicy({ ...NO_FILE, managed: { audit: false } }, [], missing).found).toBe('used');
  });

  it('shows that a limit for locked screens has no effect if the desktop reports no lock', () => {
    const limited = { ...NO_FILE, managed: { signOutAfterLocked: '30m' } };
    const parsed = diagnosePolicy(limited, [], { ...QUIET, lockIsKnown: () => false });
    expect(parsed).toMatchObject({ found: 'lock-unknown', verdict: 'worth-knowing' });
    expect(facts(parsed)).toEqual(['setting: signOutAfterLocked']);
    expect(diagnosePolicy(NO_FILE, [], { ...QUIET, lockIsKnown: () => false }).found).toBe('none');
    for (const known of [true, null])
      expect(diagnosePolicy(limited, [], { ...QUIET, lockIsKnown: () => known }).found).toBe('used');
  });

  it.each([
    ['proxy.rules', 'field: proxy'],
    ['rt-secret-1234', 'field: unknown'],
    ['constructor', 'field: unknown'],
  ])('with an error in %s names the field only if it is one of ours', (field, reported) => {
    const problem = { file, why: 'wrong-field', field, rule: 'must be left out' } as const;
    const parsed = diagnosePolicy({ ...NO_FILE, problem, serverIsCertain: false }, [], QUIET);
    expect(parsed).toMatchObject({ found: 'wrong-field', verdict: 'wrong' });
    expect(facts(parsed)).toEqual([`file: ${file}`, reported, 'rule: must be left out']);
  });
});

it.each([
  [null, []],
  ['accounts.0.name', ['field: accounts']],
  ['made-up', ['field: unknown']],
])('of a file that cannot be used, the field is named if it is known: %s', (field, named) => {
  const problem = { file: NO_FILE.file, why: 'wrong-field', field, rule: 'must be text' } as const;
  expect(
    facts(
      diagnosePolicy({ ...NO_FILE, problem }, [], {
        systemLog: () => ({ problem: null, lost: 0 }),
        lockIsKnown: () => null,
      }),
    ),
  ).toEqual([`file: ${NO_FILE.file}`, ...named, 'rule: must be text']);
});
