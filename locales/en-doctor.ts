/** English: the examination of this computer. */
import type { DoctorWords } from './doctor.ts';

const SET_TIME = 'Let the system set date and time by itself.';

export const enDoctor: DoctorWords = {
  intro: 'Nothing is changed by this. No sign-in is begun, renewed or ended.',
  underWay: 'Checking…',
  again: 'Check again',
  save: 'Save report…',
  savedAs: 'Text',
  saved: 'Saved. There are no secrets in the report.',
  notSaved: (reason) => `The report could not be saved: ${reason}.`,
  whole: {
    good: 'All is well.',
    'worth-knowing': 'Nothing is wrong. Some of it is worth knowing.',
    wrong: 'Something is wrong.',
    'not-told': 'Nothing could be checked.',
  },
  verdicts: { good: 'Good', 'worth-knowing': 'Worth knowing', wrong: 'Wrong', 'not-told': 'Not known' },
  topics: {
    server: 'Server',
    certificate: 'Certificate',
    proxy: 'Proxy',
    clock: 'Clock',
    keyring: 'Keyring',
    vault: 'Stored sign-in',
    permissions: 'Files',
    configuration: 'Administrator’s settings',
    start: 'Start at login',
    tray: 'Tray',
    sandbox: 'Sandbox',
    running: 'Program',
    versions: 'Versions',
  },
  notTold: 'This could not be found out here.',
  said: {
    server: {
      reached: ['The server answers.'],
      'no-sign-in': [
        'No sign-in with a code was found at this address.',
        'Check the address. If it is right, ask your administrator for the code path and the token path.',
      ],
      'other-endpoints': [
        'The server names other paths than those that are set.',
        'If signing in fails, remove the paths that are set.',
      ],
      'none-chosen': ['No server is chosen yet.', 'Enter its address in the window.'],
      'not-allowed': [
        'The administrator’s file does not tell which server is allowed, so none was asked.',
        'Have the file mended.',
      ],
      'bad-setting': ['A setting can’t be used.', 'Correct it: its name and the rule stand below.'],
    },
    certificate: {
      trusted: ['This computer trusts the server’s certificate.'],
      'not-needed': ['The server runs on this computer, which needs no certificate.'],
      'wrong-date': [
        'The server’s certificate is not valid today.',
        'Check this computer’s clock. If it is right, tell your administrator that the certificate has run out.',
      ],
      'unknown-authority': [
        'This computer does not know who issued the server’s certificate.',
        'Check whether the network wants you to sign in first. If your organisation inspects connections, its own certificate has to be installed in this system.',
      ],
      'other-name': [
        'The certificate belongs to another server.',
        'Check the address, and whether the network wants you to sign in first.',
      ],
      revoked: ['The server’s certificate was withdrawn.', 'Tell your administrator.'],
      'not-accepted': ['A secure connection could not be made.', 'Show the code below to your administrator.'],
    },
    proxy: {
      direct: ['The server is reached without a proxy.'],
      used: ['The way to the server leads through a proxy.'],
      'asks-password': [
        'The proxy on the way to the server asks for a password.',
        'Try to sign in, and type it in the window. A terminal can’t ask for it.',
      ],
    },
    clock: {
      right: ['The clock agrees with the server’s.'],
      fast: ['This computer’s clock is fast.', SET_TIME],
      slow: ['This computer’s clock is slow.', SET_TIME],
      'before-build': ['This computer’s clock shows a time before this program was made.', SET_TIME],
    },
    keyring: {
      protects: ['A keyring is there to protect the sign-in.'],
      weak: [
        'There is no keyring that could protect the sign-in.',
        'Unlock yours or install one, such as GNOME Keyring or KWallet, then start Companion again.',
      ],
      none: ['The keyring does not work.', 'Unlock it, then start Companion again.'],
    },
    vault: {
      empty: ['No sign-in is stored.'],
      kept: ['The stored sign-in can be read.'],
      'from-before': [
        'The newest copy of the sign-in is damaged, the one before it can be read.',
        'If Companion asks you to sign in again, do so.',
      ],
      'other-endpoint': [
        'The stored sign-in came from another path than the server names now.',
        'It still works as long as the server accepts it there. If Companion asks you to sign in again, do so.',
      ],
      'not-deleted': ['A sign-out has not deleted all of its files yet.', 'Start Companion again, and it will.'],
    },
    permissions: {
      private: ['Only you can read Companion’s files.'],
      absent: ['Companion has stored nothing here yet.'],
      open: [
        'Others on this computer can look into Companion’s folder, but not at the sign-in.',
        'Keep the folder for yourself alone (mode 0700).',
      ],
      'vault-open': [
        'Others on this computer could read the files of the sign-in.',
        'Keep them for yourself alone (folders 0700, files 0600).',
      ],
      'other-owner': [
        'Something in Companion’s folder belongs to somebody else.',
        'Make it yours again. This happens when Companion was once started as administrator.',
      ],
      'not-writable': [
        'Companion can’t write to its folder.',
        'Check whose folder it is, and whether the disk is write-protected.',
      ],
    },
    configuration: {
      none: ['No administrator has set anything.'],
      used: ['The administrator’s settings are valid and in use.'],
      overruled: [
        'The administrator’s settings are in use, and something else that was asked for is not followed.',
        'Leave out what is named below.',
      ],
    },
    start: {
      on: ['Companion starts when you log in.'],
      off: ['Companion does not start when you log in.'],
    },
    tray: {
      shown: ['There is a tray for the icon.'],
      none: [
        'Nothing here shows a tray icon.',
        'Start Companion again to see its window. GNOME shows the icon with the AppIndicator extension.',
      ],
    },
    sandbox: { on: ['Chromium’s sandbox confines Companion’s window.'] },
    running: {
      this: ['Companion is running.'],
      nobody: ['Companion is not running with this profile.'],
      somebody: ['Companion is running with this profile; its window shows what it is doing.'],
    },
    versions: { known: ['This is what is running.'] },
  },
};
