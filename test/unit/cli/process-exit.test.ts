/** How a run without a window exits, with a simulation of Electron's order of events. */
import { EventEmitter } from 'node:events';
import { describe, expect, it } from 'vitest';
import { createProcessExit } from '../../../main/cli/process-exit.ts';
import { settle } from '../fake-clock.ts';

/** `/proc/self/status` with Electron's handlers installed. HUP, INT and TERM are signals 1, 2 and 15. */
const status = (...lost: readonly number[]) => {
  const caught = [1, 2, 15].filter((signal) => !lost.includes(signal)).reduce((mask, n) => mask | (1 << (n - 1)), 0);
  return `Name:\telectron\nSigCgt:\t${caught.toString(16).padStart(16, '0')}\n`;
};

/**
 * Electron's behavior according to its source: `exit` emits no `before-quit`, and a quit that is not prevented ends with 0.
 */
function electron(shown = status()) {
  const ready = Promise.withResolvers<void>();
  const codes: number[] = [];
  const app = Object.assign(new EventEmitter(), {
    whenReady: () => ready.promise,
    exit(code: number) {
      // The first call shuts down and emits `quit`. Later calls only change the exit code.
      codes.push(code);
      if (codes.length === 1) app.emit('quit', {}, code);
    },
  });
  const process = new EventEmitter();
  const processExit = createProcessExit({ app: app as never, process, readStatus: () => shown });
  return {
    processExit,
    process,
    /** The exit code; null while the process runs. */
    code: () => codes.at(-1) ?? null,
    async becomeReady() {
      ready.resolve();
      await settle();
    },
    /** Calls `app.quit()`, as Electron's signal handlers, a desktop or a debugger do. */
    quit() {
      let prevented = false;
      app.emit('before-quit', { preventDefault: () => (prevented = true) });
      if (!prevented) app.exit(0);
    },
    /** Simulates the loss of the session bus or display, after which Electron itself calls `exit(0)`. */
    loseSession: () => app.exit(0),
  };
}

describe('a run without a window', () => {
  it.each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
    ['SIGHUP', 129],
  ])('takes %s for an interruption, has its time, and exits with %i', async (signal, code) => {
    const it = electron();
    await it.becomeReady();
    it.process.emit(signal);
    expect([it.processExit.interrupted.aborted, it.code()]).toEqual([true, null]);
    it.processExit.exit(130);
    expect(it.code()).toBe(code);
  });

  it.each([0, 9, 130])('exits with its child’s %i, even if a signal came', async (code) => {
    const it = electron();
    await it.becomeReady();
    it.process.emit('SIGTERM');
    it.processExit.exitAsChild(code);
    expect(it.code()).toBe(code);
  });

  it('listens for signals only after Electron has installed its own handlers, which would replace ours', async () => {
    const it = electron();
    expect(it.process.eventNames()).toEqual([]);
    // It isn't lost between the main module and `ready` either.
    await settle();
    expect(it.process.eventNames()).toEqual([]);
    await it.becomeReady();
    expect(it.process.eventNames().sort()).toEqual(['SIGHUP', 'SIGINT', 'SIGTERM']);
  });

  it.each([
    ['SIGINT', 2, 130],
    ['SIGTERM', 15, 143],
    ['SIGHUP', 1, 129],
  ])('reports %s even if Electron received it before ready and turned it into a quit', async (_, number, code) => {
    const it = electron(status(number));
    await it.becomeReady();
    it.quit();
    expect([it.processExit.interrupted.aborted, it.code()]).toEqual([true, null]);
    it.processExit.exit(0);
    expect(it.code()).toBe(code);
  });

  it('treats an unrequested quit as an interruption, and still has its time', async () => {
    const it = electron('');
    await it.becomeReady();
    it.quit();
    it.quit();
    expect([it.processExit.interrupted.aborted, it.code()]).toEqual([true, null]);
    it.processExit.exit(0);
    expect(it.code()).toBe(130);
  });

  it('never ends with 0 when the session is lost, which nothing can hold back', async () => {
    const it = electron();
    await it.becomeReady();
    it.loseSession();
    expect([it.processExit.interrupted.aborted, it.code()]).toEqual([true, 130]);
  });

  it.each([0, 1, 8])('exits with its own code %i when nothing interrupted it', async (code) => {
    const it = electron();
    await it.becomeReady();
    it.processExit.exit(code);
    expect(it.code()).toBe(code);
  });

  it('keeps a more specific result after an interruption, for example that the user was denied', async () => {
    const it = electron();
    await it.becomeReady();
    it.process.emit('SIGTERM');
    it.processExit.exit(2);
    expect(it.code()).toBe(2);
  });

  it('keeps the code of the first of several signals', async () => {
    const it = electron();
    await it.becomeReady();
    it.process.emit('SIGHUP');
    it.process.emit('SIGTERM');
    it.processExit.exit(0);
    expect(it.code()).toBe(129);
  });

  it('exits at once at a second Ctrl-C, and waits on at a second SIGHUP', async () => {
    const it = electron();
    await it.becomeReady();
    it.process.emit('SIGHUP');
    it.process.emit('SIGHUP');
    expect(it.code()).toBeNull();
    it.process.emit('SIGINT');
    expect(it.code()).toBe(129);
  });

  it('can also be interrupted by its output', async () => {
    const it = electron();
    it.processExit.interrupt();
    it.processExit.exit(0);
    expect(it.code()).toBe(130);
  });
});

it.runIf(process.platform === 'linux')('the system itself is asked which signal came early', async () => {
  // This process catches two of the three signals. Test files share it, so another one may still catch the third.
  const others = process.listeners('SIGHUP');
  process.removeAllListeners('SIGHUP');
  const catches = () => undefined;
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, catches);
  const codes: number[] = [];
  const app = Object.assign(new EventEmitter(), {
    whenReady: async () => undefined,
    exit: (code: number) => void codes.push(code),
  });
  const { exit } = createProcessExit({ app: app as never, process: new EventEmitter() });
  await settle();
  app.emit('before-quit', { preventDefault: () => undefined });
  exit(0);
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.off(signal, catches);
  for (const listener of others) process.on('SIGHUP', listener);
  expect(codes).toEqual([129]);
});
