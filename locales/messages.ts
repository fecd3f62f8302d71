/**
 * Which message a state calls for, the same in every language. Window, tray, notifications and terminal use this.
 * The texts themselves are in the languages' JSON files.
 */
import type {
  Account,
  Approver,
  Ended,
  EpochMs,
  Failure,
  Kept,
  NameProblem,
  NoAnswer,
  SandboxState,
  ServerProblem,
  SessionState,
  SettingChangeProblem,
  SignedInTrouble,
  StorageTrouble,
  Waiting,
} from '../preload/api.ts';
import { accountState } from './account-state.ts';
import type { Catalog, Language } from './catalog.ts';
import { details } from './details.ts';
import type { Format } from './format.ts';
import { type Explanation, ended, failure, type Names } from './outcomes.ts';
import { type Question, someoneElseQuestion } from './someone-else.ts';
import { trayState } from './tray-state.ts';

export type { Explanation, Names };

/** In characters: main rejects a longer one. */
const LONGEST_CLIENT_ID = 200;
const LONGEST_ACCOUNT_NAME = 32;

/** What `createMessages` replaces in a catalog by choices among its texts. */
type Chosen =
  | 'accounts'
  | 'kept'
  | 'keptWhere'
  | 'clockOff'
  | 'moment'
  | 'when'
  | 'signedIn'
  | 'settings'
  | 'awaiting'
  | 'terminal';

export interface Messages extends Omit<Catalog, Chosen> {
  /** BCP 47, for the `lang` attribute. */
  readonly language: Language;
  readonly productName: string;
  /** What failed. `signedInAs`: the account that is still signed in; none if left out. */
  failure(failure: Failure, names: Names, signedInAs?: Account | null): Explanation;
  /** Why a sign-in is over. */
  ended(ended: Ended, names: Names): Explanation;
  /** For support, one fact per line: the server's own words, a status, a `net::` code. No secrets. */
  details(of: Failure | Ended | Waiting): readonly string[];
  /** What it means that the sandbox is off, and what to do; null if it is on. */
  withoutSandbox(sandbox: SandboxState): { readonly text: string; readonly next: string } | null;
  /** How the sign-in is kept, as a sentence. */
  kept(kept: Kept): string;
  /** How it is kept, as the value of the facts `kept` and `willBeKept`. */
  keptWhere(kept: Kept): string;
  storage(trouble: StorageTrouble): Explanation;
  /** Why there is no account at all. */
  listUnreadable(trouble: StorageTrouble): Explanation;
  serverProblem(problem: ServerProblem): string;
  /** Why a server could not be checked, and what to do. */
  serverUnreachable(because: NoAnswer): string;
  /** `offMs`: how far this computer's clock is ahead of the server's, negative if it is behind. */
  clockOff(offMs: number): string;
  /** The notification that this account's sign-in has ended; a click on it asks for a new code. */
  needsYou(account: Account): { readonly title: string; readonly text: string };
  /** The state in one line, for the tray's tooltip and menu. */
  trayState(session: SessionState, serverName: string): string;
  /** The state of one of several accounts in one line, without its name and server. */
  accountState(session: SessionState): string;
  /** What to ask when someone approved who is not certainly the account's person. */
  someoneElseQuestion(approver: Approver, mayAdd: boolean): Question;
  readonly accounts: Omit<Catalog['accounts'], 'waiting'> & {
    /** The state of an account whose code counts for this long. */
    waiting(state: string, leftMs: number): string;
    nameProblem(problem: NameProblem): string;
  };
  readonly awaiting: Omit<Catalog['awaiting'], 'spelled' | 'timeLeft' | 'mustWait'> & {
    /** The code, character by character, for a screen reader. */
    spelled(userCode: string): string;
    timeLeft(ms: number): string;
    /** The server demands a pause that is longer than usual. */
    mustWait(ms: number): string;
  };
  readonly signedIn: Omit<Catalog['signedIn'], 'retrying' | 'textLocked' | 'textLimitOrLocked'> & {
    /** `ms`: how long the screen may be locked before the sign-in ends. */
    textLocked(ms: number): string;
    textLimitOrLocked(ms: number): string;
    retrying(because: NoAnswer): string;
    /** Renewing failed, though something responded. */
    trouble(trouble: SignedInTrouble, names: Names): string;
    /** Moves a weakly kept sign-in into a keyring: `keyring` is its name. */
    protect(keyring: string): string;
  };
  readonly settings: Catalog['settings'] & { problem(problem: SettingChangeProblem): string };
  readonly terminal: Omit<Catalog['terminal'], 'waiting' | 'stillTrying' | 'mustWait' | 'signedIn'> & {
    waiting(lifetimeMs: number): string;
    stillTrying(because: NoAnswer): string;
    mustWait(ms: number): string;
    signedIn(account: Account): string;
  };
  /** "1,234" */
  number(value: number): string;
  /** Day and time inside a sentence: "today at 14:03". */
  when(at: EpochMs): string;
  /** The time of day: "14:02". */
  time(at: EpochMs): string;
  /** Day and time, as the value of a fact: "today, 14:03". */
  moment(at: EpochMs): string;
}

/** @param format how the language writes times */
export function createMessages(language: Language, catalog: Catalog, format: Format): Messages {
  const { awaiting, signedIn, terminal, storageReasons, noAnswers } = catalog;
  const keptBy = (kept: Kept, texts: Catalog['kept'] | Catalog['keptWhere']) => where(kept, texts, storageReasons);
  return {
    ...catalog,
    language,
    productName: 'Transparenc Companion',
    failure: (failed, names, signedInAs = null) => failure(failed, { catalog, names, signedInAs, time: format.time }),
    ended: (over, { server }) => ended(over, catalog, server, when),
    details,
    withoutSandbox: (sandbox) => withoutSandbox(sandbox, catalog),
    kept: (kept) => keptBy(kept, catalog.kept),
    keptWhere: (kept) => keptBy(kept, catalog.keptWhere),
    storage: (trouble) => catalog.storageTroubles[trouble],
    listUnreadable(trouble) {
      const { title, text, damagedNext } = catalog.accounts.unreadable;
      const next = trouble === 'damaged' ? damagedNext : catalog.storageTroubles[trouble].next;
      return { title, text: text({ reason: catalog.storageReasons[trouble] }), next };
    },
    serverProblem: (problem) =>
      problem === 'bad-client-id'
        ? catalog.serverProblems[problem]({ longest: format.number(LONGEST_CLIENT_ID) })
        : catalog.serverProblems[problem],
    serverUnreachable: ({ why }) =>
      // The window asks for a proxy's password itself, once the server is taken.
      [noAnswers[why], why === 'proxy-password' ? '' : catalog.failures.nextSteps[why]]
        .filter(Boolean)
        .join(catalog.between),
    clockOff: (offMs) =>
      catalog.clockOff({ direction: offMs > 0 ? 'fast' : 'other', duration: format.duration(Math.abs(offMs)) }),
    needsYou: ({ name, server }) => ({
      title: catalog.endings.signInAgain,
      text: name === null ? catalog.phoneNeeded.unnamed({ server }) : catalog.phoneNeeded.named({ name, server }),
    }),
    trayState: (session, server) => trayState(session, server, catalog),
    accountState: (session) => accountState(session, catalog),
    someoneElseQuestion: (approver, mayAdd) => someoneElseQuestion(approver, mayAdd, catalog),
    accounts: {
      ...catalog.accounts,
      waiting: (state, ms) =>
        catalog.accounts.waiting({ state, count: format.count(ms), duration: format.duration(ms) }),
      nameProblem: (problem) => nameProblem(problem, catalog, format),
    },
    awaiting: {
      ...awaiting,
      spelled: (userCode) =>
        awaiting.spelled({ code: format.spelled(userCode, catalog.spelling, awaiting.spelledSeparator) }),
      timeLeft: (ms) => awaiting.timeLeft({ count: format.count(ms), duration: format.duration(ms) }),
      mustWait: (ms) => awaiting.mustWait({ duration: format.duration(ms) }),
    },
    signedIn: {
      ...signedIn,
      textLocked: (ms) => signedIn.textLocked({ duration: format.exactly(ms) }),
      textLimitOrLocked: (ms) => signedIn.textLimitOrLocked({ duration: format.exactly(ms) }),
      retrying: ({ why }) => signedIn.retrying({ reason: noAnswers[why] }),
      trouble: (trouble, { server }) => notRenewed(trouble, server, catalog),
      protect: (keyring) => inKeychain(keyring, catalog.protect),
    },
    settings: { ...catalog.settings, problem: (found) => settingChangeProblem(found, catalog) },
    terminal: {
      ...terminal,
      waiting: (lifetimeMs) => terminal.waiting({ duration: format.duration(lifetimeMs) }),
      stillTrying: ({ why, code }) => terminal.stillTrying({ reason: noAnswers[why], code }),
      mustWait: (ms) => terminal.mustWait({ duration: format.duration(ms) }),
      signedIn: ({ name, server }) =>
        name === null ? terminal.signedIn.unnamed({ server }) : terminal.signedIn.named({ name, server }),
    },
    number: format.number,
    when,
    time: format.time,
    moment: (at) => catalog.moment({ day: format.day(at).text, time: format.time(at) }),
  };

  function when(at: EpochMs): string {
    const { text: day, isDate } = format.day(at);
    const dayKind = isDate ? 'date' : 'other';
    return catalog.when({ dayKind, day, time: format.time(at), ...format.hour(at) });
  }
}

type KeychainTexts = Catalog['protect'];

function where(kept: Kept, texts: Catalog['kept'], reasons: Catalog['storageReasons']): string {
  switch (kept.kind) {
    case 'keychain':
      return inKeychain(kept.name, texts);
    case 'weak':
      return texts.weak;
    case 'until-quit':
      return texts.untilQuit({ reason: reasons[kept.because] });
    default:
      return kept satisfies never;
  }
}

/** Most keychains have a name; two are called by a word, which is another one in every language. */
function inKeychain(name: string, texts: KeychainTexts): string {
  switch (name) {
    case 'Keychain':
      return texts.macKeychain;
    case 'the keyring':
      return texts.keyring;
    default:
      return texts.keychain({ name });
  }
}

function notRenewed(trouble: SignedInTrouble, server: string, catalog: Catalog): string {
  return whyNotRenewed(trouble, server, catalog) + catalog.between + catalog.notRenewed.signedInForNow;
}

function whyNotRenewed(trouble: SignedInTrouble, server: string, { notRenewed, storageReasons }: Catalog): string {
  switch (trouble.kind) {
    case 'refused':
      return notRenewed.refused({ server });
    case 'malformed':
      return notRenewed.malformed({ server });
    case 'storage':
      return notRenewed.storage({ reason: storageReasons[trouble.trouble] });
    case 'unforeseen':
      return notRenewed.unforeseen;
    default:
      return trouble satisfies never;
  }
}

function withoutSandbox(sandbox: SandboxState, { settings: { about } }: Catalog) {
  switch (sandbox) {
    case 'on':
      return null;
    case 'off':
      return about.sandboxOff;
    case 'off-from-source':
      return about.sandboxOffFromSource;
    default:
      return sandbox satisfies never;
  }
}

function settingChangeProblem(
  found: SettingChangeProblem,
  { settings: { problems }, storageReasons }: Catalog,
): string {
  switch (found.kind) {
    case 'locked':
      return problems.locked;
    case 'not-saved':
      return problems.notSaved({ reason: storageReasons[found.trouble] });
    case 'not-applied':
      return problems.notApplied({ reason: storageReasons[found.trouble] });
    case 'not-ours':
      return problems.notOurs;
    case 'declined':
      return '';
    default:
      return found satisfies never;
  }
}

function nameProblem(problem: NameProblem, { accounts: { nameProblems } }: Catalog, format: Format): string {
  if (problem === 'too-long') return nameProblems[problem]({ longest: format.number(LONGEST_ACCOUNT_NAME) });
  return nameProblems[problem];
}
