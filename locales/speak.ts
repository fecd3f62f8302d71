/** From a language's words to the messages that a state calls for: the same choice in every language. */
import type { ChoiceProblem, EpochMs, Kept, SessionState, SignedInTrouble } from '../preload/api.ts';
import { details } from './details.ts';
import type { Format } from './format.ts';
import type { Messages } from './messages.ts';
import { ended, failure } from './told.ts';
import type { KeptWords, KeychainWords, Vocabulary } from './vocabulary.ts';

/** @param format how the language writes times */
export function speak(words: Vocabulary, format: Format): Messages {
  const when = (at: EpochMs) => words.when(format.day(at), format.time(at));
  const keptIn = (kept: Kept, as: KeptWords) => keeping(kept, as, words.storageReasons);
  return {
    ...words,
    productName: 'Transparenc Companion',
    failure: (failed, names, signedInAs = null) => failure(failed, { words, names, signedInAs, time: format.time }),
    ended: (over, names) => ended(over, words.endings, names.server, when),
    details,
    kept: (kept) => keptIn(kept, words.kept),
    keptWhere: (kept) => keptIn(kept, words.keptWhere),
    storage: (trouble) => words.storageTroubles[trouble],
    serverProblem: (problem) => words.serverProblems[problem],
    serverUnreachable: ({ why }) =>
      // The window asks for a proxy's password itself, once the server is taken.
      [words.noAnswers[why], why === 'proxy-password' ? '' : words.failures.nextSteps[why]]
        .filter(Boolean)
        .join(words.between),
    needsYou: (account) => ({ title: words.endings.signInAgain, text: words.phoneNeeded(account) }),
    signedIn: {
      ...words.signedIn,
      trouble: (trouble, { server }) => notRenewed(trouble, server, words),
      protect: (keyring) => inKeychain(keyring, words.protect),
    },
    settings: { ...words.settings, problem: (found) => choiceProblem(found, words) },
    trayState: (session, server) => trayState(session, server, words),
    time: format.time,
    moment: (at) => words.moment(format.day(at).text, format.time(at)),
  };
}

function keeping(kept: Kept, words: KeptWords, reasons: Vocabulary['storageReasons']): string {
  switch (kept.kind) {
    case 'keychain':
      return inKeychain(kept.name, words);
    case 'weak':
      return words.weak;
    case 'until-quit':
      return words.untilQuit(reasons[kept.because]);
    default:
      return kept satisfies never;
  }
}

/** Most keychains have a name; two are called by a word, which is another one in every language. */
function inKeychain(name: string, words: KeychainWords): string {
  switch (name) {
    case 'Keychain':
      return words.macKeychain;
    case 'the keyring':
      return words.keyring;
    default:
      return words.keychain(name);
  }
}

function notRenewed(trouble: SignedInTrouble, server: string, words: Vocabulary): string {
  return whyNotRenewed(trouble, server, words) + words.between + words.notRenewed.signedInForNow;
}

function whyNotRenewed(trouble: SignedInTrouble, server: string, { notRenewed, storageReasons }: Vocabulary): string {
  switch (trouble.kind) {
    case 'refused':
      return notRenewed.refused(server);
    case 'malformed':
      return notRenewed.malformed(server);
    case 'storage':
      return notRenewed.storage(storageReasons[trouble.trouble]);
    case 'unforeseen':
      return notRenewed.unforeseen;
    default:
      return trouble satisfies never;
  }
}

function choiceProblem(found: ChoiceProblem, { settings: { problems }, storageReasons }: Vocabulary): string {
  switch (found.kind) {
    case 'locked':
      return problems.locked;
    case 'not-saved':
      return problems.notSaved(storageReasons[found.trouble]);
    case 'not-applied':
      return problems.notApplied(storageReasons[found.trouble]);
    case 'declined':
      return '';
    case 'not-ours':
      return problems.notOurs;
    default:
      return found satisfies never;
  }
}

function trayState(session: SessionState, server: string, words: Vocabulary): string {
  const { tray, failures, storageTroubles } = words;
  switch (session.kind) {
    case 'loading':
      return session.keyring === 'waiting' ? tray.waitingForKeyring : tray.starting;
    case 'no-server':
      return tray.noServer;
    case 'misconfigured':
      return words.misconfigured.title;
    case 'signed-out':
      return tray.signedOut;
    case 'requesting-code':
      return tray.requestingCode(server);
    case 'awaiting-approval':
      if (session.prompt.onlyOnThisComputer)
        return session.link.kind === 'retrying' ? tray.waitingHereInTrouble : words.awaiting.waitingHere;
      return session.link.kind === 'retrying' ? tray.waitingInTrouble : tray.waiting;
    case 'signed-in':
      if (session.link.kind === 'retrying') return tray.signedInRetrying(server);
      return session.trouble ? tray.signedInNotRenewed(server) : tray.signedIn(server);
    case 'signing-out':
      return tray.signingOut;
    case 'needs-you':
      return tray.needsYou(server);
    case 'storage-unreadable':
      return storageTroubles[session.trouble].title;
    case 'failed':
      if (session.signedInAs) return tray.failedSignedIn(session.signedInAs.server);
      return session.failure.kind === 'not-deleted' ? failures.notDeletedTitle : tray.failed;
    default:
      return session satisfies never;
  }
}
