/** The folder that a run uses, and what happens when it cannot. */
import { chmod, mkdir, mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { readFlags } from '../../../main/cli/flags.ts';
import { openProfile, openProfileReadOnly } from '../../../main/system/profile.ts';

const paths = vi.hoisted(() => new Map<string, string>());
vi.mock('electron', () => ({
  app: {
    getName: () => 'Companion',
    getPath: (name: string) => paths.get(name) ?? '',
    setPath: (name: string, path: string) => void paths.set(name, path),
  },
}));

let home = '';
const atExit: (() => void)[] = [];

beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'profile-'));
  await mkdir(join(home, 'temp'));
  paths.set('userData', join(home, 'own'));
  paths.set('temp', join(home, 'temp'));
  vi.spyOn(process, 'once').mockImplementation((event, listener) => {
    if (event === 'exit') atExit.push(listener);
    return process;
  });
});
afterEach(async () => {
  vi.restoreAllMocks();
  vi.unstubAllEnvs();
  atExit.length = 0;
  await chmod(home, 0o700);
  await rm(home, { recursive: true, force: true });
});

function flagsFor(...args: readonly string[]) {
  const flags = readFlags(args);
  if ('must' in flags) throw new Error(`${flags.setting} must ${flags.must}`);
  return flags;
}

const notLeaving = () => {
  throw new Error('it leaves');
};

describe('a profile', () => {
  it('is the system’s place, made for its owner alone', async () => {
    const own = join(home, 'own');
    expect(openProfile(flagsFor(), notLeaving)).toEqual({ folder: own, unsafe: null });
    expect((await stat(own)).mode & 0o777).toBe(0o700);
    expect(paths.get('userData')).toBe(own);
  });

  it.runIf(process.platform === 'linux')(
    'is in the default folder if Chromium follows a relative XDG_CONFIG_HOME',
    () => {
      paths.set('userData', 'relative/Companion');
      vi.stubEnv('HOME', home);
      const folder = join(home, '.config', 'Companion');
      expect(openProfile(flagsFor(), notLeaving)).toEqual({ folder, unsafe: null });
      expect(paths.get('userData')).toBe(folder);
    },
  );

  it('is the folder that a flag names, with those above it', () => {
    const named = join(home, 'a', 'b');
    expect(openProfile(flagsFor(`--user-data-dir=${named}`), notLeaving)).toEqual({ folder: named, unsafe: null });
    expect(paths.get('userData')).toBe(named);
  });

  it('that others could change is left alone: Chromium gets a folder that goes with the process', async () => {
    const shared = join(home, 'shared');
    await mkdir(shared);
    await chmod(shared, 0o1777);
    const { folder, unsafe } = openProfile(flagsFor(`--user-data-dir=${shared}`), notLeaving);
    expect([folder, unsafe]).toEqual([shared, { path: shared, why: 'writable-by-others' }]);
    const passing = paths.get('userData') ?? '';
    expect(passing.startsWith(join(home, 'temp', 'companion-'))).toBe(true);
    for (const clear of atExit) clear();
    expect(await readdir(join(home, 'temp'))).toEqual([]);
  });

  it('that cannot be had ends the run, with its path and the reason', async () => {
    await writeFile(join(home, 'file'), '');
    const left: unknown[] = [];
    const named = join(home, 'file', 'below');
    openProfile(flagsFor(`--user-data-dir=${named}`), (...why) => left.push(...why));
    expect(left).toEqual([
      64,
      `--user-data-dir must be a folder that can be written to, and ${named} is not (ENOTDIR).`,
    ]);
  });
});

describe('a profile that is only looked at', () => {
  it('is not made, and Chromium uses another folder', async () => {
    expect(openProfileReadOnly(flagsFor(), notLeaving)).toBe(join(home, 'own'));
    expect(await readdir(home)).toEqual(['temp']);
    expect(paths.get('userData')).toMatch(/companion-/);
  });

  it.each([
    ['win32', ['Local State']],
    ['linux', []],
  ])('on %s lends Chromium its key: %j', async (platform, files) => {
    vi.spyOn(process, 'platform', 'get').mockReturnValue(platform as NodeJS.Platform);
    await mkdir(join(home, 'Companion'));
    await writeFile(join(home, 'Companion', 'Local State'), 'key');
    vi.stubEnv('LOCALAPPDATA', home);
    if (platform === 'linux') paths.set('userData', join(home, 'Companion'));
    expect(openProfileReadOnly(flagsFor(), notLeaving)).toBe(join(home, 'Companion'));
    expect(await readdir(paths.get('userData') ?? '')).toEqual(files);
  });

  it.each([
    ['linux', 'TMPDIR'],
    ['darwin', 'The temporary folder'],
    ['win32', 'The temporary folder'],
  ])('on %s ends the run if there can be no temporary folder: %s must be …', (platform, named) => {
    vi.spyOn(process, 'platform', 'get').mockReturnValue(platform as NodeJS.Platform);
    const missing = join(home, 'missing');
    paths.set('temp', missing);
    const left: unknown[] = [];
    expect(openProfileReadOnly(flagsFor(), (...why) => left.push(...why))).toBeNull();
    expect(left).toEqual([64, `${named} must be a folder that can be written to, and ${missing} is not (ENOENT).`]);
    expect(paths.get('userData')).toBe(join(home, 'own'));
  });
});
