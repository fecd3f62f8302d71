/** English: what went wrong, what ended, and what to do about it. */
import type { Account, Ended, Failure, NoAnswer, ServerProblem, Told as ServerTold } from '../../preload/api.ts';
import { EN_STORAGE_REASON, enStorage } from './en-storage.ts';
import type { Format } from './format.ts';
import type { Names, Told } from './messages.ts';

export function enFailure(failure: Failure, names: Names, format: Format, signedInAs: Account | null): Told {
  const told = whatFailed(failure, names, format);
  return { ...told, text: [told.text, unchanged(failure, names, signedInAs)].filter(Boolean).join(' ') };
}

/** What a failure left as it was, where people would wonder. */
function unchanged(failure: Failure, { computer }: Names, signedInAs: Account | null): string {
  if (signedInAs) {
    const who = signedInAs.name === null ? '' : ` as ${signedInAs.name}`;
    return `Nothing has changed: ${computer} is still signed in${who}.`;
  }
  if (failure.kind === 'denied') return `${computer} was not signed in.`;
  return failure.kind === 'expired' ? 'Nothing has changed on this computer.' : '';
}

function whatFailed(failure: Failure, { server }: Names, { time }: Format): Told {
  switch (failure.kind) {
    case 'denied':
      return {
        title: 'The request was declined',
        text: `The request was declined on the approval page at ${time(failure.at)}.`,
        next: 'If that was not you, tell your administrator before you try again.',
      };
    case 'expired':
      return {
        title: 'The code has expired',
        text: 'It was not approved in time.',
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
        title: 'The server does not allow this',
        text: `${server} does not let this program sign in here${reason(failure.said.error)}.`,
        next: 'Your administrator can fix this; the details say what the server answered.',
      };
    case 'malformed':
      return {
        title: 'The server’s answer can’t be used',
        text: `${server} answered in a way that this kind of sign-in does not allow, so the answer was not used.`,
        next: 'Check that the address is right. If it is, show the details to your administrator.',
      };
    case 'storage':
      return enStorage(failure.trouble);
    case 'not-deleted':
      return {
        title: 'Not signed out completely',
        text: `The files of the sign-in could not be deleted: ${EN_STORAGE_REASON[failure.trouble]}.`,
        next: LEFT_BEHIND[failure.server](server),
      };
    case 'not-protected':
      return {
        title: 'Not protected yet',
        text: `The sign-in could not be moved into the keyring: ${EN_STORAGE_REASON[failure.trouble]}.`,
        next: enStorage(failure.trouble).next,
      };
    case 'unforeseen':
      return {
        title: 'Something went wrong here',
        text: 'Companion made a mistake of its own. Your phone and the server are not to blame.',
        next: 'Try again. If it happens again, quit Companion and start it again.',
      };
    default:
      return failure satisfies never;
  }
}

export function enEnded(ended: Ended, { server }: Names, when: (at: number) => string): Told {
  const title = 'Please sign in again';
  const next = 'You need your phone; it takes half a minute.';
  switch (ended.kind) {
    case 'signed-out-here':
      return { title: 'This computer is signed out', ...SIGNED_OUT[ended.server](server) };
    case 'revoked':
      return { title, text: `The server ended this sign-in ${when(ended.at)}.`, next };
    case 'interrupted':
      return {
        title,
        text: `An answer from the server was lost while the sign-in was being renewed, so the server ended it ${when(ended.at)}.`,
        next,
      };
    case 'ran-out':
      return { title, text: `This sign-in reached the time limit set by the server ${when(ended.at)}.`, next };
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

const SIGNED_OUT: Record<ServerTold, (server: string) => Omit<Told, 'title'>> = {
  told: (server) => ({ text: `Nothing of the sign-in is left here, and ${server} was told.`, next: '' }),
  'not-told': (server) => ({
    text: `Nothing of the sign-in is left here, but ${server} could not be told.`,
    next: 'Until it runs out there, it could still be used by somebody who copied it before.',
  }),
  'no-endpoint': (server) => ({
    text: `Nothing of it is left here. ${server} can’t be told that you signed out: the sign-in ends there by itself; until then, a copy made before could still be used.`,
    next: '',
  }),
  knew: (server) => ({
    text: `Nothing of the sign-in is left here; ${server} had ended it already, or it had ended by itself.`,
    next: '',
  }),
};

/** What files are good for that a sign-out could not delete. */
const LEFT_BEHIND: Record<ServerTold, (server: string) => string> = {
  told: (server) => `${server} was told, so they are of no use.`,
  knew: (server) => `${server} had ended the sign-in, so they are of no use.`,
  'not-told': stillOfUse,
  'no-endpoint': stillOfUse,
};

function stillOfUse(server: string): string {
  return `${server} could not be told: anybody who copies them could use them.`;
}

/** The refusals that an administrator causes often (RFC 6749 §5.2); the rest is for Details. */
function reason(error: string | null): string {
  switch (error) {
    case 'invalid_client':
    case 'unauthorized_client':
      return ': the server does not know this program’s client ID, or does not allow it this kind of sign-in';
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
  redirected: 'The server points to another address. For safety, Companion does not follow it.',
  'server-trouble': 'The server has trouble of its own at the moment.',
  'too-many-requests': 'The server is receiving too many requests.',
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

export const EN_SERVER_PROBLEM: Record<ServerProblem, string> = {
  'not-an-address': 'This is not an address. It looks like login.example.org.',
  'not-https': 'The address must begin with https://, so that nobody can listen in.',
  'has-password': 'Leave out the user name and password: the address alone is enough.',
  locked: 'The server is set already and can’t be changed here.',
  'bad-client-id': 'A client ID has up to 200 letters, digits and signs, without accents.',
  'not-saved': 'This could not be saved. Is the disk full or write-protected?',
};
