/** The pages that cover the state, over some of what they may cover. */
import type { Scene } from './scenes.ts';
import { awaiting, preferences, SERVER, SYSTEM, signedIn, snapshot } from './snapshots.ts';

const NO_KEYRING = { kind: 'until-quit', because: 'no-keyring' } as const;

export const PAGES: readonly Scene[] = [
  ['settings', { ...signedIn(), page: 'settings' }],
  ['settings-first-run', { ...snapshot({ kind: 'no-server' }), page: 'settings' }],
  ['settings-waiting', { ...awaiting(), page: 'settings' }],
  [
    'settings-no-keyring',
    { ...signedIn({ kept: NO_KEYRING }), page: 'settings', preferences: preferences({ startAtLogin: true }) },
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
      server: { ...SERVER, locked: true },
      system: { ...SYSTEM, tray: 'none', startAtLogin: 'not-installed' },
      preferences: {
        startAtLogin: { value: false, lockedBy: null },
        startHidden: { value: true, lockedBy: 'administrator' },
        language: { value: 'system', lockedBy: 'administrator' },
        theme: { value: 'dark', lockedBy: 'administrator' },
        notifications: { value: true, lockedBy: 'administrator' },
        keepWithoutKeyring: { value: true, lockedBy: 'flag' },
        whenClosed: { value: 'keep-running', lockedBy: 'administrator' },
      },
    },
  ],
  ['about', { ...signedIn(), page: 'about' }],
];
