/** A command's view of its terminal and process. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFileSync, mkdtempSync, rmSync, unlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createIo } from '../../../main/cli/command-io.ts';

const io = (parts: object, beforeChild = async () => {}) =>
  createIo(
    {
      stdout: { write: () => true },
      stderr: { write: () => true },
      stdin: Readable.from([]),
      env: {},
      platform: 'linux',
      ppid: 1,
      cwd: () => '/home/ada',
      ...parts,
    } as unknown as NodeJS.Process,
    beforeChild,
  );

describe('a command', () => {
  it('prints its answer as it is, and notes as lines beside it', () => {
    const [out, error]: [string[], string[]] = [[], []];
    const { print, note } = io({
      stdout: { write: (text: string) => out.push(text) },
      stderr: { write: (text: string) => error.push(text) },
    });
    print('token');
    note('Waiting for the user.');
    expect([out, error]).toEqual([['token'], ['Waiting for the user.\n']]);
  });

  it('knows whether a person will read its output', () => {
    expect(io({ stdout: { isTTY: true } }).printsToTerminal).toBe(true);
    expect(io({ stdout: {} }).printsToTerminal).toBe(false);
  });

  it('reads all that another program writes, and not without end', async () => {
    const pieces = ['protocol=https\n', 'host=git.example.org\n'].map((text) => Buffer.from(text));
    expect(await io({ stdin: Readable.from(pieces) }).readInput()).toBe('protocol=https\nhost=git.example.org\n');
    const endless = Readable.from(
      (function* () {
        for (;;) yield Buffer.alloc(10_000, 'x');
      })(),
    );
    expect(await io({ stdin: endless }).readInput()).toHaveLength(64 * 1024);
    const exactly = Readable.from([Buffer.alloc(64 * 1024, 'x'), Buffer.from('y')]);
    expect(await io({ stdin: exactly }).readInput()).toHaveLength(64 * 1024);
  });

  it('knows the folder in which it runs, unless that was deleted', () => {
    const gone = () => {
      throw new Error('ENOENT');
    };
    expect([io({}).folder, io({ cwd: gone }).folder]).toEqual(['/home/ada', null]);
  });

  it('releases the profile before its child starts', async () => {
    const order: string[] = [];
    const { runChild } = io({ on: () => {}, env: process.env }, async () => void order.push('given back'));
    const child = { command: process.execPath, args: ['-e', 'process.exit(5)'], environment: {} };
    order.push(`exit code ${await runChild(child)}`);
    expect(order).toEqual(['given back', 'exit code 5']);
  });
});

describe.runIf(process.platform === 'linux')('the program that started a command', () => {
  it('is named', async () => {
    const program = spawn('sleep', ['600']);
    onTestFinished(() => void program.kill());
    await once(program, 'spawn');
    expect(io({ ppid: program.pid }).startedBy).toBe('sleep');
  });

  it.each([
    ['MainThread.sh', 'MainThread.sh'],
    ['tool ', 'tool'],
  ])('is named after its script, %j', async (name, expected) => {
    const folder = mkdtempSync(join(tmpdir(), 'script-'));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    writeFileSync(join(folder, name), '#!/bin/sh\necho\nread line\n', { mode: 0o700 });
    const script = spawn(join(folder, name));
    onTestFinished(() => void script.kill());
    await once(script.stdout, 'data');
    expect(io({ ppid: script.pid }).startedBy).toBe(expected);
  });

  it('is named even if an update has replaced it', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'replaced-'));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    const file = join(folder, 'MainThread');
    copyFileSync('/bin/sh', file);
    const program = spawn(file, ['-c', 'read line']);
    onTestFinished(() => void program.kill());
    await once(program, 'spawn');
    unlinkSync(file);
    expect(io({ ppid: program.pid }).startedBy).toBe('MainThread');
  });

  it('is named even if it runs on Node, whose main thread has its own name', () => {
    expect(io({ ppid: process.pid }).startedBy).toMatch(/^node/);
  });

  it('is unknown if it has ended, and on other systems', () => {
    expect(io({ ppid: 2 ** 22 + 1 }).startedBy).toBeNull();
    expect(io({ ppid: process.pid, platform: 'darwin' }).startedBy).toBeNull();
  });
});
