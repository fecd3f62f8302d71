/** A measured program: our app or the blank one. Both are started in the same way and observed from outside. */
import { spawn } from 'node:child_process';
import { EventEmitter, once } from 'node:events';
import { join } from 'node:path';
import { displayEnvironment } from '../harness/display.ts';
import { recipe } from '../harness/launch.ts';
import type { Home } from '../harness/profile.ts';
import { testWorld } from '../harness/test-world.ts';
import { connect, type DevTools } from './devtools.ts';
import { type Look, REPORT, WATCH } from './looks.ts';
import { within } from './within.ts';

const BLANK = join(import.meta.dirname, 'blank');

export interface SubjectOptions {
  readonly program: 'ours' | 'blank';
  readonly home: Home;
  readonly flags?: readonly string[];
  /** False if its pages are not observed, so no browser has to be started. */
  readonly watched?: boolean;
}

export interface Subject {
  /** The process ID of its main process. */
  readonly pid: number;
  /** Milliseconds since the epoch at which it was started. */
  readonly startedAt: number;
  readonly looks: readonly Look[];
  /**
   * Resolves with the first look that `wanted` accepts, which may be a past one. Rejects if the program ends first or takes too
   * long, with the name of what is wanted.
   */
  look(name: string, wanted: (look: Look) => boolean): Promise<Look>;
  /** Evaluates code in the page that was opened last, and resolves with the value. */
  inPage(source: string): Promise<unknown>;
  /** Evaluates code in the main process, and resolves with the value. Works only if it was started with `--inspect=0`. */
  inMain(source: string): Promise<unknown>;
  /** Sends a command to the main process's DevTools. Works only if it was started with `--inspect=0`. */
  main(): Promise<DevTools>;
  /** Closes its windows, as a user does. */
  closePages(): Promise<void>;
  /** Quits it, and resolves when it has ended. */
  quit(): Promise<void>;
}

/** Starts the program with its pages watched. */
export async function start({ program, home, flags = [], watched = true }: SubjectOptions): Promise<Subject> {
  const { runtime, display } = testWorld();
  const plain = recipe(runtime, {
    flags: [`--user-data-dir=${home.profile}`, ...(watched ? ['--remote-debugging-port=0'] : []), ...flags],
    recorder: null,
    display: display.kind !== 'none',
    app: program === 'blank' ? BLANK : undefined,
  });
  const startedAt = Date.now();
  const child = spawn(plain.command, plain.args, {
    cwd: plain.folder,
    env: { ...plain.environment, ...displayEnvironment(display), ...home.environment },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const ended = once(child, 'exit');
  const news = new EventEmitter();
  let output = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    output += text;
    news.emit('output');
  });
  child.once('exit', () => news.emit('over'));
  const isOver = () => child.exitCode !== null || child.signalCode !== null;

  const looks: Look[] = [];

  /** Waits until `find` finds something. Tries again after each event. */
  async function wait<T>(name: string, find: () => T | undefined): Promise<T> {
    const { promise, resolve, reject } = Promise.withResolvers<T>();
    const look = () => {
      const found = find();
      if (found !== undefined) resolve(found);
      else if (isOver()) reject(new Error(`${program} has ended: ${output}`));
    };
    news.on('output', look).on('look', look).on('over', look);
    look();
    try {
      return await within(() => `${name} of ${program} (${JSON.stringify(looks)}, ${output})`, promise);
    } catch (error) {
      child.kill('SIGTERM');
      throw error;
    } finally {
      news.off('output', look).off('look', look).off('over', look);
    }
  }

  // The line is complete only with its end.
  const address = (name: string) =>
    wait(`the address “${name}”`, () => new RegExp(`${name} listening on (ws:\\S+)\\s`).exec(output)?.[1]);
  const pages = new Map<string, string>();
  const browser = watched ? await connect(await address('DevTools')) : null;
  if (browser)
    await watch(browser, pages, (look) => {
      looks.push(look);
      news.emit('look');
    });

  let inspector: Promise<DevTools> | null = null;
  const main = () => {
    inspector ??= address('Debugger').then(connect);
    return inspector;
  };

  return {
    // Without a process, the first wait has failed.
    pid: child.pid ?? Number.NaN,
    startedAt,
    looks,
    look: (name, wanted) => wait(name, () => looks.find(wanted)),
    inPage: (source) => evaluate(browser, source, [...pages.values()].at(-1)),
    inMain: async (source) => evaluate(await main(), source),
    main,
    async closePages() {
      for (const targetId of pages.keys()) await browser?.send('Target.closeTarget', { targetId });
    },
    async quit() {
      // Node waits for its inspectors to disconnect before it ends.
      (await inspector)?.close();
      child.kill('SIGTERM');
      await within(() => `the end of ${program}`, ended);
      browser?.close();
    },
  };
}

/** Reports every look of every page, and keeps a session for each page in `pages`. */
async function watch(browser: DevTools, pages: Map<string, string>, report: (look: Look) => void): Promise<void> {
  /** Sends a command to a page, which may have been closed by then. */
  const ask = (method: string, session: string | undefined, params = {}) =>
    void browser.send(method, params, session).catch(() => {});
  browser.on('Target.attachedToTarget', ({ sessionId, targetInfo }) => {
    // The protocol defines these types.
    const { type, targetId } = targetInfo as { readonly type: string; readonly targetId: string };
    const session = String(sessionId);
    if (type === 'page') {
      pages.set(targetId, session);
      ask('Runtime.enable', session);
      ask('Page.enable', session);
      ask('Runtime.addBinding', session, { name: REPORT });
      ask('Page.addScriptToEvaluateOnNewDocument', session, { source: WATCH });
    }
    ask('Runtime.runIfWaitingForDebugger', session);
  });
  // A document that was there before that script was added is watched as well: one from before this connection, or one that
  // Chromium opened in a new process while the commands above were on their way. In the others, this does nothing.
  browser.on('Runtime.executionContextCreated', ({ context }, session) => {
    // The protocol defines these types.
    const { uniqueId, auxData } = context as { readonly uniqueId: string; readonly auxData: { isDefault: boolean } };
    if (auxData.isDefault) ask('Runtime.evaluate', session, { expression: WATCH, uniqueContextId: uniqueId });
  });
  browser.on('Target.targetDestroyed', ({ targetId }) => void pages.delete(String(targetId)));
  browser.on('Runtime.bindingCalled', ({ name, payload }) => {
    if (name === REPORT) report(JSON.parse(String(payload)));
  });
  await browser.send('Target.setDiscoverTargets', { discover: true });
  await browser.send('Target.setAutoAttach', { autoAttach: true, waitForDebuggerOnStart: true, flatten: true });
}

async function evaluate(tools: DevTools | null, expression: string, session?: string): Promise<unknown> {
  if (!tools) throw new Error('no one watches its pages');
  const { result, exceptionDetails } = await tools.send(
    'Runtime.evaluate',
    { expression, awaitPromise: true, returnByValue: true },
    session,
  );
  if (exceptionDetails) throw new Error(`${expression} failed: ${JSON.stringify(exceptionDetails)}`);
  return (result as { readonly value?: unknown }).value;
}
