/** Chooses the messages for the question when someone approved who may not be the account's person. */
import type { Approver, SomeoneElseAnswer } from '../preload/api.ts';
import type { Catalogs } from './catalog.ts';

/** The texts to choose from. */
type SomeoneElseTexts = { readonly accounts: Pick<Catalogs['accounts']['accounts'], 'someoneElse'> };

/** The titles of the question. */
export interface SomeoneElseTitles {
  readonly accounts: { readonly someoneElse: { readonly title: string; readonly notReportedTitle: string } };
}

/** The names in the question. `theirs`: another account of the person who approved. */
interface QuestionNames {
  readonly account: string;
  readonly other: string;
  readonly theirs: string;
}

type Text = (names: QuestionNames) => string;

interface SomeoneElseQuestion {
  readonly title: string;
  readonly text: Text;
  /** Null if none should be suggested, so that the user decides. */
  readonly suggested: SomeoneElseAnswer | null;
  readonly answers: readonly { readonly answer: SomeoneElseAnswer; readonly label: Text; readonly note: Text }[];
}

/** @param mayAdd whether an account can be added for the person who approved */
export function someoneElseQuestion(
  approver: Approver,
  mayAdd: boolean,
  { accounts }: SomeoneElseTexts,
): SomeoneElseQuestion {
  const texts = accounts.someoneElse;
  const keep = { answer: 'keep', label: () => texts.keep, note: texts.keepNote } as const;
  const discard = { answer: 'discard', label: () => texts.discard, note: () => texts.discardNote } as const;
  switch (approver.kind) {
    case 'someone-else': {
      const replace = { answer: 'replace', label: texts.replace, note: texts.replaceNote } as const;
      const answers = mayAdd ? [keep, replace, discard] : [replace, discard];
      return { title: texts.title, text: texts.text, suggested: mayAdd ? 'keep' : null, answers };
    }
    // A person has only one account per server, so theirs is renewed and this one is not replaced.
    case 'has-account': {
      const renew = { answer: 'keep', label: texts.useForTheirs, note: texts.useForTheirsNote } as const;
      return { title: texts.title, text: texts.hasAccountText, suggested: 'keep', answers: [renew, discard] };
    }
    case 'not-reported': {
      const replace = { answer: 'replace', label: texts.itWasMe, note: () => texts.itWasMeNote } as const;
      const answers = mayAdd ? [replace, keep, discard] : [replace, discard];
      return { title: texts.notReportedTitle, text: texts.notReportedText, suggested: 'replace', answers };
    }
    default:
      return approver satisfies never;
  }
}

/** The question in one line, for lists, tray and notifications. */
export function someoneElseTitle(approver: Approver, { accounts }: SomeoneElseTitles): string {
  const { title, notReportedTitle } = accounts.someoneElse;
  return approver.kind === 'not-reported' ? notReportedTitle : title;
}
