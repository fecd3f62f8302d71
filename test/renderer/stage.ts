/** The built window in a plain browser page: no Electron, a main process that the test controls. */
import type { Page } from '@playwright/test';
import type { Snapshot } from '../../preload/api.ts';
import { builtOrigin, headers } from './built.ts';

/** The part of a page that this file uses. */
declare const document: {
  readonly documentElement: { readonly lang: string; readonly scrollWidth: number; readonly scrollHeight: number };
  readonly fonts: { readonly ready: Promise<unknown> };
  querySelector(selector: string): unknown;
};
declare const innerWidth: number;
declare const innerHeight: number;

/** What the page's fake `window.companion` keeps for the test. */
export interface Inside {
  /** The requests that the page made for its user, with their arguments. */
  readonly requests: [string, ...unknown[]][];
  /** The names of the requests that it made by itself. */
  readonly unasked: string[];
  /** The responses to the next requests with a name. */
  readonly answers: Record<string, unknown>;
  readonly change: (snapshot: unknown) => void;
  /** Changes to a snapshot; resolves when the element `sign` exists, which shows that it is drawn. */
  readonly draw: (snapshot: Snapshot, sign: string) => Promise<void>;
}
declare const inside: Inside;

/** Pixels beyond the window's right and lower edge; negative or 0: none. */
export interface Overflow {
  readonly beside: number;
  readonly below: number;
}

export interface Stage {
  readonly page: Page;
  /** The problems in the page: errors, violations of the policy, missing files. */
  readonly faults: string[];
  /** Sends a snapshot, as the main process does. */
  change(snapshot: Snapshot): Promise<void>;
  /** Sends a snapshot, and waits until it is drawn. */
  draw(snapshot: Snapshot): Promise<void>;
  /** Draws the snapshots one after the other, and returns how many pixels of each are outside the window. */
  overflow(snapshots: readonly Snapshot[]): Promise<readonly Overflow[]>;
  /** The requests since the last call. */
  requests(): Promise<readonly (readonly [string, ...unknown[]])[]>;
  /** Sets the response to a request from now on. */
  answer(request: string, value: unknown): Promise<void>;
}

/**
 * Opens the window on `first` in an empty page. The same page serves many snapshots: `change` sends the next.
 * @param chunks other contents for files that the page loads late, by their name
 */
export async function openStage(
  page: Page,
  first: Snapshot,
  chunks: Readonly<Record<string, string>> = {},
): Promise<Stage> {
  await page.addInitScript(fakeCompanion, first);
  const faults = await openBuilt(page, 'index.html', chunks);
  await isDrawn(page);
  return {
    page,
    faults,
    change: (snapshot) => page.evaluate((next) => inside.change(next), snapshot),
    draw: (snapshot) => page.evaluate(([next, sign]) => inside.draw(next, sign), [snapshot, signOf(snapshot)] as const),
    overflow: (snapshots) =>
      page.evaluate(async (all) => {
        const found: Overflow[] = [];
        for (const [snapshot, sign] of all) {
          await inside.draw(snapshot, sign);
          const { scrollWidth, scrollHeight } = document.documentElement;
          found.push({ beside: scrollWidth - innerWidth, below: scrollHeight - innerHeight });
        }
        return found;
      }, withSigns(snapshots)),
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

/** Waits until the page has drawn its first snapshot. By then it has every view, so that each further one is drawn at once. */
export async function isDrawn(page: Page): Promise<void> {
  await page.locator('main').waitFor();
}

/** Opens one of the built pages. The list collects its problems: errors, violations of the policy, missing files. */
export async function openBuilt(
  page: Page,
  name: 'index.html' | 'consent.html',
  chunks: Readonly<Record<string, string>> = {},
): Promise<string[]> {
  const faults: string[] = [];
  page.on('pageerror', (error) => faults.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error') faults.push(message.text());
  });
  for (const [chunk, body] of Object.entries(chunks))
    await page.route(`**/assets/${chunk}.js`, (route) =>
      route.fulfill({ body, contentType: 'text/javascript', headers: headers() }),
    );
  await page.goto(`${await builtOrigin()}/${name}`);
  return faults;
}

/** Pairs each snapshot with the sign that it has been drawn. */
export function withSigns(snapshots: readonly Snapshot[]) {
  return snapshots.map((snapshot) => [snapshot, signOf(snapshot)] as const);
}

/** The page once a snapshot is drawn: some views are drawn late, and the QR code after the rest. */
export function signOf({ session, page, accounts, account }: Snapshot): string {
  if (page === 'doctor') return '.findings';
  if (page === 'add-account') return '#account-name';
  if (page !== 'state') return '.page[hidden] ~ main';
  if (accounts.length > 1 && account === null) return 'button.item';
  switch (session.kind) {
    case 'loading':
    case 'requesting-code':
    case 'signing-out':
      return '.mark--working';
    case 'no-server':
      return '#server';
    case 'someone-else':
      return '.choices';
    case 'awaiting-approval':
      return '.qr > svg, .pass__text:first-child';
    case 'misconfigured':
    case 'signed-out':
    case 'signed-in':
    case 'needs-you':
    case 'storage-unreadable':
    case 'failed':
      return 'main';
    default:
      return session satisfies never;
  }
}

/** Runs in the page, before its own scripts. */
function fakeCompanion(first: Snapshot) {
  const listeners = new Set<(snapshot: unknown) => void>();
  const requests: [string, ...unknown[]][] = [];
  const unasked: string[] = [];
  const answers: Record<string, unknown> = { current: first };
  const change = (snapshot: unknown) => {
    for (const listener of listeners) listener(snapshot);
  };
  const tick = () => new Promise((resolve) => setTimeout(resolve, 4));
  const draw = async (snapshot: Snapshot, sign: string) => {
    // A page that is still loading would miss it.
    while (listeners.size === 0) await tick();
    change(snapshot);
    const isDrawn = () => document.documentElement.lang === snapshot.language && document.querySelector(sign);
    while (!isDrawn()) await tick();
    await document.fonts.ready;
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
          if (name === 'current' || name === 'painted') unasked.push(name);
          else requests.push([String(name), ...args]);
          return answers[String(name)] ?? null;
        }),
    },
  );
  Object.assign(globalThis, { companion, inside: { requests, unasked, answers, change, draw } satisfies Inside });
}
