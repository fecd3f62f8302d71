/** The system libraries that Electron needs on Linux, by each distribution's package names. */

/** A system's os-release(5). */
export interface System {
  /** ID and ID_LIKE, nearest first. */
  readonly families: readonly string[];
  /** The release of Debian or Ubuntu that the system is or is derived from; empty for others. */
  readonly codename: string;
}

/**
 * What a package manager installs so that Electron starts. `missing`: the libraries that were not found. An empty list
 * means that nothing is known.
 */
export function electronLibraries({ families, codename }: System, missing: readonly string[]): readonly string[] {
  switch (families.find((name) => KNOWN.has(name))) {
    case 'debian':
    case 'ubuntu':
      return BEFORE_T64.has(codename) ? DEBIAN : DEBIAN.map((name) => (T64.has(name) ? `${name}t64` : name));
    // rpm packages provide the names of their libraries: `libgtk-3.so.0()(64bit)`.
    case 'fedora':
    case 'suse':
      return missing.map((library) => `'${library}()(64bit)'`);
    case 'arch':
      return ['alsa-lib', 'at-spi2-core', 'gtk3', 'libcups', 'mesa', 'nss'];
    default:
      return [];
  }
}

const KNOWN = new Set(['debian', 'ubuntu', 'fedora', 'suse', 'arch']);

/**
 * The names on Debian 12 and Ubuntu 22.04. The first half are libraries that the executable is linked with, the second half
 * those that it loads while it runs: the keyring's client, notifications, and software rendering.
 */
const DEBIAN = [
  'libasound2',
  'libatk-bridge2.0-0',
  'libatk1.0-0',
  'libatspi2.0-0',
  'libcairo2',
  'libcups2',
  'libdbus-1-3',
  'libexpat1',
  'libgbm1',
  'libglib2.0-0',
  'libgtk-3-0',
  'libnspr4',
  'libnss3',
  'libpango-1.0-0',
  'libudev1',
  'libx11-6',
  'libxcb1',
  'libxcomposite1',
  'libxdamage1',
  'libxext6',
  'libxfixes3',
  'libxkbcommon0',
  'libxrandr2',
  'libdrm2',
  'libnotify4',
  'libsecret-1-0',
  'libxss1',
  'libxtst6',
];

/** Renamed when Debian 13 and Ubuntu 24.04 moved to a 64-bit time_t. */
const T64 = new Set([
  'libasound2',
  'libatk-bridge2.0-0',
  'libatk1.0-0',
  'libatspi2.0-0',
  'libcups2',
  'libglib2.0-0',
  'libgtk-3-0',
]);

/** The earlier releases, which still have the old names. */
const BEFORE_T64 = new Set(['bullseye', 'bookworm', 'focal', 'jammy']);
