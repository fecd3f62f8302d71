/** English: what is the matter with the place where sign-ins are kept. */
import type { Vocabulary } from './vocabulary.ts';

/** Electron asks the system's keyring once in each run, so a keyring that has opened since may need another start. */
export const enStorageTroubles: Vocabulary['storageTroubles'] = {
  // On Linux one that stayed locked looks like none.
  'no-keyring': {
    title: 'No keyring answers',
    text: 'The key to a sign-in is kept in the system’s keyring, and none is running, or it was not unlocked.',
    next: 'Start or unlock a keyring such as GNOME Keyring or KWallet, then start Companion again.',
  },
  'keyring-locked': {
    title: 'The keyring is locked',
    text: 'The key to your sign-in is kept in the system’s keyring, which does not open at the moment.',
    next: 'Unlock it, then try again. If that changes nothing, start Companion again.',
  },
  'keyring-changed': {
    title: 'The keyring has changed',
    text: 'The key to your sign-in is not in this keyring, or it is another key now.',
    next: 'If you can go back to the previous keyring, do that and start Companion again.',
  },
  'disk-full': {
    title: 'The disk is full',
    text: 'There is no room to save the sign-in.',
    next: 'Make some room, then try again.',
  },
  'read-only': {
    title: 'The disk can’t be written to',
    text: 'The place where sign-ins are kept is read-only at the moment.',
    next: 'Make it writable, then try again.',
  },
  'no-permission': {
    title: 'The files can’t be used',
    text: 'Companion may not read or change the files in which sign-ins are kept.',
    next: 'Make sure that they are yours, then try again.',
  },
  damaged: {
    title: 'The stored sign-in is damaged',
    text: 'Neither its file nor the copy from before can be read.',
    next: 'If you have a backup, bring it back and try again.',
  },
  'newer-version': {
    title: 'Saved by a newer version',
    text: 'The stored sign-in was written by a newer version of Companion, so this one leaves it alone.',
    next: 'Update Companion, then try again.',
  },
  'other-computer': {
    title: 'This sign-in is another computer’s',
    text: 'It was made on another computer, or before this system was installed anew. Used in two places, it would end in both.',
    next: 'Sign in here; the other computer stays signed in.',
  },
  io: {
    title: 'The disk does not answer properly',
    text: 'Reading or writing the files in which sign-ins are kept failed.',
    next: 'Check the disk, then try again.',
  },
};

export const enStorageReasons: Vocabulary['storageReasons'] = {
  'no-keyring': 'no keyring answers',
  'keyring-locked': 'the keyring is locked',
  'keyring-changed': 'the keyring has changed',
  'disk-full': 'the disk is full',
  'read-only': 'the disk can’t be written to',
  'no-permission': 'the files may not be changed',
  damaged: 'the stored files are damaged',
  'newer-version': 'a newer version wrote the files',
  'other-computer': 'the files are another computer’s',
  io: 'the disk does not answer properly',
};
