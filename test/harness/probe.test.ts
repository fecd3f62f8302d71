import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { type ProbeOutcome, type ProbeRun, probe, readProbe } from './probe.ts';

const FATAL = '[42:1130/101500.123456:FATAL:';
const ended = (exitCode: number | null, output = '', signal: NodeJS.Signals | null = null): ProbeRun => ({
  exitCode,
  signal,
  timedOut: false,
  output,
});

const READINGS: readonly (readonly [string, ProbeRun, ProbeOutcome])[] = [
  ['the exit code of the probe app', ended(86, 'warnings of a display\n'), { kind: 'starts' }],
  ["a quit that was not the probe app's own", ended(0), { kind: 'failed', how: 'exit code 0' }],
  [
    "the dynamic loader's message",
    ended(
      127,
      'electron: error while loading shared libraries: libgtk-3.so.0: cannot open shared object file: No such file or directory\n',
    ),
    { kind: 'missing-libraries', libraries: ['libgtk-3.so.0'] },
  ],
  [
    'a C library that is too old, which no package mends',
    ended(1, "electron: /lib/x86_64-linux-gnu/libc.so.6: version `GLIBC_2.38' not found (required by electron)\n"),
    { kind: 'failed', how: expect.stringContaining('GLIBC_2.38') },
  ],
  [
    'a sandbox helper without its rights',
    ended(
      null,
      `${FATAL}setuid_sandbox_host.cc(166)] The SUID sandbox helper binary was found, but is not configured correctly. Rather than run without sandboxing I'm aborting now.\n`,
      'SIGTRAP',
    ),
    { kind: 'sandbox-forbidden' },
  ],
  [
    'no way to a sandbox',
    ended(
      null,
      `${FATAL}zygote_host_impl_linux.cc(128)] No usable sandbox! If you are running on Ubuntu 23.10+ …\n`,
      'SIGTRAP',
    ),
    { kind: 'sandbox-forbidden' },
  ],
  [
    'root',
    ended(
      null,
      `${FATAL}electron_main_delegate.cc(224)] Running as root without --no-sandbox is not supported. See https://crbug.com/638180.\n`,
      'SIGTRAP',
    ),
    { kind: 'root' },
  ],
  ['a limit that passed', { ...ended(null, 'Gtk-WARNING\n', 'SIGKILL'), timedOut: true }, { kind: 'timeout' }],
  [
    'a limit that passed after the reason had been printed',
    { ...ended(null, `${FATAL}x.cc(1)] No usable sandbox!\n`, 'SIGKILL'), timedOut: true },
    { kind: 'sandbox-forbidden' },
  ],
  ['a crash', ended(null, 'first\nlast words\n', 'SIGSEGV'), { kind: 'failed', how: 'SIGSEGV: last words' }],
];

describe('readProbe', () => {
  it.each(READINGS)('understands %s', (_, run, outcome) => expect(readProbe(run)).toEqual(outcome));
});

const folder = mkdtempSync(join(tmpdir(), 'companion-probe-test-'));
afterAll(() => rmSync(folder, { recursive: true }));

function recipeOf(name: string, content: string | Buffer) {
  const command = join(folder, name);
  writeFileSync(command, content);
  chmodSync(command, 0o755);
  return { command, args: ['--flag'], environment: process.env, folder };
}

describe.runIf(process.platform === 'linux')('probe', () => {
  it('ends a program that hangs, and what it has started, when the limit passes', async () => {
    const pids = join(folder, 'pids');
    const hanging = recipeOf('hanging', `#!/bin/sh\nsleep 600 & echo $$ $! > ${pids}\nwait\n`);
    // On a busy computer, it may take longer until the program has started.
    for (let limitMs = 250; !existsSync(pids); limitMs *= 2)
      expect(await probe(hanging, limitMs)).toEqual({ kind: 'timeout' });
    for (const pid of readFileSync(pids, 'utf8').trim().split(' ').map(Number))
      await expect.poll(() => isAlive(pid)).toBe(false);
  });

  it('gives the program a temporary profile', async () => {
    const seen = join(folder, 'seen');
    await probe(
      recipeOf('curious', `#!/bin/sh\nfor last; do :; done\necho "\${last#--user-data-dir=}" > ${seen}\nexit 86\n`),
    );
    const profile = readFileSync(seen, 'utf8').trim();
    expect(profile).toContain('companion-probe-');
    expect(() => readFileSync(profile)).toThrow('ENOENT');
  });

  it('names every missing library, not only the first that the loader stops at', async () => {
    // This is a real program in which two library names were replaced with ones that don't exist.
    const program = readFileSync('/bin/ls', 'latin1')
      .replace('libc.so.6\0', 'libZ.so.6\0')
      .replace('libselinux.so.1\0', 'libZelinux.so.1\0');
    const outcome = await probe(recipeOf('lacking', Buffer.from(program, 'latin1')));
    expect(outcome).toMatchObject({ kind: 'missing-libraries', libraries: expect.arrayContaining(['libZ.so.6']) });
  });

  it('survives a file that isn’t a program', async () => {
    expect(await probe(recipeOf('nothing', 'neither a script nor a binary'))).toMatchObject({ kind: 'failed' });
  });
});

function isAlive(pid: number): boolean {
  try {
    // A zombie has ended; its parent is about to notice.
    return !/\) Z /.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
  } catch {
    return false;
  }
}
