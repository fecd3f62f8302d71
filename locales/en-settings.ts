/** English: the settings, what is told about the program, and the question when its window closes. */
import type { SettingsWords } from './vocabulary.ts';

export const enSettings: SettingsWords = {
  title: 'Settings',
  back: 'Back',
  saved: 'Saved',
  lockedBy: {
    flag: 'Set when Companion was started',
    administrator: 'Set by your administrator',
  },
  problems: {
    locked: 'This can’t be changed here.',
    notSaved: (reason) => `This could not be saved: ${reason}.`,
    notApplied: (reason) => `The system did not take this: ${reason}.`,
    notOurs: 'Something else starts Companion at login. Change it in the system’s settings.',
  },

  start: 'Start',
  startAtLogin: 'Start at login',
  notInstalled: 'Not possible for a program that is not installed.',
  needsApproval: 'Allow it in System Settings, General, Login Items.',
  startHidden: 'Start without a window',

  look: 'Language and look',
  language: 'Language',
  systemLanguage: 'System',
  theme: 'Theme',
  themes: { system: 'System', light: 'Light', dark: 'Dark' },

  signIn: 'Sign-in',
  notifications: 'Notify me when I am needed',
  sendComputerName: 'Send this computer’s name with sign-in requests',
  sendComputerNameNote: 'The approval page can then show which computer is asking.',
  keepWithoutKeyring: 'Keep the sign-in without a keyring',
  keepWithoutKeyringNote: 'Less safe: any program that you run could use it. Off keeps it until you quit.',
  keepWeakly: 'Keep the sign-in without a keyring?',
  keepWeaklyYes: 'Keep it',
  keptAllTheSame: 'The sign-in that is kept already stays so until you sign out.',

  window: 'Window',
  whenClosed: 'When the window closes',
  whenClosedNote: 'No tray shows the icon here. To see the window again, start Companion again.',
  whenClosedTo: { ask: 'Ask', quit: 'Quit', 'keep-running': 'Keep running' },

  closing: {
    question: 'Keep Companion running?',
    text: 'No tray shows its icon here. While it runs, it keeps this computer signed in; to see its window, start it again.',
    keep: 'Keep running',
    quit: 'Quit',
    remember: 'Remember my answer',
  },

  about: {
    open: 'About Transparenc Companion',
    title: 'About',
    text: 'Keeps this computer signed in, without a password on it.',
    version: 'Version',
    system: 'System',
    licences: 'MIT licence. Those of its parts are in the program’s folder, under “licenses”.',
    sandboxOff: {
      text: 'Chromium’s sandbox is off: this system does not allow it, or Companion was started with --no-sandbox. Companion still loads only its own pages, and those can’t run other code or open other addresses. But the system no longer confines them.',
      next: 'Install the deb or rpm package: it comes with the permission that the sandbox needs.',
    },
  },
};
