/** Fields that are null or empty count as absent: in the codes, in the tokens, and in a refresh. */
import { expect, PATHS, test } from './faulty-test.ts';
import { ending } from './in-terminal.ts';
import { expectNoSecrets } from './secrets-of-a-run.ts';
import { approve } from './steps.ts';

test('a sign-in succeeds, and lasts without a refresh token', async ({ terminal, front, server, home }) => {
  front.fault(PATHS.deviceAuthorization, {
    kind: 'altered',
    fields: { interval: null, verification_uri_complete: '', unknown: {} },
  });
  const run = terminal();
  const { url, userCode } = await run.prompt();
  expect(url).toBe(server.approvalPage);
  await approve(server, userCode);
  front.fault(PATHS.token, {
    kind: 'altered',
    fields: { token_type: '', refresh_token: null, expires_in: null, scope: '', id_token: null },
  });
  const { code, output } = await ending(run);
  expect(code, output).toBe(0);

  // Without an id_token the name comes from userinfo.
  expect(output).toContain('Signed in as ada@example.org at ');

  const asked = front.requests.length;
  const next = terminal();
  expect(await ending(next)).toEqual({ code: 0, output: expect.stringContaining('Signed in as ada@example.org at ') });
  expect(front.requests).toHaveLength(asked);
  expectNoSecrets({ home, server, runs: [run, next] });
});

test.describe('at a server that does not rotate', () => {
  test.use({ serverOptions: { rotate: false } });

  test('a refresh without a new refresh token keeps the old one', async ({ terminal, front, server, home }) => {
    const first = terminal();
    await approve(server, (await first.prompt()).userCode);
    expect((await ending(first)).code).toBe(0);
    const runs = [];
    for (const refresh_token of [null, '']) {
      const fields = { refresh_token, token_type: null, expires_in: '' };
      front.fault(PATHS.token, [{ kind: 'altered', fields }]);
      const run = terminal();
      runs.push(run);
      const { code, output } = await ending(run);
      expect(code, output).toBe(0);
    }
    const sent = front.requests.map(({ form }) => form['refresh_token']).filter((token) => token !== undefined);
    expect(sent).toHaveLength(2);
    expect(sent[0]).toBe(sent[1]);
    expectNoSecrets({ home, server, runs: [first, ...runs] });
  });
});
