/** The form in which views and the terminal explain what happened. */
import type { Ended, Failure } from '../preload/api.ts';

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

/** Like `refusal`, for a renewal. If the error explains nothing, an earlier refresh may have used up the token. */
export function refusalToRenew({ response, interrupted }: Extract<Failure | Ended, { kind: 'refused' }>) {
  const known = refusal(response.error);
  return known === 'none' && interrupted ? 'interrupted' : known;
}

/** The refusals that an administrator causes often (RFC 6749 §5.2) have a text; Details has the others. */
export function refusal(error: string | null) {
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
