import { describe, expect, it } from 'vitest';
import { adviceFor } from './advice.ts';
import { CannotRun } from './cannot-run.ts';
import type { ProbeOutcome } from './probe.ts';
import { chooseRuntime, describeRuntime, type Wish, type World } from './runtime.ts';

const DIST = '/tree/node_modules/electron/dist';
const STAND_IN = '/tree/test/electron-stand-in';
const INSTALLED = { kind: 'electron', folder: DIST, overridden: false };
const WINDOW: Wish = { force: null, window: true, server: 'loopback' };
const TERMINAL: Wish = { ...WINDOW, window: false };

type Has = Partial<World> & {
  readonly electronIn?: readonly string[];
  readonly chromium?: string;
  /** The results of the first probes. After that, every probe succeeds. */
  readonly outcomes?: readonly ProbeOutcome[];
};

/** A minimal Linux system that records every action. */
function emptyComputer({ electronIn: folders, outcomes = [], ...has }: Has = {}) {
  const done: string[] = [];
  const output: string[] = [];
  const electronIn = new Set(folders);
  const left = [...outcomes];
  let chromium = has.chromium ?? null;
  const world: World = {
    override: undefined,
    standIn: STAND_IN,
    dist: DIST,
    electronVersion: '45.5.0',
    platform: 'linux',
    display: true,
    holdsElectron: (folder) => electronIn.has(folder),
    isInstalled: () => electronIn.has(DIST),
    async probe({ folder }) {
      done.push(`probe ${folder}`);
      return left.shift() ?? { kind: 'starts' };
    },
    async installLibraries() {
      done.push('install libraries');
      return false;
    },
    advice: (outcome) =>
      adviceFor(outcome, {
        electronVersion: '45.5.0',
        sandboxHelper: `${DIST}/chrome-sandbox`,
        sandboxSetting: 'kernel.apparmor_restrict_unprivileged_userns=0',
        installCommand: (libraries) => `sudo apt-get install ${libraries.length} libraries`,
      }),
    displayCommand: () => 'sudo apt-get install xvfb',
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
    say: (line) => output.push(line),
    ...has,
  };
  return { world, done, output };
}

const standIn = (chromium: string | null) => ({ kind: 'stand-in', folder: STAND_IN, chromium });

describe('chooseRuntime', () => {
  it('prefers the path in ELECTRON_OVERRIDE_DIST_PATH to anything else', async () => {
    const { world, done } = emptyComputer({ override: '/mine', electronIn: ['/mine', DIST] });
    expect(await chooseRuntime(WINDOW, world)).toEqual({ kind: 'electron', folder: '/mine', overridden: true });
    expect(done).toEqual(['probe /mine']);
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
    expect(done).toEqual([`probe ${DIST}`]);
  });

  it('downloads Electron if it is missing', async () => {
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

  it('installs Chromium if that is allowed', async () => {
    const { world, done } = emptyComputer({ chromiumPackage: () => ({ command: 'x', allowed: true }) });
    expect(await chooseRuntime(WINDOW, world)).toEqual(standIn('/usr/bin/chromium'));
    expect(done).toContain('install Chromium');
  });

  it('stops with exit code 69 and the command that helps if Chromium may not be installed', async () => {
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

const MISSING: ProbeOutcome = { kind: 'missing-libraries', libraries: ['libgtk-3.so.0', 'libnss3.so'] };

/** Each problem with the installed Electron, and the output in the terminal. */
const NO_START: readonly (readonly [ProbeOutcome, string])[] = [
  [
    MISSING,
    'Electron 45.5.0 cannot start here: this system lacks libgtk-3.so.0, libnss3.so. Using the stand-in for Electron instead.\n' +
      'Install them with:  sudo apt-get install 2 libraries',
  ],
  [
    { kind: 'sandbox-forbidden' },
    'Electron 45.5.0 cannot start here: this system does not let it set up its sandbox. Using the stand-in for Electron instead.\n' +
      'An administrator can allow it:\n' +
      `  for this Electron only:           sudo chown root:root ${DIST}/chrome-sandbox && sudo chmod 4755 ${DIST}/chrome-sandbox\n` +
      '  for every program until reboot:   sudo sysctl -w kernel.apparmor_restrict_unprivileged_userns=0',
  ],
  [
    { kind: 'root' },
    'Electron 45.5.0 cannot start here: it does not run as root with its sandbox. Using the stand-in for Electron instead.\n' +
      'Start it as a normal user.',
  ],
  [
    { kind: 'timeout' },
    'Electron 45.5.0 cannot start here: it had not started after 20 seconds. Using the stand-in for Electron instead.',
  ],
  [
    { kind: 'failed', how: 'exit code 1: bad' },
    'Electron 45.5.0 cannot start here: it ended (exit code 1: bad). Using the stand-in for Electron instead.',
  ],
];

describe('an Electron that does not start', () => {
  it.each(NO_START)('(%j) gives way to the stand-in, with one line that explains why', async (outcome, line) => {
    const { world, output } = emptyComputer({ electronIn: [DIST], chromium: '/c', outcomes: [outcome] });
    expect(await chooseRuntime(WINDOW, world)).toEqual(standIn('/c'));
    expect(output).toEqual([line]);
  });

  it.each(NO_START)('(%j) is an error after --real-electron, and a stand-in is not mentioned', async (outcome) => {
    const { world, done } = emptyComputer({ electronIn: [DIST], chromium: '/c', outcomes: [outcome] });
    const stopped = chooseRuntime({ ...WINDOW, force: 'real-electron' }, world);
    await expect(stopped).rejects.toMatchObject({ exitCode: 69, message: expect.not.stringContaining('stand-in') });
    expect(done).not.toContain('look for Chromium');
  });

  it.each(NO_START)('(%j) is an error if an override names it', async (outcome) => {
    const { world } = emptyComputer({ override: '/mine', electronIn: ['/mine'], chromium: '/c', outcomes: [outcome] });
    await expect(chooseRuntime(WINDOW, world)).rejects.toThrow('cannot start here');
  });

  it.each(NO_START)('(%j) is an error on a system without a stand-in', async (outcome) => {
    const { world, output } = emptyComputer({ platform: 'darwin', electronIn: [DIST], outcomes: [outcome] });
    await expect(chooseRuntime(WINDOW, world)).rejects.toThrow(/cannot start here.*runs on Linux only/);
    expect(output).toEqual([]);
  });

  it.each(NO_START)('(%j) is an error for a server that may hold a real account, with what helps', async (outcome) => {
    const { world } = emptyComputer({ electronIn: [DIST], chromium: '/c', outcomes: [outcome] });
    await expect(chooseRuntime({ ...WINDOW, server: 'elsewhere' }, world)).rejects.toThrow(
      /cannot start here[\s\S]*--stand-in/,
    );
  });

  it('starts after its libraries were installed, if that is allowed', async () => {
    const { world, done, output } = emptyComputer({
      electronIn: [DIST],
      outcomes: [MISSING],
      installLibraries: async () => true,
    });
    expect(await chooseRuntime(WINDOW, world)).toEqual(INSTALLED);
    expect(done).toEqual([`probe ${DIST}`, `probe ${DIST}`]);
    expect(output).toEqual([]);
  });

  it('is not tried again if its libraries could not be installed', async () => {
    const { world, done } = emptyComputer({ electronIn: [DIST], chromium: '/c', outcomes: [MISSING] });
    expect(await chooseRuntime(WINDOW, world)).toEqual(standIn('/c'));
    expect(done).toEqual([`probe ${DIST}`, 'install libraries', 'look for Chromium']);
  });

  it('is probed right after it was downloaded', async () => {
    const { world } = emptyComputer({ chromium: '/c', downloadElectron: async () => true, outcomes: [MISSING] });
    expect(await chooseRuntime(WINDOW, world)).toEqual(standIn('/c'));
  });

  it('is not even probed for a window without a display: the stand-in can do without one', async () => {
    const { world, done, output } = emptyComputer({ electronIn: [DIST], chromium: '/c', display: false });
    expect(await chooseRuntime(WINDOW, world)).toEqual(standIn('/c'));
    expect(done).toEqual(['look for Chromium']);
    expect(output).toEqual([
      expect.stringMatching(/needs a display.*\nInstall one with: {2}sudo apt-get install xvfb$/),
    ]);
    await expect(chooseRuntime({ ...WINDOW, force: 'real-electron' }, world)).rejects.toThrow('needs a display');
    expect(await chooseRuntime(TERMINAL, world)).toEqual(INSTALLED);
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
