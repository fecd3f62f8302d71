/** `--terminal` on servers that lie, refuse or are not there: exit codes 2 to 5, and nothing hostile in the output. */
import { setTimeout } from 'node:timers/promises';
import { startFaultyServer } from '../authorization-server/faulty.ts';
import { expect, type Fault, PATHS, test } from './faulty-test.ts';
import { ending } from './in-terminal.ts';
import { expectNoSecrets } from './secrets-of-a-run.ts';
import { approve } from './steps.ts';

const DEVICE_CODE = 'device-code-of-a-hostile-server';
const CODES = {
  device_code: DEVICE_CODE,
  user_code: 'WDJB-MJHT',
  verification_uri: 'https://login.example.org/device',
  expires_in: 600,
  interval: 1,
};
/** In every hostile value: what is named by its field and rule is never echoed. */
const MARK = 'MARKED';
const ESCAPE = '\u001b';
const hostileServer = { secrets: () => [DEVICE_CODE] };

const codes = (fields: object): Fault => ({ kind: 'json', status: 200, body: { ...CODES, ...fields } });
const answer = (status: number, body: unknown): Fault => ({ kind: 'json', status, body });
const name = (value: unknown) => JSON.stringify(value).slice(0, 60);

for (const [fields, told] of [
  [{ verification_uri: `javascript:alert("${MARK}")` }, 'field `verification_uri`: must be https'],
  [{ verification_uri: `http://login.example.org/${MARK}` }, 'field `verification_uri`: must be https'],
  [{ verification_uri: `https://ada:${MARK}@example.org/` }, 'field `verification_uri`: must not have a user'],
  [{ verification_uri_complete: `data:text/html,${MARK}` }, 'field `verification_uri_complete`: must be'],
  [{ verification_uri: `https://example.org/${DEVICE_CODE}` }, 'field `device_code`: must not be part of'],
  [{ user_code: `${ESCAPE}[2J${MARK}` }, 'field `user_code`: must not have control'],
  [{ user_code: `\u202e${MARK}` }, 'field `user_code`: must not have control'],
  [{ user_code: MARK.repeat(20) }, 'field `user_code`: must have at most 64 characters'],
  [{ user_code: 12345678 }, 'field `user_code`: must be text'],
  [{ device_code: `${MARK}\r\nX-Header: 1` }, 'field `device_code`: must be printable ASCII'],
  [{ expires_in: MARK }, 'field `expires_in`: must be a positive number'],
  [{ interval: 601 }, 'field `interval`: must not be longer'],
] as const) {
  test(`4: an answer with ${name(fields)} is not used`, async ({ terminal, front, home }) => {
    front.fault(PATHS.deviceAuthorization, codes(fields));
    const run = terminal();
    const { code, said } = await ending(run);
    expect(code, said).toBe(4);
    expect(said).toContain(told);
    for (const shown of [MARK, ESCAPE, CODES.user_code, '█']) expect(said).not.toContain(shown);
    expect(front.requests.map(({ path }) => path)).toEqual([PATHS.deviceAuthorization]);
    expectNoSecrets({ home, server: hostileServer, runs: [run] });
  });
}

test('4: a list of codes is not used', async ({ terminal, front }) => {
  front.fault(PATHS.deviceAuthorization, answer(200, [CODES]));
  const { code, said } = await ending(terminal());
  expect(code, said).toBe(4);
  expect(said).toContain('field `body`: must be a JSON object');
  expect(said).not.toContain(CODES.user_code);
});

for (const [status, body, told] of [
  [401, { error: 'invalid_client', error_description: 'Who are you?' }, 'invalid_client: Who are you?'],
  [
    400,
    { error: `${ESCAPE}[31mred\r`, error_description: `a\nb${ESCAPE}]0;title\u0007\u202e` },
    '[31mred: a b ]0;title',
  ],
  [400, { detail: 'No such client.' }, 'No such client.'],
  [422, { client_id: ['Is unknown.'] }, 'client_id: Is unknown.'],
] as const) {
  test(`4: refused a code with ${name(body)}`, async ({ terminal, front }) => {
    front.fault(PATHS.deviceAuthorization, answer(status, body));
    const { code, said } = await ending(terminal());
    expect(code, said).toBe(4);
    expect(said).toContain(`  ${told}\n  HTTP ${status}`);
    // Line breaks are the program's own.
    expect(said.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\u202e]/u);
  });
}

for (const [expected, status, body, told] of [
  [3, 503, { error: 'expired_token' }, 'expired_token'],
  [4, 401, { error: 'invalid_client', error_description: `${ESCAPE}[5mblink` }, 'invalid_client: [5mblink'],
  [4, 400, { error: 'invalid_grant', error_description: `no ${DEVICE_CODE} here` }, 'invalid_grant: no … here'],
  [4, 400, { code: [`"${DEVICE_CODE}" is unknown`], device_code: [DEVICE_CODE] }, 'code: "…" is unknown'],
  [4, 200, [{ access_token: MARK }], 'field `body`: must be a JSON object'],
  [4, 200, { access_token: `${MARK}\r\nX: 1`, token_type: 'Bearer' }, 'field `access_token`: must be printable ASCII'],
  [4, 200, { access_token: 'a'.repeat(20), token_type: MARK }, 'field `token_type`: must be Bearer'],
] as const) {
  test(`${expected}: a poll answered ${status} ${name(body)}`, async ({ terminal, front, home }) => {
    front.fault(PATHS.deviceAuthorization, codes({}));
    front.fault(PATHS.token, answer(status, body));
    const run = terminal();
    const { code, said } = await ending(run);
    expect(code, said).toBe(expected);
    expect(said).toContain(`  ${told}`);
    for (const hidden of [MARK, ESCAPE]) expect(said).not.toContain(hidden);
    expect(front.requests.filter(({ path }) => path === PATHS.token)).toHaveLength(1);
    expectNoSecrets({ home, server: hostileServer, runs: [run] });
  });
}

for (const [fault, told] of [
  [{ kind: 'redirect', status: 307 }, 'points to another address'],
  [{ kind: 'html', status: 200 }, 'not as a sign-in server does'],
  [{ kind: 'empty' }, 'not as a sign-in server does'],
  [{ kind: 'reset' }, 'The connection broke'],
  [{ kind: 'truncated' }, 'The connection broke'],
  [{ kind: 'huge' }, 'far too long'],
  [{ kind: 'retry-after', status: 429, after: 1 }, 'HTTP 429'],
] as const satisfies readonly (readonly [Fault, string])[]) {
  test(`5: asked for a code, the server answers with ${name(fault)}`, async ({ terminal, front }) => {
    front.fault(PATHS.deviceAuthorization, fault);
    const { code, said } = await ending(terminal());
    expect(code, said).toBe(5);
    expect(said).toContain(told);
    expect(front.elsewhere.requests).toEqual([]);
  });
}

test('5: nobody listens', async ({ terminal, front }) => {
  await front.pause();
  const { code, said } = await ending(terminal());
  expect(code, said).toBe(5);
  expect(said).toContain('net::ERR_CONNECTION_REFUSED');
});

for (const tls of ['self-signed', 'not-spoken'] as const) {
  test(`5: https with TLS that is ${tls}`, async ({ terminal }) => {
    const server = await startFaultyServer({ tls });
    try {
      const { code, said } = await ending(terminal({ server: null, flags: [`--server-url=${server.url}`] }));
      expect(code, said).toBe(5);
      expect(said).toContain('certificate can’t be trusted');
      expect(server.requests).toEqual([]);
    } finally {
      await server.close();
    }
  });
}

test.describe('with a code that lives for three seconds', () => {
  test.use({ serverOptions: { deviceCodeLifetimeS: 3 } });

  test('5: in trouble until the code ran out', async ({ terminal, front, server, home }) => {
    front.fault(PATHS.token, { kind: 'html', status: 503 });
    const run = terminal();
    const { code, said } = await ending(run);
    expect(code, said).toBe(5);
    expect(said).toContain('(HTTP 503) Still trying.');
    expect(said).toContain('The code ran out before that changed.');
    expectNoSecrets({ home, server, runs: [run] });
  });
});

test('130: Ctrl-C between polls that fail', async ({ terminal, front, server, home }) => {
  front.fault(PATHS.token, { kind: 'reset' });
  const run = terminal();
  await run.stdout.waitFor(/Still trying\./);
  run.signal('SIGINT');
  expect((await ending(run)).code).toBe(130);
  const asked = front.requests.length;
  await setTimeout(100);
  expect(front.requests).toHaveLength(asked);
  expectNoSecrets({ home, server, runs: [run] });
});

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  test(`130: ${signal} during a refresh waits for its answer, and loses no token`, async ({
    terminal,
    front,
    server,
    home,
  }) => {
    const first = terminal();
    await approve(server, (await first.prompt()).userCode);
    expect((await ending(first)).code).toBe(0);
    const refreshes = () => front.requests.filter(({ form }) => form['grant_type'] === 'refresh_token');
    front.fault({ path: PATHS.token, grantType: 'refresh_token' }, [{ kind: 'late', ms: 1000 }]);
    const run = terminal();
    await expect.poll(() => refreshes().length).toBe(1);
    run.signal(signal);
    const { code, said } = await ending(run);
    expect(code, said).toBe(130);
    expect(said).toMatch(/Stopping…\n+Signed in as .*\n+Stopped\./);
    // The server rotates: the token of before would end the session now.
    const again = terminal();
    expect((await ending(again)).code).toBe(0);
    expectNoSecrets({ home, server, runs: [first, run, again] });
  });
}
