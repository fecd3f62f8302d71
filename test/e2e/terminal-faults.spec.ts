/** `--terminal` with servers that lie, refuse or are unreachable: exit codes 3 to 5, and nothing hostile in the output. */
import { startFaultyServer } from '../authorization-server/faulty.ts';
import { english } from '../harness/messages.ts';
import { expect, PATHS, test } from './faulty-test.ts';
import { ending } from './in-terminal.ts';
import { expectNoSecrets } from './secrets-of-a-run.ts';
import { approve } from './steps.ts';
import { testTerminalFaults } from './terminal-fault-stories.ts';

testTerminalFaults('sample');

test('4: a list of codes is not used', async ({ terminal, front }) => {
  front.fault(PATHS.deviceAuthorization, { kind: 'json', status: 200, body: [{ user_code: 'WDJB-MJHT' }] });
  const { code, output } = await ending(terminal());
  expect(code, output).toBe(4);
  expect(output).toContain('field `body`: must be a JSON object');
  expect(output).not.toContain('WDJB-MJHT');
});

test('5: no server listens', async ({ terminal, front }) => {
  await front.pause();
  const { code, output } = await ending(terminal());
  expect(code, output).toBe(5);
  expect(output).toContain('net::ERR_CONNECTION_REFUSED');
});

for (const [tls, why] of [
  ['self-signed', 'certificate'],
  ['not-spoken', 'tls'],
] as const) {
  test(`5: https with TLS that is ${tls}`, async ({ terminal }) => {
    const server = await startFaultyServer({ tls });
    try {
      const { code, output } = await ending(terminal({ server: null, flags: [`--server-url=${server.url}`] }));
      expect(code, output).toBe(5);
      expect(output).toContain(english.whyNoResponse[why]);
      expect(server.requests).toEqual([]);
    } finally {
      await server.close();
    }
  });
}

test.describe('with a code that lives for six seconds', () => {
  // The lifetime is long enough that even a busy computer polls once before it expires.
  test.use({ serverOptions: { deviceCodeLifetimeS: 6 } });

  test('5: in trouble until the code ran out', { tag: '@long' }, async ({ terminal, front, server, home }) => {
    front.fault(PATHS.token, { kind: 'html', status: 503 });
    const run = terminal();
    const { code, output } = await ending(run);
    expect(code, output).toBe(5);
    expect(output).toContain('(HTTP 503) Still trying.');
    expect(output).toContain(english.failures.ranOutMeanwhile);
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
  // Anything that the app had still sent would have arrived before this.
  await fetch(front.url);
  expect(front.requests).toHaveLength(asked + 1);
  expectNoSecrets({ home, server, runs: [run] });
});

for (const { signal, expected, tag } of [
  { signal: 'SIGINT', expected: 130, tag: [] },
  { signal: 'SIGTERM', expected: 143, tag: ['@long'] },
  { signal: 'SIGHUP', expected: 129, tag: ['@long'] },
] as const) {
  test(`${expected}: ${signal} during a refresh waits for its response, and loses no token`, { tag: [...tag] }, async ({
    terminal,
    front,
    server,
    home,
  }) => {
    const first = terminal();
    await approve(server, (await first.prompt()).userCode);
    expect((await ending(first)).code).toBe(0);
    const refreshes = () => front.requests.filter(({ form }) => form['grant_type'] === 'refresh_token');
    const { promise: until, resolve: response } = Promise.withResolvers<void>();
    front.fault({ path: PATHS.token, grantType: 'refresh_token' }, [{ kind: 'held', until }]);
    const run = terminal();
    await expect.poll(() => refreshes().length).toBe(1);
    run.signal(signal);
    await run.stdout.waitFor(/Stopping…/);
    response();
    const { code, output } = await ending(run);
    expect(code, output).toBe(expected);
    expect(output).toMatch(/Stopping…\n+Stopped\.\n+Signed in as /);
    // The server has rotated the token, so the previous one would end the session now.
    const again = terminal();
    expect((await ending(again)).code).toBe(0);
    expectNoSecrets({ home, server, runs: [first, run, again] });
  });
}
