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
  symlinkSync,
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
    environment?: Record<string, string>;
  }) {
    const { path = `${bin()}:/usr/bin`, environment = {}, ...parts } = more;
    const all = { PATH: path, ...environment };
    return createInstalledCommand({ platform: 'linux', isPackaged: true, home, ...parts, environment: all });
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

  it('reports it when the app has moved, and is right again after its next start', async () => {
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
    expect(await own.remove()).toMatchObject({ kind: 'not-installed' });
    expect(readdirSync(bin())).toEqual([]);
    // The user may have deleted one or both of its two files.
    await own.install();
    rmSync(join(bin(), 'transparenc-companion'));
    expect(await own.state()).toMatchObject({ kind: 'not-installed' });
    expect(await own.remove()).toMatchObject({ kind: 'not-installed' });
    expect(readdirSync(bin())).toEqual([]);
    expect(await own.remove()).toMatchObject({ kind: 'not-installed' });
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

  it('leaves alone anything else in place of a file or folder', async () => {
    const own = packed('app');
    const folder = join(bin(), 'transparenc-companion');
    mkdirSync(folder, { recursive: true });
    for (const act of [own.state, own.install, own.remove])
      expect(await act()).toEqual({ kind: 'occupied', file: folder });
    rmSync(bin(), { recursive: true });
    writeFileSync(bin(), '');
    for (const act of [own.state, own.install, own.remove])
      expect(await act()).toEqual({ kind: 'occupied', file: bin() });
  });

  it('reports a folder that cannot be written to', async ({ skip }) => {
    skip(process.getuid?.() === 0, 'root can write to every folder');
    mkdirSync(join(home, '.local'));
    const own = packed('app');
    chmodSync(join(home, '.local'), 0o500);
    expect(await own.install()).toEqual({ kind: 'failed', folder: bin(), trouble: 'no-permission', next: 'install' });
    chmodSync(join(home, '.local'), 0o700);
  });

  it('reports a package that lacks the command’s files, and leaves nothing behind', async () => {
    const own = packed('app');
    rmSync(join(home, 'app/resources/token.sh'));
    expect(await own.install()).toEqual({ kind: 'failed', folder: bin(), trouble: 'io', next: 'install' });
    expect(existsSync(bin())).toBe(false);
  });

  it('is not needed if the package has put a link to the program on PATH', async () => {
    const own = packed('opt');
    const linked = join(home, 'usr-bin');
    mkdirSync(linked);
    symlinkSync(join(home, 'opt/transparenc-companion'), join(linked, 'transparenc-companion'));
    const { executable, resources } = { executable: join(home, 'opt/transparenc-companion.bin'), resources: '' };
    const path = `/usr/bin:${linked}/:${bin()}`;
    const seen = command({ executable, resources, path });
    expect(await seen.state()).toEqual({ kind: 'packaged', file: join(linked, 'transparenc-companion') });
    await own.install();
    expect(await seen.state()).toEqual({ kind: 'installed', folder: bin(), onPath: true });
  });

  it('starts an AppImage by its own file, never by the folder that it mounts, though that is on its PATH', async () => {
    const image = join(home, "Ada's.AppImage");
    writeFileSync(image, Buffer.concat([Buffer.from('\x7fELF____AI\x02', 'latin1'), Buffer.alloc(8)]));
    packed('mounted');
    const mounted = join(home, 'mounted');
    writeFileSync(join(mounted, 'AppRun'), '');
    const at = { executable: join(mounted, 'transparenc-companion.bin'), resources: join(mounted, 'resources') };
    const linked = join(home, 'linked');
    mkdirSync(linked);
    symlinkSync(image, join(linked, 'transparenc-companion'));
    const path = `${mounted}:${linked}:${bin()}`;
    const own = command({ ...at, path, environment: { APPIMAGE: image, APPDIR: mounted } });
    expect(await own.state()).toEqual({ kind: 'not-installed', folder: bin(), onPath: true });
    await own.install();
    expect(readFileSync(join(bin(), 'transparenc-companion'), 'utf8')).toContain(
      `companion_program='${home}/Ada'\\''s.AppImage'\n`,
    );
    // If the app was unpacked by hand, its executable is unknown.
    expect(await command({ ...at, path }).state()).toEqual({ kind: 'not-offered' });
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
