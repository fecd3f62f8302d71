/** A command's child: its streams, signals and exit code are the command's own. */
import { EventEmitter } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { refuseProgram, runChild } from '../../../main/cli/child.ts';

/** The part of a process that running a child needs. */
function parent({ platform = 'linux', stdin = {} } = {}) {
  const printed: string[] = [];
  const made = Object.assign(new EventEmitter(), {
    platform,
    env: { ...process.env, OF_PARENT: 'kept' },
    stderr: { write: (text: string) => printed.push(text) },
    stdin,
  });
  return { printed, emitter: made, process: made as unknown as NodeJS.Process };
}

const run = (script: string, of = parent()) =>
  runChild({ command: 'sh', args: ['-c', script], environment: { OF_COMMAND: 'given' } }, of.process);

describe.runIf(process.platform !== 'win32')('a command that runs another one', () => {
  it.each([0, 7])('ends with its exit code: %i', async (code) => {
    expect(await run(`exit ${code}`)).toBe(code);
  });

  it('passes on its environment with the command’s additions', async () => {
    expect(await run('test "$OF_PARENT$OF_COMMAND" = keptgiven')).toBe(0);
  });

  it('gives it back the variables that Electron has removed, under their own names', async () => {
    const of = parent();
    const { NODE_EXTRA_CA_CERTS: _, ...given } = of.process.env;
    of.process.env = { ...given, NODE_OPTIONS: 'of this process', COMPANION_KEPT_NODE_OPTIONS: '--use-system-ca' };
    const isRestored = 'test "$NODE_OPTIONS$COMPANION_KEPT_NODE_OPTIONS$NODE_EXTRA_CA_CERTS" = --use-system-ca';
    expect(await run(isRestored, of)).toBe(0);
    of.process.env = { ...given, COMPANION_KEPT_NODE_EXTRA_CA_CERTS: '/ca.pem' };
    expect(await run('test "$NODE_EXTRA_CA_CERTS" = /ca.pem', of)).toBe(0);
  });

  it.each([
    ['SIGTERM', 143],
    ['SIGHUP', 129],
    ['SIGUSR1', 138],
    ['SIGUSR2', 140],
    // This process is in the background, so no terminal has sent these signals to the child as well.
    ['SIGINT', 130],
    ['SIGQUIT', 131],
  ])('passes %s on, and ends as the child does', async (signal, code) => {
    const of = parent();
    const ended = run('exec sleep 600', of);
    // When the call returns, the child has started and listens.
    of.emitter.emit(signal, signal);
    expect(await ended).toBe(code);
  });

  /** What a terminal's Ctrl-C does to a child that ends with 9 at a later SIGTERM. */
  async function atCtrlC(readStat: () => string, of = parent()) {
    const child = { command: 'sh', args: ['-c', 'exec sleep 600'], environment: {} };
    const ended = runChild(child, of.process, readStat);
    of.emitter.emit('SIGINT', 'SIGINT');
    of.emitter.emit('SIGTERM', 'SIGTERM');
    return ended;
  }
  const missing = () => {
    throw new Error('ENOENT');
  };

  it.each([
    ['in the foreground', () => '12 (sh) S 11 12 12 34816 12 0', 143],
    ['in the foreground, with any name', () => '12 (a) S 1 2 3 (b) S 11 12 12 34816 12 0', 143],
    ['in the background', () => '12 (sh) S 11 12 12 34816 11 0', 130],
  ])('does not pass Ctrl-C on %s, where the child has received it already', async (_, readStat, code) => {
    expect(await atCtrlC(readStat)).toBe(code);
  });

  it('takes Ctrl-C for a terminal’s if its input is one and the system reports no more', async () => {
    expect(await atCtrlC(missing, parent({ stdin: { isTTY: true } }))).toBe(143);
    expect(await atCtrlC(missing, parent({ stdin: { isTTY: false } }))).toBe(130);
  });

  it('reports a command that does not exist as shells do, and names the reason', async () => {
    const of = parent();
    const none = { command: '/nonexistent/command', args: [], environment: {} };
    expect(await runChild(none, of.process)).toBe(127);
    expect(of.printed).toEqual(['The command "/nonexistent/command" could not be run (ENOENT).\n']);
  });

  it('reports a file that isn’t a program as shells do', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'child-'));
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
    const file = join(folder, 'text');
    writeFileSync(file, 'no program', { mode: 0o600 });
    const of = parent();
    expect(await runChild({ command: file, args: [], environment: {} }, of.process)).toBe(126);
    expect(of.printed).toEqual([`The command "${file}" could not be run (EACCES).\n`]);
  });

  it.each([
    ['there', null],
    ['./there', null],
    ['text', 126],
    ['./text', 126],
    ['folder', 126],
    ['none', 127],
    ['./none', 127],
    ['', 127],
  ])('is looked for as the system does before it is run: %j', async (program, expected) => {
    const folder = mkdtempSync(join(tmpdir(), 'child-'));
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
    writeFileSync(join(folder, 'there'), '#!/bin/sh\nexit 0\n', { mode: 0o700 });
    writeFileSync(join(folder, 'text'), 'no program', { mode: 0o600 });
    mkdirSync(join(folder, 'folder'));
    const of = parent();
    of.process.env['PATH'] = `/nonexistent:${folder}`;
    const command = program.includes('/') ? join(folder, program) : program;
    expect(refuseProgram(command, of.process)).toBe(expected);
    // Node refuses an empty name before it asks the system.
    if (program === '') return;
    expect(await runChild({ command, args: [], environment: {} }, of.process)).toBe(expected ?? 0);
  });

  it('leaves the search for a program to Windows', () => {
    expect(refuseProgram('none', parent({ platform: 'win32' }).process)).toBeNull();
  });

  it('listens for no signal on Windows, which has none to pass on', async () => {
    const of = parent({ platform: 'win32' });
    expect(await run('exit 3', of)).toBe(3);
    expect(of.emitter.eventNames()).toEqual([]);
  });
});
