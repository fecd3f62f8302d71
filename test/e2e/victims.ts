/** The app in its two modes, which the tests make refresh and kill meanwhile. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Page } from '@playwright/test';
import type { Companion, SessionState } from '../../preload/api.ts';
import { type AuthorizationServer, expect, type RunningApp, type StoryFixtures } from '../harness/fixtures.ts';
import type { Reported } from '../harness/kills.ts';
import { ending } from './in-terminal.ts';
import { approve, press, sees, shownCode, TITLES } from './steps.ts';

export interface Victim {
  readonly run: 'terminal' | 'window';
  /** Signs in again after an interruption; in a terminal for the first time, too. */
  signIn(): Promise<void>;
  /** Refreshes without being killed. */
  refresh(): Promise<{ readonly startedAt: number; readonly reported: Reported }>;
  /**
   * Sets off a refresh and kills the run `afterMs` later. `claimed`: it had reported that it is signed in.
   * Null: it had ended well before.
   */
  die(afterMs: number): Promise<{ readonly claimed: boolean } | null>;
}

/** The text that reports an interruption. */
const INTERRUPTED = 'A response from the server was lost while the sign-in was being renewed';
const SIGNED_IN = 'Signed in as ada@example.org';
const PATIENCE_MS = 90_000;
const LOOK_MS = 10;
/** A request to refresh has reached the server by then, unless it joined a refresh that was just ending. */
const JOINED_MS = 5_000;
const LOOKING = { intervals: [LOOK_MS], timeout: PATIENCE_MS };

/** Runs of `--terminal`, each of which refreshes once. */
export function terminalVictim(terminal: StoryFixtures['terminal'], server: AuthorizationServer): Victim {
  return {
    run: 'terminal',
    async signIn() {
      const run = terminal();
      await approve(server, (await run.prompt()).userCode);
      const { code, output } = await ending(run);
      expect(code, output).toBe(0);
    },
    async refresh() {
      const startedAt = Date.now();
      const run = terminal();
      return { startedAt, reported: endAtServer(await endingSoon(run)) };
    },
    async die(afterMs) {
      const run = terminal();
      await sleep(afterMs);
      run.signal('SIGKILL');
      const { code, output } = await ending(run);
      if (code === null) return { claimed: output.includes(SIGNED_IN) };
      expect(code, output).toBe(0);
      return null;
    },
  };
}

/** A run that has lost its sign-in would wait for an approval, so the test doesn't wait for it. */
async function endingSoon(run: ReturnType<StoryFixtures['terminal']>) {
  const late = new AbortController();
  void sleep(PATIENCE_MS, null, { signal: late.signal }).then(
    () => run.signal('SIGKILL'),
    () => undefined,
  );
  return ending(run).finally(() => late.abort());
}

function endAtServer({ code, output }: { readonly code: number | null; readonly output: string }): Reported {
  if (code === 0 && output.includes(SIGNED_IN)) return 'signed in';
  return code === 8 && output.includes(INTERRUPTED) ? 'interrupted' : { other: `exit code ${code}: ${output}` };
}

/** A resident app, which refreshes on request. `session` returns the session on disk. */
export function residentVictim(
  launch: StoryFixtures['launch'],
  server: AuthorizationServer,
  session: () => string,
): Victim {
  let app: RunningApp | null = null;

  async function openWindow(): Promise<Page> {
    if (!app || app.hasEnded()) app = await launch();
    const running = app;
    const page = await running.window();
    await page.evaluate(open);
    await expect.poll(async () => (await running.snapshot()).session.kind, LOOKING).not.toBe('loading');
    return page;
  }

  /** Starts a refresh while `before` is on disk, and returns the app's final report of it. */
  async function reported(page: Page, before: string): Promise<Reported> {
    const until = Date.now() + PATIENCE_MS;
    const refreshes = () => server.log.filter(({ grantType }) => grantType === 'refresh_token').length;
    const asked = refreshes();
    let pressAt = 0;
    for (;;) {
      // The last refresh was reported as soon as it was on disk, and may still be checking what it has written.
      if (Date.now() > pressAt && refreshes() === asked) {
        await page.evaluate(tryAgain);
        pressAt = Date.now() + JOINED_MS;
      }
      // Check in this order, because a session that has ended is also written.
      const written = session() !== before;
      const state = await page.evaluate(currentState);
      const quiet = state.kind === 'signed-in' && state.connection.kind === 'ok' && !state.trouble;
      if (quiet && written) return 'signed in';
      if (state.kind === 'needs-you' && state.because.kind === 'interrupted') {
        await expect(page.getByText(INTERRUPTED)).toBeVisible();
        return 'interrupted';
      }
      if (!quiet || Date.now() > until) return { other: JSON.stringify(state) };
      await sleep(LOOK_MS);
    }
  }

  return {
    run: 'window',
    async signIn() {
      const page = await openWindow();
      await press(page, 'Sign in again');
      await approve(server, await shownCode(page));
      await sees(page, TITLES.signedIn);
    },
    async refresh() {
      const page = await openWindow();
      // Wait until the start is over, because it may have refreshed by itself, and the test waits for another refresh.
      const before = session();
      const startedAt = Date.now();
      return { startedAt, reported: await reported(page, before) };
    },
    async die(afterMs) {
      const page = await openWindow();
      // The process is killed during this.
      void page.evaluate(tryAgain).catch(() => undefined);
      await sleep(afterMs);
      await app?.kill();
      return { claimed: false };
    },
  };
}

// These run in the page, whose globals this program's types do not know. The preload puts the contract there. The victim is
// the account of the server that the flags name; there may be others beside it.
const open = async (): Promise<void> => {
  const { companion } = globalThis as unknown as { companion: Companion };
  const { accounts } = await companion.current();
  await companion.openAccount(accounts.find(({ lockedBy }) => lockedBy === 'flag')?.id ?? null);
};
const tryAgain = async (): Promise<void> => {
  const { companion } = globalThis as unknown as { companion: Companion };
  await companion.tryAgain((await companion.current()).account ?? '');
};
const currentState = async (): Promise<SessionState> =>
  (await (globalThis as unknown as { companion: Companion }).companion.current()).session;
