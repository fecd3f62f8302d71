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
  /** Resolves with the first look that `wanted` accepts, which may be a past one. Rejects if the program ends first. */
  look(wanted: (look: Look) => boolean): Promise<Look>;
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

  /** Waits until `find` finds something. Tries again after each event. */
  function wait<T>(find: () => T | undefined): Promise<T> {
    return new Promise((resolve, reject) => {
      const look = () => {
        const found = find();
        if (found === undefined && !isOver()) return;
        news.off('output', look).off('look', look).off('over', look);
        if (found === undefined) reject(new Error(`${program} has ended: ${output}`));
        else resolve(found);
      };
      news.on('output', look).on('look', look).on('over', look);
      look();
    });
  }

  const address = (pattern: RegExp) => wait(() => pattern.exec(output)?.[1]);
  const looks: Look[] = [];
  const pages = new Map<string, string>();
  const browser = watched ? await connect(await address(/DevTools listening on (ws:\S+)/)) : null;
  if (browser)
    await watch(browser, pages, (look) => {
      looks.push(look);
      news.emit('look');
    });

  let inspector: Promise<DevTools> | null = null;
  const main = () => {
    inspector ??= address(/Debugger listening on (ws:\S+)/).then(connect);
    return inspector;
  };

  return {
    // Without a process, the first wait has failed.
    pid: child.pid ?? Number.NaN,
    startedAt,
    looks,
    look: (wanted) => wait(() => looks.find(wanted)),
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
      await ended;
      browser?.close();
    },
  };
}

/** Reports every look of every page, and keeps a session for each page in `pages`. */
async function watch(browser: DevTools, pages: Map<string, string>, report: (look: Look) => void): Promise<void> {
  browser.on('Target.attachedToTarget', ({ sessionId, targetInfo }) => {
    // The protocol defines these types.
    const { type, targetId } = targetInfo as { readonly type: string; readonly targetId: string };
    const session = String(sessionId);
    // The page may have been closed by then.
    const ask = (method: string, params = {}) => void browser.send(method, params, session).catch(() => {});
    if (type === 'page') {
      pages.set(targetId, session);
      ask('Runtime.enable');
      ask('Page.enable');
      ask('Runtime.addBinding', { name: REPORT });
      ask('Page.addScriptToEvaluateOnNewDocument', { source: WATCH });
      // The page may have existed before this connection.
      ask('Runtime.evaluate', { expression: WATCH });
    }
    ask('Runtime.runIfWaitingForDebugger');
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
