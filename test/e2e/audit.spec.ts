/** An administrator's audit log that can't be written: the sign-in continues, and the check reports it. */
import { existsSync, writeFileSync } from 'node:fs';
import { expect, test } from '../harness/fixtures.ts';
import { english } from '../harness/messages.ts';
import { ending } from './in-terminal.ts';
import { approve } from './steps.ts';

test('a sign-in with an audit log and limits succeeds, and stays so at the next start', { tag: '@long' }, async ({
  terminal,
  server,
  home,
}) => {
  const { url: serverUrl, clientId, scope } = server;
  const config = { serverUrl, clientId, scope, audit: true, maxSignInAge: '7d', signOutAfterLocked: '30m' };
  writeFileSync(home.administratorsFile, JSON.stringify(config), { mode: 0o644 });
  const run = (...flags: string[]) => terminal({ server: null, flags });
  const first = run();
  await approve(server, (await first.prompt()).userCode, 'ada@example.org');
  expect((await ending(first)).code).toBe(0);

  const { output } = await ending(run('--doctor'));
  // Unlike a real computer, a container has no system log that listens.
  const { text } = english.doctor.findings.policy[existsSync('/dev/log') ? 'used' : 'audit-not-written'];
  expect(output).toContain(text);
  expect(await ending(run())).toMatchObject({
    code: 0,
    output: expect.stringContaining('Signed in as ada@example.org'),
  });
});
