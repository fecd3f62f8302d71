/** Kills a real process while it requests from the server who signed in. The approved sign-in must not be lost. */
import { english } from '../harness/messages.ts';
import { expect, PATHS, test } from './faulty-test.ts';
import { ending } from './in-terminal.ts';
import { approve } from './steps.ts';

test('killed while the server is asked who approved, the next start knows, and asks what to do', {
  tag: '@long',
}, async ({ terminal, server, front }) => {
  // Only the userinfo endpoint identifies people.
  front.fault(PATHS.token, { kind: 'altered', fields: { id_token: undefined } });
  const first = terminal();
  await approve(server, (await first.prompt()).userCode, 'ada@example.org');
  expect((await ending(first)).output).toContain('Signed in as ada@example.org');

  const asked = () => front.requests.filter(({ path }) => path === PATHS.userinfo).length;
  const before = asked();
  front.fault(PATHS.userinfo, { kind: 'hang' });
  const killed = terminal({ flags: ['--sign-in'] });
  await approve(server, (await killed.prompt()).userCode, 'bob@example.org');
  await expect.poll(asked).toBeGreaterThan(before);
  killed.signal('SIGKILL');
  await killed.exitCode;
  front.heal(PATHS.userinfo);

  const next = await ending(terminal());
  expect(next.code).toBe(10);
  expect(next.output).toContain(english.accounts.someoneElse.title);
  expect(next.output).toContain('bob@example.org');
  const kept = await ending(terminal({ flags: ['--someone-else=discard'] }));
  expect(kept).toMatchObject({ code: 0, output: expect.stringContaining('Signed in as ada@example.org') });
});
