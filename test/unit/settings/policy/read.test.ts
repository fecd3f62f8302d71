/** The administrator's file, which is read only if no one else could have created or changed it. */
import { execFileSync } from 'node:child_process';
import { chmod, chown, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { policyPath } from '../../../../main/settings/policy/path.ts';
import { readPolicy } from '../../../../main/settings/policy/read.ts';

const me = process.getuid?.() ?? null;

let root: string;
let folder: string;
let file: string;

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'companion-administrator-'));
  folder = join(root, 'transparenc-companion');
  file = join(folder, 'config.json');
  await mkdir(folder, { mode: 0o755 });
  await writeFile(file, '{"theme":"dark"}', { mode: 0o644 });
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await rm(root, { recursive: true, force: true });
});

const read = (owner = me) => readPolicy({ file, folders: [root, folder], owner });

describe('the place', () => {
  it.each([
    ['linux', '/etc/transparenc-companion/config.json', ['/', '/etc', '/etc/transparenc-companion'], 0],
    [
      'darwin',
      '/Library/Application Support/Transparenc Companion/config.json',
      ['/', '/Library', '/Library/Application Support', '/Library/Application Support/Transparenc Companion'],
      0,
    ],
    ['win32', 'C:\\Program Files\\Transparenc Companion\\config.json', [], null],
  ] as const)('on %s is %s, whatever the environment holds', (platform, file, folders, owner) => {
    vi.stubEnv('ProgramFiles', 'C:\\Users\\ada');
    vi.stubEnv('SystemDrive', 'D:');
    vi.stubEnv('XDG_CONFIG_DIRS', '/home/ada');
    expect(policyPath(platform)).toEqual({ file, folders, owner });
  });
});

describe('the file', () => {
  it('is read if it and every folder above it belong only to the administrator', async () => {
    expect(await read()).toEqual({ file, managed: { theme: 'dark' }, problem: null, serverIsCertain: true });
  });

  it('may be as long as its limit', async () => {
    await writeFile(file, '{"theme":"dark"}'.padEnd(65_536));
    expect(await read()).toMatchObject({ managed: { theme: 'dark' }, problem: null });
  });

  it.each([
    ['it is not there', () => rm(file)],
    ['its folder is not there', () => rm(folder, { recursive: true })],
  ])('sets nothing if %s', async (_, prepare) => {
    await prepare();
    expect(await read()).toEqual({ file, managed: {}, problem: null, serverIsCertain: true });
  });

  it.each<[string, string, () => Promise<unknown>]>([
    ['its group may write it', 'must not be writable by its group or by others', () => chmod(file, 0o664)],
    ['everybody may write it', 'must not be writable by its group or by others', () => chmod(file, 0o646)],
    ['everybody may write its folder', 'must not be writable by its group or by others', () => chmod(folder, 0o757)],
    ['a folder above may be written by its group', 'must not be writable by its group', () => chmod(root, 0o775)],
    ['everybody may write above, though not delete', 'must not be writable by its group', () => chmod(root, 0o1777)],
    [
      'it is a link, whoever owns what that leads to',
      'must not be a link',
      async () => {
        await writeFile(join(root, 'other.json'), '{}');
        await rm(file);
        await symlink(join(root, 'other.json'), file);
      },
    ],
    [
      'its folder is a link',
      'must not be a link',
      async () => {
        await mkdir(join(root, 'other'));
        await writeFile(join(root, 'other', 'config.json'), '{}');
        await rm(folder, { recursive: true });
        await symlink(join(root, 'other'), folder);
      },
    ],
    [
      'it is a folder',
      'must be a file',
      async () => {
        await rm(file);
        await mkdir(file, { mode: 0o755 });
      },
    ],
    [
      'it is a pipe, which would be waited for without end',
      'must be a file',
      async () => {
        await rm(file);
        execFileSync('mkfifo', ['-m', '644', file]);
      },
    ],
  ])('is not trusted if %s', async (_, message, prepare) => {
    await prepare();
    expect(await read()).toMatchObject({
      managed: { keepWithoutKeyring: false, updates: false },
      problem: { file, why: 'not-trusted', field: null, rule: expect.stringContaining(message) },
      serverIsCertain: false,
    });
  });

  it('is not trusted if anyone but the administrator owns a folder above it', async () => {
    const { problem } = await read((me ?? 0) + 1);
    expect(problem).toMatchObject({ why: 'not-trusted', rule: `${root} must belong to root, not to user ${me}` });
  });

  it.skipIf(me !== 0)('is not trusted if a user owns it, in a folder of root (as root only)', async () => {
    await chown(file, 1000, 1000);
    expect((await read()).problem).toMatchObject({
      why: 'not-trusted',
      rule: 'must belong to root, not to user 1000',
    });
  });

  it.each<[string, string, () => Promise<unknown>]>([
    ['it is longer than any configuration', 'must have 65536 bytes at most', () => writeFile(file, ' '.repeat(65_537))],
    [
      'its folder is a file',
      'ENOTDIR',
      async () => {
        await rm(folder, { recursive: true });
        await writeFile(folder, '');
      },
    ],
  ])('is unreadable if %s', async (_, message, prepare) => {
    await prepare();
    expect(await read()).toMatchObject({
      problem: { why: 'unreadable', rule: expect.stringContaining(message) },
      serverIsCertain: false,
    });
  });
});
