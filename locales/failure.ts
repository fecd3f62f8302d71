/** Chooses the messages for what went wrong. */
import type { Account, Failure } from '../preload/api.ts';
import type { Catalogs } from './catalog.ts';
import type { CommonMessages } from './common.ts';
import { type Explanation, type Names, refusal } from './explanation.ts';

interface Circumstances {
  readonly catalog: Catalogs['failed'];
  readonly common: CommonMessages;
  readonly names: Names;
  /** The account that is still signed in; null if none is. */
  readonly signedInAs: Account | null;
}

/** What failed, what didn't change, and what to do next. */
export function failure(failed: Failure, at: Circumstances): Explanation {
  const { title, text, next } = whatFailed(failed, at);
  return { title, text: [text, unchanged(failed, at)].filter(Boolean).join(at.common.between), next };
}

/** What didn't change, if users might wonder. */
function unchanged({ kind }: Failure, { catalog, names: { computer }, signedInAs }: Circumstances): string {
  const { failures } = catalog;
  if (signedInAs) {
    const { named, unnamed } = failures.stillSignedIn;
    return signedInAs.name === null ? unnamed({ computer }) : named({ computer, account: signedInAs.name });
  }
  if (kind === 'denied') return failures.notSignedIn({ computer });
  return kind === 'expired' || kind === 'code-not-valid' ? failures.nothingChanged : '';
}

function whatFailed(failed: Failure, { catalog, common, names: { server } }: Circumstances): Explanation {
  const { failures, storageTroubles, storageReasons } = catalog;
  switch (failed.kind) {
    case 'denied': {
      const { title, text, next } = failures.denied;
      return { title, text: text({ when: common.when(failed.at) }), next };
    }
    case 'expired':
      return failures.expired;
    case 'code-not-valid':
      return failures.codeNotValid;
    case 'token-response-lost':
      return failures.tokenResponseLost;
    case 'no-endpoint': {
      const { title, text, next } = failures.noEndpoint;
      return { title, text: text({ server }), next };
    }
    case 'unreachable': {
      const { why } = failed.because;
      const meanwhile = failed.during === 'waiting' ? common.between + failures.ranOutMeanwhile : '';
      const reason = why === 'name-not-found' ? failures.notFound({ server }) : common.whyNoResponse[why];
      return { title: failures.unreachable, text: reason + meanwhile, next: failures.nextSteps[why] };
    }
    case 'refused': {
      const { title, text, next } = failures.refused;
      const reason = failed.lacksScope ? 'no-scope' : refusal(failed.response.error);
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
