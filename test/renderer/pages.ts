/** The pages that cover the state, over some of what they may cover. */
import type { CommandState, Updates } from '../../preload/api.ts';
import type { Scene } from './scenes.ts';
import { awaiting, SERVER, SYSTEM, settings, signedIn, snapshot } from './snapshots.ts';

const NO_KEYRING = { kind: 'until-quit', because: 'no-keyring' } as const;

/** The longest possible version. */
const LONGEST_VERSION = `1.1.0-${'beta.'.repeat(11)}25`;

const ABOUT_UPDATES: readonly Updates[] = [
  { kind: 'off', by: 'administrator' },
  { kind: 'not-checked' },
  { kind: 'checking' },
  { kind: 'up-to-date' },
  { kind: 'check-failed', why: 'net::ERR_INTERNET_DISCONNECTED' },
  { kind: 'to-get', version: LONGEST_VERSION, isOffered: false },
  { kind: 'downloading', version: '1.1.0' },
  { kind: 'not-downloaded', version: '1.1.0', why: 'ERR_CHECKSUM_MISMATCH' },
  { kind: 'to-install', version: '1.1.0', isOffered: true },
];

const FOLDER = '/home/ada/.local/bin';

/** The states of the app's command in the settings, by a name for the picture. */
export const COMMANDS = {
  'not-installed': { kind: 'not-installed', folder: FOLDER, onPath: true },
  installed: { kind: 'installed', folder: FOLDER, onPath: true },
  'off-path': { kind: 'installed', folder: FOLDER, onPath: false },
  packaged: { kind: 'packaged', file: '/usr/bin/transparenc-companion' },
  occupied: { kind: 'occupied', file: `${FOLDER}/docker-credential-transparenc` },
  failed: { kind: 'failed', folder: FOLDER, trouble: 'read-only', next: 'install' },
} as const satisfies Readonly<Record<string, CommandState>>;

export const PAGES: readonly Scene[] = [
  ['settings', { ...signedIn(), page: 'settings' }],
  ['settings-first-run', { ...snapshot({ kind: 'no-server' }), page: 'settings' }],
  ['settings-waiting', { ...awaiting(), page: 'settings' }],
  [
    'settings-no-keyring',
    { ...signedIn({ kept: NO_KEYRING }), page: 'settings', settings: settings({ startAtLogin: true }) },
  ],
  ['settings-kept-weakly', { ...signedIn({ kept: { kind: 'weak', better: null } }), page: 'settings' }],
  ['settings-no-tray', { ...signedIn(), page: 'settings', system: { ...SYSTEM, tray: 'none' } }],
  [
    'settings-needs-approval',
    { ...signedIn(), page: 'settings', system: { ...SYSTEM, startAtLogin: 'needs-approval', mayLackKeyring: false } },
  ],
  [
    'settings-locked',
    {
      ...signedIn(),
      page: 'settings',
      server: { ...SERVER, lockedBy: 'administrator' },
      system: { ...SYSTEM, tray: 'none', startAtLogin: 'not-installed' },
      settings: {
        startAtLogin: { value: false, lockedBy: null },
        startHidden: { value: true, lockedBy: 'administrator' },
        language: { value: 'system', lockedBy: 'administrator' },
        theme: { value: 'dark', lockedBy: 'administrator' },
        notifications: { value: true, lockedBy: 'administrator' },
        sendComputerName: { value: true, lockedBy: 'administrator' },
        keepWithoutKeyring: { value: true, lockedBy: 'flag' },
        whenClosed: { value: 'keep-running', lockedBy: 'administrator' },
        localTools: { value: 'off', lockedBy: 'administrator' },
      },
    },
  ],
  ...Object.entries(COMMANDS).map(
    ([name, command]): Scene => [`settings-command-${name}`, { ...signedIn(), page: 'settings', command }],
  ),
  ['about', { ...signedIn(), page: 'about' }],
  ['about-no-sandbox', { ...signedIn(), page: 'about', system: { ...SYSTEM, sandbox: 'off' } }],
  ['about-from-source', { ...signedIn(), page: 'about', system: { ...SYSTEM, sandbox: 'off-from-source' } }],
  ...ABOUT_UPDATES.map(
    (updates): Scene => [`about-updates-${updates.kind}`, { ...signedIn(), page: 'about', updates }],
  ),
];

/** A newer version, announced above the current view; never above a code. */
export const UPDATE_NOTICES: readonly Scene[] = [
  ['update-to-get', { ...signedIn(), updates: { kind: 'to-get', version: '1.1.0', isOffered: true } }],
  ['update-to-install', { ...signedIn(), updates: { kind: 'to-install', version: '1.1.0', isOffered: true } }],
  [
    'update-signed-out',
    snapshot(
      { kind: 'signed-out', because: null },
      { updates: { kind: 'to-install', version: LONGEST_VERSION, isOffered: true } },
    ),
  ],
];
