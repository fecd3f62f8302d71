/** The command on PATH: written, corrected and removed in a real folder, and run by a real shell. */
import { execFile } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createInstalledCommand } from '../../../main/desktop/installed-command.ts';

describe.skipIf(process.platform === 'win32')('the installed command', () => {
  let home = '';
  beforeEach(() => {
    home = mkdtempSync(join(tmpdir(), 'command-'));
  });
  afterEach(() => rmSync(home, { recursive: true, force: true }));
  const bin = () => join(home, '.local/bin');

  /** A package whose program prints its arguments, in this folder. */
  function packed(folder: string) {
    const resources = join(home, folder, 'resources');
    mkdirSync(resources, { recursive: true });
    writeFileSync(join(resources, 'token.sh'), readFileSync('build/linux/token.sh'));
    const program = join(home, folder, 'transparenc-companion');
    writeFileSync(program, '#!/bin/sh\necho "ran $*"\n');
    chmodSync(program, 0o755);
    return command({ executable: `${program}.bin`, resources });
  }

  function command(more: {
    executable: string;
    resources: string;
    platform?: NodeJS.Platform;
    isPackaged?: boolean;
    path?: string;
  }) {
    const { path = `${bin()}:/usr/bin`, ...parts } = more;
    return createInstalledCommand({ platform: 'linux', isPackaged: true, environment: { PATH: path }, home, ...parts });
  }

  function run(name: string, ...args: readonly string[]) {
    return new Promise<{ code: number | null; stdout: string; stderr: string }>((resolve) => {
      const child = execFile(join(bin(), name), args, (_error, stdout, stderr) =>
        resolve({ code: child.exitCode, stdout, stderr }),
      );
    });
  }

  it('starts the program, for docker too', async () => {
    const own = packed("Ada's apps");
    expect(await own.state()).toEqual({ kind: 'not-installed', folder: bin(), onPath: true });
    expect(await own.install()).toEqual({ kind: 'installed', folder: bin(), onPath: true });
    expect(await own.state()).toMatchObject({ kind: 'installed' });
    expect(await run('transparenc-companion', 'status', 'a b')).toMatchObject({ code: 0, stdout: 'ran status a b\n' });
    expect(await run('docker-credential-transparenc', 'get')).toMatchObject({ stdout: 'ran credential docker get\n' });
    expect(readdirSync(bin()).sort()).toEqual(['docker-credential-transparenc', 'transparenc-companion']);
  });

  it('says so when the program has moved, and is right again after its next start', async () => {
    await packed('before').install();
    renameSync(join(home, 'before'), join(home, 'gone'));
    const lost = await run('transparenc-companion', 'status');
    expect(lost).toMatchObject({ code: 127, stdout: '' });
    expect(lost.stderr).toContain('is no longer at');
    await packed('after').keepCurrent();
    expect(await run('transparenc-companion', 'status')).toMatchObject({ code: 0, stdout: 'ran status\n' });
  });

  it('is not installed by a start alone', async () => {
    await packed('app').keepCurrent();
    expect(existsSync(bin())).toBe(false);
  });

  it('is removed without a trace', async () => {
    const own = packed('app');
    await own.install();
    expect(await own.remove()).toMatchObject({ kind: 'not-installed' });
    expect(readdirSync(bin())).toEqual([]);
  });

  it('leaves another program’s file alone', async () => {
    const file = join(bin(), 'docker-credential-transparenc');
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, '#!/bin/sh\n');
    const own = packed('app');
    for (const act of [own.state, own.install, own.remove]) expect(await act()).toEqual({ kind: 'occupied', file });
    await own.keepCurrent();
    expect(readFileSync(file, 'utf8')).toBe('#!/bin/sh\n');
    expect(readdirSync(bin())).toHaveLength(1);
  });

  it('reports a folder that cannot be written to', async () => {
    mkdirSync(join(home, '.local'));
    writeFileSync(bin(), '');
    expect(await packed('app').install()).toMatchObject({ kind: 'failed', folder: bin() });
  });

  it('notices that a shell does not look there', async () => {
    const { executable, resources } = { executable: join(home, 'x.bin'), resources: home };
    expect(await command({ executable, resources, path: '/usr/bin' }).state()).toMatchObject({ onPath: false });
  });

  it.each([{ platform: 'darwin' }, { platform: 'win32' }, { isPackaged: false }] as const)(
    'is not offered with %j',
    async (more) => {
      const own = command({ executable: '/x', resources: '/x', ...more });
      for (const act of [own.state, own.install, own.remove]) expect(await act()).toEqual({ kind: 'not-offered' });
    },
  );
});
