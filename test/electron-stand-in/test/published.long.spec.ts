/** The package as npm would publish it, installed into a project that knows nothing of this folder. */
import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, test } from '@playwright/test';

const ROOT = join(import.meta.dirname, '..');
const require = createRequire(import.meta.url);
const MODULES = dirname(dirname(require.resolve('electron/package.json')));

test.skip(process.platform !== 'linux', 'runs on Linux only');

test('the npm package runs an app from node_modules', () => {
  const project = mkdtempSync(join(tmpdir(), 'stand-in-published-'));
  try {
    const copy = join(project, 'copy');
    cpSync(ROOT, copy, { recursive: true, filter: (path) => !/node_modules|\/lib$|test-results/.test(path) });
    symlinkSync(MODULES, join(copy, 'node_modules'));
    const npm = {
      cwd: copy,
      encoding: 'utf8',
      env: { ...process.env, npm_config_offline: 'true', npm_config_ignore_scripts: 'false' },
    } as const;
    execFileSync('npm', ['pack', '--pack-destination', project], { ...npm, stdio: 'pipe' });
    const [packed = ''] = readdirSync(project).filter((name) => name.endsWith('.tgz'));
    execFileSync('tar', ['-xzf', packed], { cwd: project });
    const modules = join(project, 'node_modules');
    mkdirSync(modules);
    cpSync(join(project, 'package'), join(modules, 'electron-stand-in'), { recursive: true });
    for (const name of readdirSync(MODULES))
      if (!name.startsWith('.')) symlinkSync(join(MODULES, name), join(modules, name));

    expect(readdirSync(join(modules, 'electron-stand-in')).sort()).toEqual([
      'LICENSE',
      'README.md',
      'electron',
      'lib',
      'package.json',
    ]);
    writeFileSync(
      join(project, 'where.mjs'),
      `import { executablePath } from 'electron-stand-in'; console.log(executablePath);`,
    );
    const where = execFileSync(process.execPath, ['where.mjs'], { cwd: project, encoding: 'utf8' }).trim();
    const app = join(import.meta.dirname, 'fixture/lifecycle.cjs');
    const { status, stdout, stderr } = spawnSync(where, ['--no-sandbox', app, 'exit'], { encoding: 'utf8' });
    expect({ status, stderr }).toEqual({ status: 7, stderr: '' });
    expect(stdout.split('\n')).toContain('running');
  } finally {
    rmSync(project, { recursive: true });
  }
});
