/** The fixtures of end-to-end stories. `import { expect, test } from './fixtures.ts'` */
import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Browser, test as base } from '@playwright/test';
import {
  type AuthorizationServer,
  type AuthorizationServerOptions,
  startAuthorizationServer,
} from '../authorization-server/server.ts';
import { openBrowser } from './browser.ts';
import { openPhone, type Phone } from './phone.ts';
import { leftovers } from './processes.ts';
import { type Home, makeHome } from './profile.ts';
import { type AppOptions, launchApp, type RunningApp } from './running-app.ts';
import { runInTerminal, type TerminalOptions, type TerminalRun } from './terminal.ts';
import { testWorld } from './test-world.ts';

export { expect } from '@playwright/test';
export { approveByForms } from '../authorization-server/person.ts';
export { readQr } from './pixels.ts';
export { findSecrets, scanFolder } from './secrets.ts';
export type { AppOptions, AuthorizationServer, Home, Phone, RunningApp, TerminalOptions, TerminalRun };

/** Further options of a launch; the server's flags are added unless `server` is null. */
type Launch<Options> = Omit<Options, 'home'> & { readonly home?: Home; readonly server?: AuthorizationServer | null };

export interface StoryFixtures {
  /** Settings of every server of this story, for `test.use({ serverOptions: … })`. */
  readonly serverOptions: AuthorizationServerOptions;
  /** Environment variables for every app of this story. */
  readonly environment: NodeJS.ProcessEnv;
  /** This story's own embedded server, with a short polling interval. */
  readonly server: AuthorizationServer;
  /** Starts another server, which ends with the story. */
  readonly startServer: (options?: AuthorizationServerOptions) => Promise<AuthorizationServer>;
  /** The profile and keychain of this story, which are deleted afterwards. */
  readonly home: Home;
  /** Launches the app with `server`. It is quit when the story ends. Launching it again after a quit simulates a restart. */
  readonly launch: (options?: Launch<AppOptions>) => Promise<RunningApp>;
  /** Runs `--terminal` with `server`. */
  readonly terminal: (options?: Launch<TerminalOptions>) => TerminalRun;
  /** A phone on which no one is logged in. */
  readonly phone: Phone;
}

export const test = base.extend<StoryFixtures, { phoneBrowser: Browser }>({
  serverOptions: [{}, { option: true }],
  environment: [{}, { option: true }],

  async startServer({ serverOptions }, use) {
    const servers: AuthorizationServer[] = [];
    await use(async (options) => {
      const server = await startAuthorizationServer({ port: 0, intervalS: 0.2, ...serverOptions, ...options });
      servers.push(server);
      return server;
    });
    await Promise.all(servers.map((server) => server.close()));
  },

  async server({ startServer }, use) {
    await use(await startServer());
  },

  async home({ environment }, use) {
    const mark = `${testWorld().mark}-${randomBytes(4).toString('hex')}`;
    const home = makeHome(mark, environment);
    await use(home);
    const left = await leftovers(mark);
    home.remove();
    if (left.length > 0)
      throw new Error(`left running: ${left.map(({ pid, command }) => `${pid} ${command}`).join('; ')}`);
  },

  async launch({ server, home }, use, testInfo) {
    const apps: RunningApp[] = [];
    await use(async (options = {}) => {
      const app = await launchApp({
        home,
        ...options,
        flags: [...flagsFor(options.server, server), ...(options.flags ?? [])],
      });
      apps.push(app);
      return app;
    });
    const failed = testInfo.status !== testInfo.expectedStatus;
    for (const [at, app] of apps.entries()) {
      if (failed)
        await keepEvidence(app, at, (name, body, contentType) => testInfo.attach(name, { body, contentType }));
      await quitOrFail(app);
    }
  },

  async terminal({ server, home }, use) {
    const runs: TerminalRun[] = [];
    await use((options = {}) => {
      const run = runInTerminal({
        home,
        ...options,
        flags: [...flagsFor(options.server, server), ...(options.flags ?? [])],
      });
      runs.push(run);
      return run;
    });
    for (const run of runs) run.signal('SIGKILL');
    await Promise.all(runs.map((run) => run.exitCode));
  },

  phoneBrowser: [
    async ({ playwright }, use) => {
      const browser = await openBrowser(playwright.chromium, testWorld().phone);
      await use(browser);
      await browser.close();
    },
    { scope: 'worker' },
  ],

  async phone({ phoneBrowser }, use) {
    const phone = await openPhone(phoneBrowser);
    await use(phone);
    await phone.close();
  },
});

function flagsFor(chosen: AuthorizationServer | null | undefined, own: AuthorizationServer): readonly string[] {
  const server = chosen === undefined ? own : chosen;
  if (!server) return [];
  return [`--server-url=${server.url}`, `--client-id=${server.clientId}`, `--scope=${server.scope}`];
}

/** Generous, so that only an app that hangs reaches it. Quitting may wait ten seconds for a refresh in progress. */
const QUIT_PATIENCE_MS = 90_000;

async function quitOrFail(app: RunningApp): Promise<void> {
  const late = new AbortController();
  const quit = await Promise.race([
    app.quit().then(() => true),
    sleep(QUIT_PATIENCE_MS, false, { signal: late.signal, ref: false }).catch(() => false),
  ]);
  late.abort();
  if (quit) return;
  await app.kill();
  throw new Error(`the app did not quit, after:\n${app.printed()}`);
}

type Attach = (name: string, body: Buffer | string, contentType: string) => Promise<void>;

/** The attachments of a failed story. */
async function keepEvidence(app: RunningApp, at: number, attach: Attach): Promise<void> {
  await attach(`app ${at} printed`, app.printed(), 'text/plain');
  if (app.hasEnded() || !app.hasWindow()) return;
  const screenshot = await (await app.window()).screenshot({ timeout: 3000 }).catch(() => null);
  if (screenshot) await attach(`app ${at} window`, screenshot, 'image/png');
}
