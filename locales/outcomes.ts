/** Chooses the messages for what went wrong and for what ended. */
import type { Account, Ended, EpochMs, Failure } from '../preload/api.ts';
import type { Catalog } from './catalog.ts';

/** What happened, what that means, and what to do next; `text` and `next` may be empty. */
export interface Explanation {
  readonly title: string;
  readonly text: string;
  readonly next: string;
}

/** The names that messages use. */
export interface Names {
  readonly server: string;
  readonly computer: string;
}

interface Circumstances {
  readonly catalog: Catalog;
  readonly names: Names;
  /** The account that is still signed in; null: none. */
  readonly signedInAs: Account | null;
  readonly time: (at: EpochMs) => string;
}

/** What failed, what that left as it was, and what to do next. */
export function failure(failed: Failure, at: Circumstances): Explanation {
  const { title, text, next } = whatFailed(failed, at);
  return { title, text: [text, unchanged(failed, at)].filter(Boolean).join(at.catalog.between), next };
}

/** What a failure left as it was, if users would wonder. */
function unchanged({ kind }: Failure, { catalog, names: { computer }, signedInAs }: Circumstances): string {
  const { failures } = catalog;
  if (signedInAs) {
    const { named, unnamed } = failures.stillSignedIn;
    return signedInAs.name === null ? unnamed({ computer }) : named({ computer, account: signedInAs.name });
  }
  if (kind === 'denied') return failures.notSignedIn({ computer });
  return kind === 'expired' || kind === 'code-not-valid' ? failures.nothingChanged : '';
}

function whatFailed(failed: Failure, { catalog, names: { server }, time }: Circumstances): Explanation {
  const { failures, noAnswers, storageTroubles, storageReasons } = catalog;
  switch (failed.kind) {
    case 'denied': {
      const { title, text, next } = failures.denied;
      return { title, text: text({ time: time(failed.at) }), next };
    }
    case 'expired':
      return failures.expired;
    case 'code-not-valid':
      return failures.codeNotValid;
    case 'answer-lost':
      return failures.answerLost;
    case 'no-endpoint': {
      const { title, text, next } = failures.noEndpoint;
      return { title, text: text({ server }), next };
    }
    case 'unreachable': {
      const { why } = failed.because;
      const meanwhile = failed.during === 'waiting' ? catalog.between + failures.ranOutMeanwhile : '';
      const reason = why === 'name-not-found' ? failures.notFound({ server }) : noAnswers[why];
      return { title: failures.unreachable, text: reason + meanwhile, next: failures.nextSteps[why] };
    }
    case 'refused': {
      const { title, text, next } = failures.refused;
      const reason = failed.lacksScope ? 'no-scope' : refusal(failed.said.error);
      return { title, text: text[reason]({ server }), next };
    }
    case 'malformed': {
      const { title, text, next } = failures.malformed;
      return { title, text: text({ server }), next };
    }
    case 'storage':
      return storageTroubles[failed.trouble];
    case 'not-deleted':
      return {
        title: failures.notDeletedTitle,
        text: failures.notDeleted({ reason: storageReasons[failed.trouble] }),
        next: failures.leftBehind[failed.server]({ server }),
      };
    case 'not-protected':
      return {
        title: failures.notProtectedTitle,
        text: failures.notProtected({ reason: storageReasons[failed.trouble] }),
        next: storageTroubles[failed.trouble].next,
      };
    case 'unforeseen':
      return failures.unforeseen;
    default:
      return failed satisfies never;
  }
}

/** @param when a moment in a sentence of the language */
export function ended(over: Ended, { endings }: Catalog, server: string, when: (at: EpochMs) => string): Explanation {
  const [title, next] = [endings.signInAgain, endings.signInAgainNext];
  switch (over.kind) {
    case 'signed-out-here': {
      const { text, next: afterwards } = endings.signedOutHere[over.server];
      const title = over.server === 'later' ? endings.signedOutOffline : endings.signedOut;
      return { title, text: typeof text === 'string' ? text : text({ server }), next: afterwards };
    }
    case 'revoked':
      return { title, text: endings.revoked({ when: when(over.at) }), next };
    case 'interrupted':
      return { title, text: endings.interrupted({ when: when(over.at) }), next };
    case 'ran-out':
      return { title, text: endings.ranOut({ when: when(over.at) }), next };
    case 'limit':
      return { title, text: endings.limit[over.limit]({ when: when(over.at) }), next };
    case 'refused':
      return {
        title,
        text: endings.refused[refusal(over.said.error)]({ server, when: when(over.at) }),
        next: endings.refusedNext,
      };
    default:
      return over satisfies never;
  }
}

/** The refusals that an administrator causes often (RFC 6749 §5.2) have a text; Details has the others. */
function refusal(error: string | null) {
  switch (error) {
    case 'invalid_client':
    case 'unauthorized_client':
      return 'client';
    case 'invalid_scope':
      return 'scope';
    case 'unsupported_grant_type':
      return 'grant-type';
    default:
      return 'none';
  }
}
