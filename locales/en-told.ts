/** English: what went wrong, what ended, and what to do about it. */
import type { Endings, Failures, Refusal, Vocabulary } from './vocabulary.ts';

export const enNoAnswers: Vocabulary['noAnswers'] = {
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
  'no-endpoint': 'There is no device sign-in at this address.',
  unknown: 'No answer came from the server.',
};

const nextSteps: Failures['nextSteps'] = {
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
  'no-endpoint': 'Check that the address is right.',
  unknown: 'Check the network connection, then try again.',
};

const becauseOf = (reason: Refusal | null) => (reason === null ? '' : `: ${REFUSALS[reason]}`);

const REFUSALS: Readonly<Record<Refusal, string>> = {
  client: 'the server does not know this program’s client ID, or does not allow it this kind of sign-in',
  scope: 'it does not give what was asked for (the scope)',
  'no-scope':
    'the server requires a scope, and none is set (an administrator can name one; it goes under Advanced or into --scope)',
  'grant-type': 'it does not offer signing in by phone',
};

const stillOfUse = (server: string) => `${server} could not be told: anybody who copies them could use them.`;

export const enFailures: Failures = {
  denied: (time) => ({
    title: 'The request was declined',
    text: `The request was declined on the approval page at ${time}.`,
    next: 'If that was not you, tell your administrator before you try again.',
  }),
  expired: {
    title: 'The code has expired',
    text: 'It was not approved in time.',
    next: 'Get a new one when your phone is at hand.',
  },
  codeNotValid: {
    title: 'The code is no longer valid',
    text: 'The server no longer knows this code.',
    next: 'Get a new one when your phone is at hand.',
  },
  answerLost: {
    title: 'The answer was lost',
    text: 'The server used up this code, but its answer did not get through.',
    next: 'Get a new code and approve it once more.',
  },
  noEndpoint: (server) => ({
    title: 'No device sign-in at this address',
    text: `${server} answered, but there is no device sign-in at this address.`,
    next: 'Check that the address is right. The details show which one was asked.',
  }),
  unreachable: 'The server can’t be reached',
  notFound: (server) => `No server was found under the name ${server}.`,
  ranOutMeanwhile: 'The code ran out before that changed.',
  nextSteps,
  refused: (server, reason) => ({
    title: 'The server does not allow this',
    text: `${server} does not let this program sign in here${becauseOf(reason)}.`,
    next: 'Your administrator can fix this; the details say what the server answered.',
  }),
  malformed: (server) => ({
    title: 'The server’s answer can’t be used',
    text: `${server} answered in a way that this kind of sign-in does not allow, so the answer was not used.`,
    next: 'Check that the address is right. If it is, show the details to your administrator.',
  }),
  notDeletedTitle: 'Not signed out completely',
  notDeleted: (reason) => `The files of the sign-in could not be deleted: ${reason}.`,
  leftBehind: {
    told: (server) => `${server} was told, so they are of no use.`,
    knew: (server) => `${server} had ended the sign-in, so they are of no use.`,
    'not-told': stillOfUse,
    'no-endpoint': stillOfUse,
  },
  notProtectedTitle: 'Not protected yet',
  notProtected: (reason) => `The sign-in could not be moved into the keyring: ${reason}.`,
  unforeseen: {
    title: 'Something went wrong here',
    text: 'Companion made a mistake of its own. Your phone and the server are not to blame.',
    next: 'Try again. If it happens again, quit Companion and start it again.',
  },
  stillSignedIn: (computer, account) =>
    `Nothing has changed: ${computer} is still signed in${account === null ? '' : ` as ${account}`}.`,
  notSignedIn: (computer) => `${computer} was not signed in.`,
  nothingChanged: 'Nothing has changed on this computer.',
};

export const enEndings: Endings = {
  signedOut: 'This computer is signed out',
  signedOutHere: {
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
  },
  signInAgain: 'Please sign in again',
  signInAgainNext: 'You need your phone; it takes half a minute.',
  revoked: (when) => `The server ended this sign-in ${when}.`,
  interrupted: (when) =>
    `An answer from the server was lost while the sign-in was being renewed, so the server ended it ${when}.`,
  ranOut: (when) => `This sign-in reached the time limit set by the server ${when}.`,
  refused: (server, reason, when) => `${server} refused to renew this sign-in${becauseOf(reason)}. It ran out ${when}.`,
  refusedNext: 'If signing in again does not help, show the details to your administrator.',
};

export const enServerProblems: Vocabulary['serverProblems'] = {
  'not-an-address': 'This is not an address. It looks like login.example.org.',
  'not-https': 'The address must begin with https://, so that nobody can listen in.',
  'has-password': 'Leave out the user name and password: the address alone is enough.',
  locked: 'The server is set already and can’t be changed here.',
  'bad-client-id': 'A client ID has up to 200 letters, digits and signs, without accents.',
  'bad-scope': 'A scope is a list of names, separated by single spaces.',
  'bad-device-authorization-path': 'A path starts with / and has no spaces.',
  'bad-token-path': 'A path starts with / and has no spaces.',
  'not-saved': 'This could not be saved. Is the disk full or write-protected?',
};
