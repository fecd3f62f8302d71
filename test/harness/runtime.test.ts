import { describe, expect, it } from 'vitest';
import { CannotRun } from './cannot-run.ts';
import { chooseRuntime, describeRuntime, type Wish, type World } from './runtime.ts';

const DIST = '/tree/node_modules/electron/dist';
const STAND_IN = '/tree/test/electron-stand-in';
const INSTALLED = { kind: 'electron', folder: DIST, overridden: false };
const WINDOW: Wish = { force: null, window: true, server: 'loopback' };
const TERMINAL: Wish = { ...WINDOW, window: false };

/** A Linux without anything, which writes down what is done to it. */
function emptyComputer(has: Partial<World> & { electronIn?: readonly string[]; chromium?: string } = {}) {
  const done: string[] = [];
  const electronIn = new Set(has.electronIn);
  let chromium = has.chromium ?? null;
  const world: World = {
    override: undefined,
    standIn: STAND_IN,
    dist: DIST,
    electronVersion: '45.5.0',
    platform: 'linux',
    holdsElectron: (folder) => electronIn.has(folder),
    isSameFolder: (a, b) => a === b,
    downloadFailedBefore: () => false,
    async downloadElectron() {
      done.push('download');
      return false;
    },
    findChromium() {
      done.push('look for Chromium');
      return chromium;
    },
    chromiumPackage: () => ({ command: 'apt-get install chromium', allowed: false }),
    async installChromium() {
      done.push('install Chromium');
      chromium = '/usr/bin/chromium';
      return true;
    },
    say: () => {},
    ...has,
  };
  return { world, done };
}

const standIn = (chromium: string | null) => ({ kind: 'stand-in', folder: STAND_IN, chromium });

describe('chooseRuntime', () => {
  it('takes what ELECTRON_OVERRIDE_DIST_PATH names before anything else', async () => {
    const { world, done } = emptyComputer({ override: '/mine', electronIn: ['/mine', DIST] });
    expect(await chooseRuntime(WINDOW, world)).toEqual({ kind: 'electron', folder: '/mine', overridden: true });
    expect(done).toEqual([]);
  });

  it('refuses an override that holds no Electron, instead of running something else', async () => {
    const { world } = emptyComputer({ override: '/mine', electronIn: [DIST] });
    await expect(chooseRuntime(WINDOW, world)).rejects.toThrow('/mine');
  });

  it('knows the stand-in when an override names it, and does not call it Electron', async () => {
    const { world } = emptyComputer({ override: STAND_IN, electronIn: [STAND_IN, DIST], chromium: '/c' });
    expect(await chooseRuntime(WINDOW, world)).toEqual(standIn('/c'));
  });

  it('takes the installed Electron without a download', async () => {
    const { world, done } = emptyComputer({ electronIn: [DIST] });
    expect(await chooseRuntime(WINDOW, world)).toEqual(INSTALLED);
    expect(done).toEqual([]);
  });

  it('downloads Electron where it is missing', async () => {
    const { world } = emptyComputer({ downloadElectron: async () => true });
    expect(await chooseRuntime(WINDOW, world)).toEqual(INSTALLED);
  });

  it('takes the stand-in with the Chromium of this computer when the download fails', async () => {
    const { world, done } = emptyComputer({ chromium: '/c' });
    expect(await chooseRuntime(WINDOW, world)).toEqual(standIn('/c'));
    expect(done).toEqual(['download', 'look for Chromium']);
  });

  it('does not try a download again that failed before', async () => {
    const { world, done } = emptyComputer({ chromium: '/c', downloadFailedBefore: () => true });
    await chooseRuntime(WINDOW, world);
    expect(done).not.toContain('download');
  });

  it('neither looks for Chromium nor installs it when no window is wanted', async () => {
    const { world, done } = emptyComputer({ chromiumPackage: () => ({ command: 'x', allowed: true }) });
    expect(await chooseRuntime(TERMINAL, world)).toEqual(standIn(null));
    expect(done).toEqual(['download']);
  });

  it('installs Chromium where that is allowed', async () => {
    const { world, done } = emptyComputer({ chromiumPackage: () => ({ command: 'x', allowed: true }) });
    expect(await chooseRuntime(WINDOW, world)).toEqual(standIn('/usr/bin/chromium'));
    expect(done).toContain('install Chromium');
  });

  it('stops with exit code 69 and the one command that mends it where Chromium may not be installed', async () => {
    const { world, done } = emptyComputer();
    const stopped = chooseRuntime(WINDOW, world);
    await expect(stopped).rejects.toThrow(CannotRun);
    await expect(stopped).rejects.toMatchObject({
      exitCode: 69,
      message: expect.stringContaining('apt-get install chromium'),
    });
    expect(done).not.toContain('install Chromium');
  });

  it('stops when Chromium could not be installed', async () => {
    const { world } = emptyComputer({
      chromiumPackage: () => ({ command: 'apt-get install chromium', allowed: true }),
      installChromium: async () => false,
    });
    await expect(chooseRuntime(WINDOW, world)).rejects.toThrow('apt-get install chromium');
  });

  it.each(['darwin', 'win32'] as const)('does not offer the stand-in on %s, where it cannot run', async (platform) => {
    const { world } = emptyComputer({ platform, chromium: '/c' });
    await expect(chooseRuntime(TERMINAL, world)).rejects.toThrow('npx install-electron');
  });
});

describe('a forced choice', () => {
  it('--real-electron tries a download that failed before, and never falls back', async () => {
    const { world, done } = emptyComputer({ chromium: '/c', downloadFailedBefore: () => true });
    await expect(chooseRuntime({ ...WINDOW, force: 'real-electron' }, world)).rejects.toThrow(
      'could not be downloaded',
    );
    expect(done).toEqual(['download']);
  });

  it('--real-electron goes before an override that names the stand-in', async () => {
    const { world } = emptyComputer({ override: STAND_IN, electronIn: [STAND_IN, DIST] });
    expect(await chooseRuntime({ ...WINDOW, force: 'real-electron' }, world)).toEqual(INSTALLED);
  });

  it('--stand-in goes before every Electron, and downloads none', async () => {
    const { world, done } = emptyComputer({ override: '/mine', electronIn: ['/mine', DIST], chromium: '/c' });
    expect(await chooseRuntime({ ...WINDOW, force: 'stand-in' }, world)).toEqual(standIn('/c'));
    expect(done).not.toContain('download');
  });
});

describe('a server that may hold a real account', () => {
  const elsewhere: Wish = { ...TERMINAL, server: 'elsewhere' };

  it('is refused to the stand-in, with both ways out', async () => {
    const refused = chooseRuntime(elsewhere, emptyComputer().world);
    await expect(refused).rejects.toThrow('npx install-electron');
    await expect(refused).rejects.toThrow('--stand-in');
  });

  it('is refused to the stand-in that an override names', async () => {
    const { world } = emptyComputer({ override: STAND_IN, electronIn: [STAND_IN] });
    await expect(chooseRuntime(elsewhere, world)).rejects.toThrow(CannotRun);
  });

  it('is refused before Chromium is installed for nothing', async () => {
    const { world, done } = emptyComputer({ chromiumPackage: () => ({ command: 'x', allowed: true }) });
    await expect(chooseRuntime({ ...elsewhere, window: true }, world)).rejects.toThrow('--stand-in');
    expect(done).not.toContain('install Chromium');
  });

  it('is allowed to the stand-in by --stand-in, and to Electron always', async () => {
    const { world } = emptyComputer({ electronIn: [DIST] });
    expect(await chooseRuntime({ ...elsewhere, force: 'stand-in' }, world)).toEqual(standIn(null));
    expect(await chooseRuntime(elsewhere, world)).toEqual(INSTALLED);
  });
});

describe('describeRuntime', () => {
  const versions = { electron: '45.5.0', node: '24.22.3' };

  it('never calls the stand-in Electron', () => {
    expect(describeRuntime({ kind: 'stand-in', folder: STAND_IN, chromium: '/c' }, versions)).toMatch(/NOT Electron/);
    expect(describeRuntime({ kind: 'electron', folder: DIST, overridden: false }, versions)).toBe('Electron 45.5.0');
  });
});
