/** The built window in a plain browser page: no Electron, a main process that does what the test says. */
import { readFile } from 'node:fs/promises';
import { extname } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { BrowserContext, Page } from '@playwright/test';
import type { Snapshot } from '../../preload/api.ts';

const ORIGIN = 'https://companion.test';
const BUILT = fileURLToPath(new URL('../../out/renderer', import.meta.url));

/** The policy that the app's own pages have. */
const CSP =
  "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; img-src 'self' data:; connect-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.woff2': 'font/woff2',
};

/** What the page's fake `window.companion` keeps for the test. */
interface Inside {
  /** The requests that the page made, with their arguments. */
  readonly requests: [string, ...unknown[]][];
  /** What the next requests of a name answer. */
  readonly answers: Record<string, unknown>;
  readonly change: (snapshot: unknown) => void;
}
declare const inside: Inside;

export interface Stage {
  readonly page: Page;
  /** What went wrong in the page: errors, refused by the policy, files that were not there. */
  readonly faults: readonly string[];
  /** Sends a snapshot, as the main process does. */
  change(snapshot: Snapshot): Promise<void>;
  /** The requests since the last call. */
  requests(): Promise<readonly (readonly [string, ...unknown[]])[]>;
  /** What a request answers from now on. */
  answer(request: string, value: unknown): Promise<void>;
}

/** Opens the window on `first`. The same page serves many snapshots: `change` sends the next. */
export async function openStage(context: BrowserContext, first: Snapshot): Promise<Stage> {
  const page = await context.newPage();
  const faults: string[] = [];
  page.on('pageerror', (error) => faults.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error') faults.push(message.text());
  });
  await page.route('**/*', async (route) => {
    const { pathname } = new URL(route.request().url());
    const type = TYPES[extname(pathname)] ?? 'application/octet-stream';
    const body = await readFile(BUILT + pathname).catch(() => null);
    if (!body) faults.push(`no such file: ${pathname}`);
    await route.fulfill(
      body ? { body, contentType: type, headers: { 'content-security-policy': CSP } } : { status: 404 },
    );
  });
  await page.addInitScript(fakeCompanion, first);
  await page.goto(`${ORIGIN}/index.html`);
  return {
    page,
    faults,
    change: (snapshot) => page.evaluate((next) => inside.change(next), snapshot),
    requests: () => page.evaluate(() => inside.requests.splice(0)),
    answer: (request, value) =>
      page.evaluate(
        ([name, given]) => {
          inside.answers[name] = given;
        },
        [request, value] as const,
      ),
  };
}

/** Runs in the page, before its own scripts. */
function fakeCompanion(first: Snapshot) {
  const listeners = new Set<(snapshot: unknown) => void>();
  const requests: [string, ...unknown[]][] = [];
  const answers: Record<string, unknown> = { current: first };
  const change = (snapshot: unknown) => {
    for (const listener of listeners) listener(snapshot);
  };
  const companion = new Proxy(
    {
      onChanged(listener: (snapshot: unknown) => void) {
        listeners.add(listener);
        return () => listeners.delete(listener);
      },
    },
    {
      get: (own, name) =>
        Reflect.get(own, name) ??
        (async (...args: unknown[]) => {
          if (name !== 'current') requests.push([String(name), ...args]);
          return answers[String(name)] ?? null;
        }),
    },
  );
  Object.assign(globalThis, { companion, inside: { requests, answers, change } satisfies Inside });
}
