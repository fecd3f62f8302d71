/** The contents and scripts of the deb and the rpm. Both need fpm, which is replaced here: see fpm-stand-in.ts. */
import { execFileSync } from 'node:child_process';
import { chmod, mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { launcherText } from '../../build/linux/launcher.ts';
import { test as base, expect } from '../harness/fixtures.ts';
import { fabricateElectronDist } from '../package/fabricated-dist.ts';
import { pack } from '../package/pack.ts';

const ROOT = join(import.meta.dirname, '../..');

interface Packages {
  /** The packages themselves, by their type. */
  readonly files: { readonly deb: string; readonly rpm: string };
  /** The unpacked contents of each package, with its scripts in `DEBIAN`. */
  readonly trees: { readonly deb: string; readonly rpm: string };
}

const test = base.extend<object, { packages: Packages }>({
  packages: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads a fixture's dependencies from the pattern
    async ({}, use) => {
      const folder = await mkdtemp(join(tmpdir(), 'companion-packages-'));
      const fpm = join(folder, 'fpm');
      await writeFile(fpm, `#!/bin/sh\nexec '${process.execPath}' '${ROOT}/test/package/fpm-stand-in.ts' "$@"\n`);
      await chmod(fpm, 0o755);
      await fabricateElectronDist(join(folder, 'electron'));
      const output = join(folder, 'dist');
      await pack({
        electronDist: join(folder, 'electron'),
        output,
        targets: ['deb', 'rpm'],
        env: { CUSTOM_FPM_PATH: fpm },
      });
      const names = await readdir(output);
      const at = (ending: string) => join(output, names.find((name) => name.endsWith(ending)) ?? '');
      await use({
        files: { deb: at('.deb'), rpm: at('.rpm') },
        trees: { deb: at('.deb.tree'), rpm: at('.rpm.tree') },
      });
      await rm(folder, { recursive: true, force: true });
    },
    { scope: 'worker', timeout: 600_000 },
  ],
});

test.skip(process.platform !== 'linux', 'deb and rpm are made on Linux');
test.describe.configure({ mode: 'default' });

const APP = 'opt/Transparenc Companion';

for (const type of ['deb', 'rpm'] as const) {
  test(`the ${type} brings the launcher, docker’s helper, the service’s unit and the desktop entry`, async ({
    packages,
  }) => {
    const tree = packages.trees[type];
    const text = (path: string) => readFile(join(tree, path), 'utf8');
    const mode = async (path: string) => ((await stat(join(tree, path))).mode & 0o777).toString(8);
    expect(await text(`${APP}/transparenc-companion`)).toBe(await launcherText());
    for (const program of [`${APP}/transparenc-companion`, `${APP}/transparenc-companion.bin`])
      expect([program, await mode(program)]).toEqual([program, '755']);
    expect(await mode('usr/bin/docker-credential-transparenc')).toBe('755');
    expect(await text('usr/bin/docker-credential-transparenc')).toContain(
      'exec transparenc-companion credential docker',
    );
    expect(await text('usr/lib/systemd/user/transparenc-companion.service')).toContain(
      '\nExecStart=transparenc-companion serve\n',
    );
    expect(await text('usr/share/applications/com.transparenc.companion.desktop')).not.toContain('--no-sandbox');
    // Apart from the app's folder, there is nothing else.
    expect((await readdir(tree)).sort()).toEqual(['DEBIAN', 'opt', 'usr']);
    expect((await readdir(join(tree, 'usr/bin'))).sort()).toEqual(['docker-credential-transparenc']);
  });

  test(`the scripts of the ${type} put the command on PATH, end the service, and leave nothing`, async ({
    packages,
  }) => {
    const script = (name: string) => readFile(join(packages.trees[type], 'DEBIAN', name), 'utf8');
    expect(await script('postinst')).toContain("'/usr/bin/transparenc-companion'");
    expect(await script('prerm')).toBe(await readFile(join(ROOT, 'build/linux/before-remove.sh'), 'utf8'));
    const removed = await script('postrm');
    expect(removed).not.toMatch(/\$\{[a-zA-Z]+\}/);
    // This is electron-builder's complete script, so that the test notices additions in its next version.
    const own = await readFile(join(ROOT, 'node_modules/app-builder-lib/templates/linux/after-remove.tpl'), 'utf8');
    expect(await readFile(join(ROOT, 'build/linux/after-remove.sh'), 'utf8')).toContain(
      own.slice(own.indexOf('\n')).trim(),
    );
    for (const name of ['postinst', 'prerm', 'postrm'])
      execFileSync('sh', ['-n', join(packages.trees[type], 'DEBIAN', name)]);
  });
}

test('dpkg accepts the deb', ({ packages }) => {
  const deb = packages.files.deb;
  const field = (name: string) => execFileSync('dpkg-deb', ['--field', deb, name], { encoding: 'utf8' }).trim();
  expect(field('Package')).toBe('transparenc-companion');
  expect(field('Depends')).toContain('libsecret-1-0');
  expect(field('Recommends')).toContain('libayatana-appindicator3-1');
  const listed = execFileSync('dpkg-deb', ['--contents', deb], { encoding: 'utf8' });
  expect(listed).toMatch(/^-rwxr-xr-x root\/root .* \.\/usr\/bin\/docker-credential-transparenc$/m);
});

test.describe('a removal', () => {
  /** Runs a script of a package with stand-ins for the system's programs, and returns how they were called. */
  async function ran(script: string, argument: string): Promise<readonly string[]> {
    const folder = await mkdtemp(join(tmpdir(), 'companion-removal-'));
    try {
      const asked = join(folder, 'asked');
      await mkdir(join(folder, 'bin'));
      const program = (name: string, text: string) =>
        writeFile(join(folder, 'bin', name), `#!/bin/sh\necho "${name} $*" >>'${asked}'\n${text}\n`, { mode: 0o755 });
      await program('systemctl', `case $1 in list-units) echo 'user@1000.service loaded active running ada' ;; esac`);
      for (const name of ['update-alternatives', 'apparmor_status', 'rm']) await program(name, 'exit 0');
      const environment = { PATH: `${join(folder, 'bin')}:${process.env['PATH']}` };
      execFileSync('bash', [script, argument], { env: environment });
      return (await readFile(asked, 'utf8').catch(() => '')).split('\n').filter(Boolean);
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  }

  for (const argument of ['remove', '0'])
    test(`(${argument}) ends the service of each user who is logged in, and takes the command from PATH`, async ({
      packages,
    }) => {
      const scripts = join(packages.trees.deb, 'DEBIAN');
      expect(await ran(join(scripts, 'prerm'), argument)).toContain(
        'systemctl --user --machine=1000@.host disable --now transparenc-companion.service',
      );
      expect(await ran(join(scripts, 'postrm'), argument)).toContain(
        'update-alternatives --remove transparenc-companion /opt/Transparenc Companion/transparenc-companion',
      );
    });

  for (const argument of ['upgrade', '1'])
    test(`for an update (${argument}) ends nothing, and leaves the command`, async ({ packages }) => {
      for (const name of ['prerm', 'postrm'])
        expect(await ran(join(packages.trees.deb, 'DEBIAN', name), argument)).toEqual([]);
    });
});
