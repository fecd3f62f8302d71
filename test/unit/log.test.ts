import { spawnSync } from 'node:child_process';
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openLog } from '../../main/log.ts';

const LOG = fileURLToPath(new URL('../../main/log.ts', import.meta.url));

let profile: string;
beforeEach(async () => {
  profile = await mkdtemp(join(tmpdir(), 'log-'));
});
afterEach(() => rm(profile, { recursive: true }));

describe('the log', () => {
  it('holds events and what belongs to them, for nobody else to read', async () => {
    const log = openLog(profile);
    log('start', { version: '0.1.0' });
    log('end');
    const file = join(profile, 'logs/main.log');
    expect(await readFile(file, 'utf8')).toMatch(/start \{"version":"0\.1\.0"\}\n.*end\n$/);
    if (process.platform !== 'win32') expect((await stat(file)).mode & 0o777).toBe(0o600);
  });

  it('says nothing where it cannot be written', async () => {
    await writeFile(join(profile, 'logs'), 'a file in the place of its folder');
    // A process of its own: who logs has taken hold of the console before a test could.
    const code = `import(${JSON.stringify(LOG)}).then(({ openLog }) => openLog(${JSON.stringify(profile)})('start'))`;
    const { status, stdout, stderr } = spawnSync(process.execPath, ['-e', code], { encoding: 'utf8' });
    expect({ status, printed: stdout + stderr }).toEqual({ status: 0, printed: '' });
  });
});
