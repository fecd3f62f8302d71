/** Servers that never answer, or take their time: a code is awaited for 15 seconds, an approval as long as its code lives. */

import { english } from '../harness/messages.ts';
import { expect, type Fault, PATHS, test } from './faulty-test.ts';
import { ending } from './in-terminal.ts';
import { expectNoSecrets } from './secrets-of-a-run.ts';
import { approve, askForCode, TITLES } from './steps.ts';

const LIMIT_MS = 15_000;
/** What starting and ending the app may take in addition. */
const SLACK_MS = 6_000;

const NEVER = [{ kind: 'hang' }, { kind: 'trickle', everyMs: 500 }] as const satisfies readonly Fault[];

for (const fault of NEVER) {
  test(`5: asked for a code, the server answers with ${fault.kind}`, async ({ terminal, front }) => {
    front.fault(PATHS.deviceAuthorization, fault);
    const at = Date.now();
    const { code, said } = await ending(terminal());
    expect(code, said).toBe(5);
    expect(said).toContain(english.noAnswers['timed-out']);
    expect(Date.now() - at).toBeGreaterThanOrEqual(LIMIT_MS);
    expect(Date.now() - at).toBeLessThan(LIMIT_MS + SLACK_MS);
  });
}

test('an answer that takes 18 seconds is waited for, and so is the approval in it', async ({
  launch,
  front,
  server,
  home,
}) => {
  test.setTimeout(60_000);
  const app = await launch();
  const page = await app.window();
  const code = await askForCode(page);
  // The code is used up at once.
  front.fault(PATHS.token, Array(2).fill({ kind: 'answer-late', ms: 18_000 }));
  await approve(server, code);
  await expect(page.getByText(english.awaiting.slow)).toBeVisible({ timeout: LIMIT_MS + SLACK_MS });
  await expect(page.getByRole('button', { name: 'Cancel' })).toBeEnabled();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(TITLES.signedIn, { timeout: 60_000 });
  expectNoSecrets({ home, server, runs: [app] });
});

test.describe('with a code that lives for 40 seconds', () => {
  test.use({ serverOptions: { deviceCodeLifetimeS: 40, intervalS: 5 } });

  test('a poll that hangs is waited for, and the last one signs in', async ({ launch, front, server, home }) => {
    test.setTimeout(90_000);
    const app = await launch();
    const page = await app.window();
    const code = await askForCode(page);
    front.fault(PATHS.token, [{ kind: 'hang' }]);
    await expect(page.getByText(english.awaiting.slow)).toBeVisible({ timeout: LIMIT_MS + SLACK_MS });
    await approve(server, code);
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(TITLES.signedIn, { timeout: 35_000 });
    expectNoSecrets({ home, server, runs: [app] });
  });
});

test.describe('with a code that lives for two seconds', () => {
  test.use({ serverOptions: { deviceCodeLifetimeS: 2 } });

  for (const fault of NEVER) {
    test(`5: a poll answered with ${fault.kind} is given up soon after the code ran out`, async ({
      terminal,
      front,
      server,
      home,
    }) => {
      front.fault(PATHS.token, fault);
      const run = terminal();
      await run.stdout.waitFor(/Ctrl-C/);
      const at = Date.now();
      const { code, said } = await ending(run);
      expect(Date.now() - at).toBeLessThan(LIMIT_MS / 2);
      expect(code, said).toBe(5);
      expect(said).toContain(`${english.noAnswers['timed-out']} ${english.failures.ranOutMeanwhile}`);
      const polls = front.requests.filter(({ path }) => path === PATHS.token);
      expect(polls).toHaveLength(1);
      // It lets go of the connection as well.
      await expect.poll(() => polls[0]?.endedAt).toEqual(expect.any(Number));
      expectNoSecrets({ home, server, runs: [run] });
    });
  }
});
