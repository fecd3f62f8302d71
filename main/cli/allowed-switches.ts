/**
 * Switches of Electron, Chromium and Node: what could be meant for them, and what the installed program takes.
 *
 * Chromium has over a thousand, and some of them give an attacker control of the app: a port through which it is driven,
 * a file with the keys of its connections, another place for the server's name, no check of its certificate. Its own code
 * runs before Chromium opens a port, a log or a connection (Electron's `PostEarlyInitialization`), and ends the process there.
 * Only Node's inspector would be faster; a fuse keeps it shut.
 */

/** How switches begin that reach an app's command line without being its own. */
const RUNTIME_PREFIXES = [
  ['-r', '--require', '--inspect', '--trace-', '--js-flags'], // Node and V8
  ['--remote-debugging', '--headless', '--test-type', '--unsafely', '--log-', '--vmodule', '--crash'], // debugging, tests and logs
  ['--disable-', '--enable-', '--no-', '--force-', '--use-', '--allow-', '--ignore-'], // Chromium: switching a feature on or off
  ['--type', '--render', '--single-process', '--in-process', '--component', '--original-process-start-time'], // Chromium: its processes
  ['--gpu', '--angle', '--high-dpi', '--touch-', '--autoplay', '--lang'], // Chromium: drawing, input, media and language
  ['--proxy-', '--host-', '--auth-', '--ssl-', '--origin', '--secure-', '--user-agent'], // Chromium: network
  ['--password-store'], // Chromium on Linux: which keyring
  ['--app-', '--window-', '--wm-'], // Chromium: windows
  ['--ozone-', '--x11', '--xdg', '--display', '--class', '--gtk-'], // X11, Wayland and GTK
  ['--squirrel-', '--updated'], // installers
  ['-psn_'], // macOS: the Finder's process serial number
].flat();

/** Switches of Chromium whose names are too short to be the beginning of a family. */
const RUNTIME_NAMES: ReadonlySet<string> = new Set(['--v', '--gl', '--no']);

/** Whether a switch of the runtime begins like this: in development and tests they pass. */
export function isOfRuntime(arg: string): boolean {
  return RUNTIME_NAMES.has(arg) || RUNTIME_PREFIXES.some((prefix) => arg.startsWith(prefix));
}

/** Switches that the installed app accepts, because they only change its appearance or its launcher adds them. */
const HARMLESS: readonly RegExp[] = [
  // Which display, if any: `--terminal` is started without one.
  /^--ozone-platform(-hint)?=(auto|x11|wayland|headless)$/,
  // How windows are drawn, on a graphics driver that has trouble with it.
  /^--disable-(gpu|gpu-compositing|software-rasterizer|smooth-scrolling)$/,
  /^--use-(gl|angle)=[a-z\d-]+$/,
  /^--(force-device-scale-factor|gtk-version)=[\d.]+$/,
  // What guides for Wayland desktops recommend.
  /^--enable-features=(UseOzonePlatform|Wayland(WindowDecorations|LinuxDrmSyncobj|TextInputV3)|,)+$/,
  /^--(enable-wayland-ime|wayland-text-input-version=\d)$/,
  /^--class=[\w.-]+$/,
  // Accessibility.
  /^--force-(dark-mode|high-contrast|prefers-reduced-motion|renderer-accessibility(=\w+)?)$/,
  /^--lang=[\w-]+$/,
  // Which keyring. With `basic` there is none: nothing is kept, unless that was chosen.
  /^--password-store=(basic|gnome-libsecret|kwallet[56]?)$/,
  // The installer on Windows, its notifications, the Finder, and the language that macOS sets for one program.
  /^(--updated|-Embedding|-ToastActivated|-psn_\d+_\d+|-Apple(Languages|Locale))$/,
];

/** Variables that work like a switch: the keys of every connection in a file, and `--no-sandbox`, which Electron adds even for an empty one. */
const VARIABLES: readonly (readonly [name: string, isSet: (value: string | undefined) => boolean])[] = [
  ['SSLKEYLOGFILE', (value) => Boolean(value)],
  ['ELECTRON_DISABLE_SANDBOX', (value) => value !== undefined],
];

/** What an AppImage's launcher adds after a start with the sandbox has failed (build/linux/launcher.sh). */
const OF_APP_IMAGE = '--no-sandbox';

/**
 * What the installed program does not start with, by name; none: it may.
 * @param foreign everything on the command line that is no flag of our own
 * @param isAppImage whether it runs from one, mounted or unpacked
 */
export function switchesRefusedAtStart(
  foreign: readonly string[],
  environment: Readonly<Record<string, string | undefined>>,
  isAppImage: boolean,
): readonly string[] {
  const isTaken = (arg: string) =>
    HARMLESS.some((pattern) => pattern.test(arg)) || (arg === OF_APP_IMAGE && isAppImage);
  const variables = VARIABLES.filter(([name, isSet]) => isSet(environment[name])).map(([name]) => name);
  return [...foreign.filter((arg) => !isTaken(arg)).map(nameOf), ...variables];
}

/**
 * What is stripped of an argument before it is read: Chromium's own list (`kWhitespaceUTF16` in base/strings, which
 * Windows uses; elsewhere it strips fewer) and JavaScript's. U+0085 is on the first only.
 */
export const BLANKS = '[\\s\\u0085]';
const AROUND = new RegExp(`^${BLANKS}+|${BLANKS}+$`, 'g');

/** A switch without its value, which may be private. */
export function nameOf(arg: string): string {
  return (arg.split('=')[0] ?? arg).replace(AROUND, '');
}
