/** Chooses the messages for why a sign-in has ended. */
import type { Ended, EpochMs } from '../preload/api.ts';
import type { Catalogs } from './catalog.ts';
import { type Explanation, refusalToRenew } from './explanation.ts';

/** @param when formats a time for use in a sentence */
export function ended(
  over: Ended,
  { endings }: Catalogs['signed-out'],
  server: string,
  when: (at: EpochMs) => string,
): Explanation {
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
    case 'refused': {
      const why = refusalToRenew(over);
      const names = { server, when: when(over.at) };
      const text = why === 'interrupted' ? endings.interrupted(names) : endings.refused[why](names);
      return { title, text, next: endings.refusedNext };
    }
    default:
      return over satisfies never;
  }
}
