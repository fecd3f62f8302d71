/**
 * Servers that never respond or respond slowly: the app waits 15 seconds for a code, and for an approval as long as the code is
 * valid.
 */
import { english } from '../harness/messages.ts';
import { expect, type Fault, PATHS, test } from './faulty-test.ts';
import { ending } from './in-terminal.ts';
import { expectNoSecrets } from './secrets-of-a-run.ts';
import { approve, askForCode, sees, TITLES } from './steps.ts';

const LIMIT_MS = 15_000;
/** How late a busy computer may be in ending a wait and in noticing its end. */
const SLACK_MS = 10_000;

const NEVER = [{ kind: 'hang' }, { kind: 'trickle', everyMs: 500 }] as const satisfies readonly Fault[];

for (const fault of NEVER) {
  test(`5: asked for a code, the server responds with ${fault.kind}`, async ({ terminal, front }) => {
    front.fault(PATHS.deviceAuthorization, fault);
    const { code, output } = await ending(terminal());
    expect(code, output).toBe(5);
    expect(output).toContain(english.whyNoResponse['timed-out']);
    const [asked] = front.requests.filter(({ path }) => path === PATHS.deviceAuthorization);
    await expect.poll(() => asked?.endedAt).toEqual(expect.any(Number));
    const tookMs = (asked?.endedAt ?? 0) - (asked?.at ?? 0);
    // The app counts from the moment it sends the request.
    expect(tookMs).toBeGreaterThanOrEqual(LIMIT_MS - SLACK_MS);
    expect(tookMs).toBeLessThan(LIMIT_MS + SLACK_MS);
  });
}

test('a response that takes 18 seconds is waited for, and so is the approval in it', async ({
  launch,
  front,
  server,
  home,
}) => {
  const app = await launch();
  const page = await app.window();
  const code = await askForCode(page);
  // The code is used up immediately.
  front.fault(PATHS.token, Array(2).fill({ kind: 'response-late', ms: 18_000 }));
  await approve(server, code);
  await expect(page.getByText(english.awaiting.slow)).toBeVisible();
  await expect(page.getByRole('button', { name: 'Cancel' })).toBeEnabled();
  await sees(page, TITLES.signedIn);
  expectNoSecrets({ home, server, runs: [app] });
});

test.describe('with a code that lives for 40 seconds', () => {
  test.use({ serverOptions: { deviceCodeLifetimeS: 40, intervalS: 5 } });

  test('a poll that hangs is waited for, and the last one signs in', async ({ launch, front, server, home }) => {
    const app = await launch();
    const page = await app.window();
    const code = await askForCode(page);
    front.fault(PATHS.token, [{ kind: 'hang' }]);
    await expect(page.getByText(english.awaiting.slow)).toBeVisible();
    await approve(server, code);
    await sees(page, TITLES.signedIn);
    expectNoSecrets({ home, server, runs: [app] });
  });
});

test.describe('with a code that lives for five seconds', () => {
  // The lifetime is long enough that even a busy computer polls once before it expires.
  test.use({ serverOptions: { deviceCodeLifetimeS: 5 } });

  for (const fault of NEVER) {
    test(`5: a poll that gets ${fault.kind} is given up soon after the code ran out`, async ({
      terminal,
      front,
      server,
      home,
    }) => {
      front.fault(PATHS.token, fault);
      const run = terminal();
      const { code, output } = await ending(run);
      expect(code, output).toBe(5);
      expect(output).toContain(`${english.whyNoResponse['timed-out']} ${english.failures.ranOutMeanwhile}`);
      const polls = front.requests.filter(({ path }) => path === PATHS.token);
      // There is one poll, and a last one shortly before the code expires.
      expect([1, 2]).toContain(polls.length);
      // It also closes the connections, and waits for the response less long than usual.
      await expect.poll(() => polls.every(({ endedAt }) => endedAt !== null)).toBe(true);
      for (const { at, endedAt } of polls) expect((endedAt ?? 0) - at).toBeLessThan(LIMIT_MS);
      expectNoSecrets({ home, server, runs: [run] });
    });
  }
});
