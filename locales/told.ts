/** What went wrong, what ended, and what to do about it: chosen here, said in a language's own words. */
import type { Account, Ended, EpochMs, Failure } from '../preload/api.ts';
import type { Names, Told } from './messages.ts';
import type { Endings, Refusal, Vocabulary } from './vocabulary.ts';

interface Circumstances {
  readonly words: Pick<Vocabulary, 'between' | 'failures' | 'noAnswers' | 'storageTroubles' | 'storageReasons'>;
  readonly names: Names;
  /** Who is signed in all the same. */
  readonly signedInAs: Account | null;
  readonly time: (at: EpochMs) => string;
}

export function failure(failed: Failure, at: Circumstances): Told {
  const { title, text, next } = whatFailed(failed, at);
  return { title, text: [text, unchanged(failed, at)].filter(Boolean).join(at.words.between), next };
}

/** What a failure left as it was, where people would wonder. */
function unchanged({ kind }: Failure, { words: { failures }, names: { computer }, signedInAs }: Circumstances): string {
  if (signedInAs) return failures.stillSignedIn(computer, signedInAs.name);
  if (kind === 'denied') return failures.notSignedIn(computer);
  return kind === 'expired' || kind === 'code-not-valid' ? failures.nothingChanged : '';
}

function whatFailed(failed: Failure, { words, names: { server }, time }: Circumstances): Told {
  const { failures, noAnswers, storageTroubles, storageReasons } = words;
  switch (failed.kind) {
    case 'denied':
      return failures.denied(time(failed.at));
    case 'expired':
      return failures.expired;
    case 'code-not-valid':
      return failures.codeNotValid;
    case 'answer-lost':
      return failures.answerLost;
    case 'no-endpoint':
      return failures.noEndpoint(server);
    case 'unreachable': {
      const { why } = failed.because;
      const meanwhile = failed.during === 'waiting' ? words.between + failures.ranOutMeanwhile : '';
      const reason = why === 'name-not-found' ? failures.notFound(server) : noAnswers[why];
      return { title: failures.unreachable, text: reason + meanwhile, next: failures.nextSteps[why] };
    }
    case 'refused':
      return failures.refused(server, failed.lacksScope ? 'no-scope' : refusal(failed.said.error));
    case 'malformed':
      return failures.malformed(server);
    case 'storage':
      return storageTroubles[failed.trouble];
    case 'not-deleted':
      return {
        title: failures.notDeletedTitle,
        text: failures.notDeleted(storageReasons[failed.trouble]),
        next: failures.leftBehind[failed.server](server),
      };
    case 'not-protected':
      return {
        title: failures.notProtectedTitle,
        text: failures.notProtected(storageReasons[failed.trouble]),
        next: storageTroubles[failed.trouble].next,
      };
    case 'unforeseen':
      return failures.unforeseen;
    default:
      return failed satisfies never;
  }
}

/** @param when a moment in the words of the language */
export function ended(over: Ended, endings: Endings, server: string, when: (at: EpochMs) => string): Told {
  const [title, next] = [endings.signInAgain, endings.signInAgainNext];
  switch (over.kind) {
    case 'signed-out-here':
      return { title: endings.signedOut, ...endings.signedOutHere[over.server](server) };
    case 'revoked':
      return { title, text: endings.revoked(when(over.at)), next };
    case 'interrupted':
      return { title, text: endings.interrupted(when(over.at)), next };
    case 'ran-out':
      return { title, text: endings.ranOut(when(over.at)), next };
    case 'refused':
      return {
        title,
        text: endings.refused(server, refusal(over.said.error), when(over.at)),
        next: endings.refusedNext,
      };
    default:
      return over satisfies never;
  }
}

/** The refusals that people can be told about; the rest is for Details. */
function refusal(error: string | null): Refusal | null {
  switch (error) {
    case 'invalid_client':
    case 'unauthorized_client':
      return 'client';
    case 'invalid_scope':
      return 'scope';
    case 'unsupported_grant_type':
      return 'grant-type';
    default:
      return null;
  }
}
