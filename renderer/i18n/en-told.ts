/** English: what went wrong, what ended, and what to do about it. */
import type { Ended, Failure, NoAnswer, ServerProblem, StorageTrouble } from '../../preload/api.ts';
import type { Format } from './format.ts';
import type { Names, Told } from './messages.ts';

export function enFailure(failure: Failure, { server, computer }: Names, { time }: Format): Told {
  switch (failure.kind) {
    case 'denied':
      return {
        title: 'The request was declined',
        text: `Someone chose “No” on the approval page at ${time(failure.at)}. ${computer} was not signed in.`,
        next: 'If that was not you, tell your administrator before you try again.',
      };
    case 'expired':
      return {
        title: 'The code has expired',
        text: 'It was not approved in time. Nothing has changed on this computer.',
        next: 'Get a new one when your phone is at hand.',
      };
    case 'unreachable':
      return {
        title: 'The server can’t be reached',
        text:
          failure.during === 'waiting'
            ? `${enNoAnswer(failure.because)} The code ran out before that changed.`
            : enNoAnswer(failure.because),
        next: NEXT_STEP[failure.because.why],
      };
    case 'refused':
      return {
        title: 'The server said no',
        text: `${server} does not let this program sign in here${reason(failure.said.error)}.`,
        next: 'Your administrator can mend this; the details say what the server answered.',
      };
    case 'malformed':
      return {
        title: 'The server’s answer can’t be used',
        text: `${server} answered in a way that this kind of sign-in does not allow, so the answer was not used.`,
        next: 'Check that the address is right. If it is, show the details to your administrator.',
      };
    case 'storage':
      return enStorage(failure.trouble);
    case 'unforeseen':
      return {
        title: 'Something went wrong here',
        text: 'Companion made a mistake of its own. Your phone and the server are not to blame.',
        next: 'Try again. If it happens again, quit Companion and start it anew.',
      };
    default:
      return failure satisfies never;
  }
}

export function enEnded(ended: Ended, { server }: Names, when: (at: number) => string): Told {
  const title = 'Please sign in again';
  const next = 'It takes your phone and half a minute.';
  switch (ended.kind) {
    case 'signed-out-here':
      return { title: 'This computer is signed out', ...SIGNED_OUT[ended.server](server) };
    case 'revoked':
      return { title, text: `The server ended this sign-in ${when(ended.at)}.`, next };
    case 'interrupted':
      return {
        title,
        text: `Renewing the sign-in was interrupted: an answer from the server never arrived, and ${when(ended.at)} the server took the old one no longer.`,
        next,
      };
    case 'ran-out':
      return { title, text: `The time that the server gave this sign-in was over ${when(ended.at)}.`, next };
    case 'refused':
      return {
        title,
        text: `${server} refused to renew this sign-in${reason(ended.said.error)}. It ran out ${when(ended.at)}.`,
        next: 'If signing in again does not help, show the details to your administrator.',
      };
    default:
      return ended satisfies never;
  }
}

const SIGNED_OUT: Record<
  Extract<Ended, { kind: 'signed-out-here' }>['server'],
  (server: string) => Omit<Told, 'title'>
> = {
  told: (server) => ({ text: `Nothing of the sign-in is left here, and ${server} was told.`, next: '' }),
  'not-told': (server) => ({
    text: `Nothing of the sign-in is left here, but ${server} could not be told.`,
    next: 'Until it runs out there, it could still be used by somebody who copied it before.',
  }),
  'no-endpoint': (server) => ({
    text: `Nothing of the sign-in is left here. ${server} offers no way to be told.`,
    next: '',
  }),
};

/** The refusals that an administrator causes often (RFC 6749 §5.2); the rest is for Details. */
function reason(error: string | null): string {
  switch (error) {
    case 'invalid_client':
    case 'unauthorized_client':
      return ': it does not know its client ID, or does not allow it this kind of sign-in';
    case 'invalid_scope':
      return ': it does not give what was asked for (the scope)';
    case 'unsupported_grant_type':
      return ': it does not offer signing in by phone';
    default:
      return '';
  }
}

export function enNoAnswer({ why }: NoAnswer): string {
  return NO_ANSWER[why];
}

const NO_ANSWER: Record<NoAnswer['why'], string> = {
  offline: 'This computer seems to be offline.',
  'name-not-found': 'No server was found under this name.',
  refused: 'The server does not accept connections at the moment.',
  reset: 'The connection broke before an answer came.',
  'timed-out': 'The server took too long to answer.',
  certificate: 'The server’s certificate can’t be trusted, so nothing was sent.',
  proxy: 'The network’s proxy can’t be reached, or does not let this through.',
  'proxy-password': 'The network’s proxy asks for a password.',
  redirected: 'The server sends elsewhere, which is not followed for safety.',
  'server-trouble': 'The server has trouble of its own at the moment.',
  'too-many-requests': 'The server is asked too often at the moment.',
  'not-json': 'Something answered, but not as a sign-in server does.',
  'too-large': 'The answer was far too long to be one.',
  unknown: 'No answer came from the server.',
};

const NEXT_STEP: Record<NoAnswer['why'], string> = {
  offline: 'Check its network connection, then try again.',
  'name-not-found': 'Check the network connection and how the address is spelled, then try again.',
  refused: 'Try again in a moment.',
  reset: 'Try again in a moment.',
  'timed-out': 'Try again in a moment.',
  certificate: 'Check this computer’s clock, and whether the network asks you to sign in first.',
  proxy: 'Check the proxy in the system’s network settings, then try again.',
  'proxy-password': 'Companion can’t give one. Ask your administrator to let it through.',
  redirected: 'Check that the address is right, and whether the network asks you to sign in first.',
  'server-trouble': 'Try again in a few minutes.',
  'too-many-requests': 'Try again in a few minutes.',
  'not-json': 'Check that the address is right, and whether the network asks you to sign in first.',
  'too-large': 'Check that the address is right.',
  unknown: 'Check the network connection, then try again.',
};

export function enStorage(trouble: StorageTrouble): Told {
  return STORAGE[trouble];
}

const STORAGE: Record<StorageTrouble, Told> = {
  'no-keyring': {
    title: 'No keyring was found',
    text: 'The key to a sign-in is kept in the system’s keyring, and this system offers none.',
    next: 'Start a keyring such as GNOME Keyring or KWallet, then try again.',
  },
  'keyring-locked': {
    title: 'The keyring is locked',
    text: 'The key to your sign-in is kept in the system’s keyring, which does not open at the moment.',
    next: 'Unlock it, then try again.',
  },
  'keyring-changed': {
    title: 'The keyring has changed',
    text: 'The key to your sign-in is not in this keyring, or it is another key now.',
    next: 'If you can go back to the keyring of before, do that and try again.',
  },
  'disk-full': {
    title: 'The disk is full',
    text: 'There is no room left to write a sign-in to.',
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
    title: 'A newer version was here',
    text: 'The stored sign-in was written by a newer version of Companion.',
    next: 'Install that version, then try again.',
  },
  'other-computer': {
    title: 'This sign-in is another computer’s',
    text: 'Its files were brought here, but its key stayed in the keyring there.',
    next: 'Sign in here anew; the other computer stays signed in.',
  },
  io: {
    title: 'The disk does not answer properly',
    text: 'Reading or writing the files in which sign-ins are kept failed.',
    next: 'Check the disk, then try again.',
  },
};

/** Why a sign-in is only kept until the program ends. */
export const EN_UNTIL_QUIT: Record<StorageTrouble, string> = {
  'no-keyring': 'no keyring was found',
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

export const EN_SERVER_PROBLEM: Record<ServerProblem, string> = {
  'not-an-address': 'This is not an address. It looks like login.example.org.',
  'not-https': 'The address must begin with https://, so that nobody can listen in.',
  'has-password': 'Leave out the user name and password: the address alone is enough.',
  locked: 'The server is set already and can’t be changed here.',
  'bad-client-id': 'A client ID has up to 200 letters, digits and signs, without accents.',
  'not-saved': 'This could not be saved. Is the disk full or write-protected?',
};
