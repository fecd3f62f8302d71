/** English. */
import type { EpochMs, Kept, SessionState, SignedInTrouble } from '../../preload/api.ts';
import { details } from './details.ts';
import { EN_STORAGE_REASON, enStorage } from './en-storage.ts';
import { EN_SERVER_PROBLEM, enEnded, enFailure, enNoAnswer } from './en-told.ts';
import { createFormat } from './format.ts';
import type { Messages } from './messages.ts';

/** @param system the person's own locale, for times */
export function en(system: string): Messages {
  const format = createFormat('en', system);

  function when(at: EpochMs): string {
    const { text, isDate } = format.day(at);
    return `${isDate ? `on ${text}` : text} at ${format.time(at)}`;
  }

  return {
    language: 'en',
    direction: 'ltr',
    productName: 'Transparenc Companion',

    failure: (failure, names, signedInAs = null) => enFailure(failure, names, format, signedInAs),
    ended: (ended, names) => enEnded(ended, names, when),
    details,
    noAnswer: enNoAnswer,
    kept: (kept) => `The sign-in is kept ${keptWhere(kept)}.`,
    keptWhere,
    storage: enStorage,
    serverProblem: (problem) => EN_SERVER_PROBLEM[problem],
    clockOff: (offMs) =>
      `This computer’s clock is ${format.duration(Math.abs(offMs))} ${offMs > 0 ? 'fast' : 'slow'}: that may be why.`,
    needsYou: ({ name, server }) => ({
      title: 'Please sign in again',
      text: `${name === null ? '' : `${name} at `}${server}: your phone is needed. Click for a new code.`,
    }),
    trayState,
    menu: {
      signIn: 'Sign in…',
      signInAgain: 'Sign in again…',
      show: 'Show',
      signOut: 'Sign out',
      quit: 'Quit',
      copyCode: 'Copy code',
      openPage: 'Open page',
    },

    facts: {
      thisComputer: 'This computer',
      server: 'Server',
      account: 'Account',
      formerly: 'Before',
      kept: 'Sign-in kept',
      willBeKept: 'Will be kept',
      since: 'Since',
      until: 'Until',
      notYetKnown: 'checking…',
    },
    support: {
      summary: 'Details',
      what: 'What',
      version: 'Version',
      note: 'For support. There are no secrets in it.',
    },
    actions: {
      signIn: 'Sign in',
      signInAgain: 'Sign in again',
      getNewCode: 'Get a new code',
      tryAgain: 'Try again',
      notNow: 'Not now',
      cancel: 'Cancel',
      changeServer: 'Change server',
    },
    loading: {
      title: 'One moment',
      waitingTitle: 'Waiting for your keyring',
      waitingText: 'Look for a password prompt. It may be behind other windows.',
    },
    connect: {
      title: 'Which server do you sign in to?',
      text: 'Your organisation gave you its address.',
      address: 'Server address',
      example: (address) => ['For example ', address],
      advanced: 'Advanced',
      clientId: 'Client ID',
      clientIdHint: 'Leave this empty unless your administrator gave you one.',
      connect: 'Connect',
      noAddress: 'Enter the server’s address.',
    },
    signedOut: {
      title: 'Sign in this computer',
      text: 'You approve it with your phone. No password is typed here.',
    },
    requestingCode: {
      title: 'Asking for a code',
      text: (server) => ['Asking ', server, '. Have your phone ready.'],
    },
    awaiting: {
      title: 'Scan, then enter the code',
      text: 'Point your phone’s camera at the square. On the page that opens, enter this code.',
      titleCompare: 'Scan, then check that your phone shows this code',
      textCompare: 'Point your phone’s camera at the square.',
      titleNoQr: 'Open the page, then enter the code',
      textNoQr: 'On your phone or any other computer, open the address below. Enter this code there.',
      textOnlyHere: 'This server runs on this computer, so a phone can’t reach it. Open the page here.',
      hiddenTitle: 'The code is hidden',
      hiddenText: 'It stays valid. Show it when nobody else is looking.',
      passLabel: 'Sign-in code',
      qrLabel: (address) => `QR code for ${address}`,
      spelled: (userCode) =>
        `The code: ${[...userCode].map((character) => SPELLED[character] ?? character).join(', ')}`,
      address: (address) => ['No camera? Open ', address],
      addressNoQr: (address) => ['Open ', address],
      foreignHost: (host, server) => ['Not on ', server, ', but on ', host, '.'],
      timeLeft: (ms) => `${format.duration(ms)} left`,
      timeUp: 'Checking…',
      waiting: 'Waiting for your phone',
      trouble: 'Connection trouble, still trying',
      caution: (time, computer, server) => [
        'Continue only if you started this at ',
        time,
        ' on ',
        computer,
        ', to sign in to ',
        server,
        '.',
      ],
      copyCode: 'Copy code',
      copied: 'Copied',
      openPage: 'Open in browser',
      hideCode: 'Hide code',
      showCode: 'Show code',
    },
    signedIn: {
      title: 'This computer is signed in',
      text: 'You can close this window. Companion stays in the tray; its icon changes when your phone is needed again.',
      textUntil: 'The server ends this sign-in at the time below. You will then need your phone again.',
      retrying: (because) => `${enNoAnswer(because)} You stay signed in.`,
      trouble: (trouble, { server }) => `${notRenewed(trouble, server)} You stay signed in for now.`,
      weak: 'Without a keyring, any program that you run could use the sign-in.',
      protect: (keyring) => `Protect with ${keyring}`,
      signOut: 'Sign out',
      question: ({ computer }) => `Sign out ${computer}?`,
      questionText: 'To sign in again, you need your phone.',
      stay: 'Stay signed in',
    },
    signingOut: {
      title: 'Signing out',
      text: (server) => ['Deleting the sign-in here, and telling ', server, '.'],
    },
    storageUnreadable: {
      nothingDeleted: 'Nothing was deleted.',
      signInInstead: 'Sign in again instead',
      signInHere: 'Sign in here',
      setAside: 'Signing in erases nothing: the files of the old sign-in are kept.',
    },

    time: format.time,
    moment: (at) => `${format.day(at).text}, ${format.time(at)}`,
  };
}

function keptWhere(kept: Kept): string {
  switch (kept.kind) {
    case 'keychain':
      return `in ${kept.name}`;
    case 'weak':
      return 'without a keyring: less safe';
    case 'until-quit':
      return `until you quit: ${EN_STORAGE_REASON[kept.because]}`;
    default:
      return kept satisfies never;
  }
}

function notRenewed(trouble: SignedInTrouble, server: string): string {
  switch (trouble.kind) {
    case 'refused':
      return `${server} refused to renew the sign-in.`;
    case 'malformed':
      return `${server} sent an answer that makes no sense.`;
    case 'storage':
      return `The sign-in could not be renewed: ${EN_STORAGE_REASON[trouble.trouble]}.`;
    case 'unforeseen':
      return 'Renewing the sign-in failed in an unexpected way.';
    default:
      return trouble satisfies never;
  }
}

function trayState(session: SessionState, serverName: string): string {
  switch (session.kind) {
    case 'loading':
      return session.keyring === 'waiting' ? 'Waiting for your keyring' : 'Starting';
    case 'no-server':
      return 'Choose a server first';
    case 'signed-out':
      return 'Not signed in';
    case 'requesting-code':
      return `Asking ${serverName} for a code`;
    case 'awaiting-approval':
      return session.link.kind === 'ok' ? 'Waiting for your phone' : 'Waiting for your phone: connection trouble';
    case 'signed-in':
      if (session.link.kind === 'retrying') return `Signed in at ${serverName}; it can’t be reached now`;
      return session.trouble ? `Signed in at ${serverName}; it could not be renewed` : `Signed in at ${serverName}`;
    case 'signing-out':
      return 'Signing out';
    case 'needs-you':
      return `Please sign in again at ${serverName}`;
    case 'storage-unreadable':
      return enStorage(session.trouble).title;
    case 'failed':
      if (session.signedInAs) return `Signed in at ${session.signedInAs.server}; the last try failed`;
      return session.failure.kind === 'not-deleted'
        ? 'Not signed out completely'
        : 'Not signed in: the last try failed';
    default:
      return session satisfies never;
  }
}

/** What sounds or looks like something else, and what a screen reader would leave out. */
const SPELLED: Readonly<Record<string, string>> = {
  '0': 'zero',
  O: 'O letter',
  o: 'small O letter',
  '1': 'one',
  I: 'I letter',
  i: 'small I letter',
  l: 'small L letter',
  '-': 'hyphen',
  '–': 'dash',
  _: 'underscore',
  '.': 'dot',
  ',': 'comma',
  ':': 'colon',
  '/': 'slash',
  ' ': 'space',
};
