/**
 * Switches of Electron, Chromium and Node: which arguments they could read as theirs, and which the installed app accepts.
 *
 * Chromium has over a thousand switches, and some give an attacker control of the app: they open a remote debugging port, write
 * TLS keys to a file, map the server's name to another address, or skip certificate checks. The app's own code runs before
 * Chromium opens a port, a log or a connection (Electron's `PostEarlyInitialization`), and ends the process there.
 * Only Node's inspector starts earlier; an Electron fuse disables it.
 */

/** Prefixes of switches that belong to the runtime, not to the app. */
const RUNTIME_PREFIXES = [
  ['-r', '--require', '--inspect', '--trace-', '--js-flags'], // Node and V8
  ['--remote-debugging', '--headless', '--test-type', '--unsafely', '--log-', '--vmodule', '--crash'], // debugging, tests and logs
  ['--disable-', '--enable-', '--no-', '--force-', '--use-', '--allow-', '--ignore-'], // Chromium: switching a feature on or off
  ['--type', '--render', '--single-process', '--in-process', '--component', '--original-process-start-time'], // Chromium: processes
  ['--gpu', '--angle', '--high-dpi', '--touch-', '--autoplay', '--lang'], // Chromium: drawing, input, media and language
  ['--proxy-', '--host-', '--auth-', '--ssl-', '--origin', '--secure-', '--user-agent'], // Chromium: network
  ['--password-store'], // Chromium on Linux: which keyring
  ['--app-', '--window-', '--wm-'], // Chromium: windows
  ['--ozone-', '--x11', '--xdg', '--display', '--class', '--gtk-'], // X11, Wayland and GTK
  ['--squirrel-', '--updated'], // installers
  ['-psn_'], // macOS: the Finder's process serial number
].flat();

/** Chromium's switches with names too short for a prefix. */
const RUNTIME_NAMES: ReadonlySet<string> = new Set(['--v', '--gl', '--no']);

/** Whether the argument looks like a switch of the runtime. Development and tests allow those. */
export function isOfRuntime(arg: string): boolean {
  return RUNTIME_NAMES.has(arg) || RUNTIME_PREFIXES.some((prefix) => arg.startsWith(prefix));
}

/** Switches that the installed app accepts, because they only change its appearance or its launcher adds them. */
const HARMLESS: readonly RegExp[] = [
  // The display server; `--terminal` runs without one.
  /^--ozone-platform(-hint)?=(auto|x11|wayland|headless)$/,
  // Workarounds for graphics drivers.
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
  // The keyring. `basic` means none: sign-ins are then not kept unless the user chose that.
  /^--password-store=(basic|gnome-libsecret|kwallet[56]?)$/,
  // Added by the Windows installer, Windows notifications, the Finder, and macOS' language setting for one app.
  /^(--updated|-Embedding|-ToastActivated|-psn_\d+_\d+|-Apple(Languages|Locale))$/,
];

/**
 * Environment variables that work like a switch:
 * one writes TLS keys to a file, the other adds `--no-sandbox`, even if it is empty.
 */
const VARIABLES: readonly (readonly [name: string, isSet: (value: string | undefined) => boolean])[] = [
  ['SSLKEYLOGFILE', (value) => Boolean(value)],
  ['ELECTRON_DISABLE_SANDBOX', (value) => value !== undefined],
];

/** Added by the AppImage's launcher if the sandbox can't start (build/linux/launcher.sh). */
const OF_APP_IMAGE = '--no-sandbox';

/**
 * The names of switches and variables that the installed app refuses to start with; empty if it may start.
 * @param foreign all arguments that are not our own flags
 * @param isAppImage whether it runs from an AppImage, mounted or unpacked
 */
export function switchesRefusedAtStart(
  foreign: readonly string[],
  environment: Readonly<NodeJS.ProcessEnv>,
  isAppImage: boolean,
): readonly string[] {
  const isTaken = (arg: string) =>
    HARMLESS.some((pattern) => pattern.test(arg)) || (arg === OF_APP_IMAGE && isAppImage);
  const variables = VARIABLES.filter(([name, isSet]) => isSet(environment[name])).map(([name]) => name);
  return [...foreign.filter((arg) => !isTaken(arg)).map(nameOf), ...variables];
}

/**
 * The characters that may be trimmed from an argument before it is read: JavaScript's whitespace, and Chromium's
 * (`kWhitespaceUTF16` in base/strings, used on Windows; elsewhere it trims fewer), which adds U+0085.
 */
export const BLANKS = '[\\s\\u0085]';
const AROUND = new RegExp(`^${BLANKS}+|${BLANKS}+$`, 'g');

/** A switch without its value, which may be private. */
export function nameOf(arg: string): string {
  return (arg.split('=')[0] ?? arg).replace(AROUND, '');
}
