/**
 * What a language brings: its words. Which of them a state calls for is chosen in speak.ts, the same for every language;
 * how they become sentences is the language's own, so names and times come as parameters.
 */
import type { Account, NoAnswer, ServerProblem, Told as ServerTold, StorageTrouble } from '../preload/api.ts';
import type { Messages, Told } from './messages.ts';

export interface Vocabulary extends Omit<Messages, Chosen> {
  /** Day and time inside a sentence: "today at 14:03", "on 21 Nov 2026 at 14:03". */
  when(day: Day, time: string): string;
  /** Day and time by themselves: "today, 14:03". */
  moment(day: string, time: string): string;
  readonly failures: Failures;
  readonly endings: Endings;
  /** Why there was no answer, in one sentence. */
  readonly noAnswers: Readonly<Record<NoAnswer['why'], string>>;
  readonly storageTroubles: Readonly<Record<StorageTrouble, Told>>;
  /** The same as a reason, to follow a colon: why a sign-in is kept only until the program ends, or could not be renewed. */
  readonly storageReasons: Readonly<Record<StorageTrouble, string>>;
  readonly serverProblems: Readonly<Record<ServerProblem, string>>;
  /** Where a sign-in is kept, as a sentence. */
  readonly kept: KeptWords;
  /** The same as the value of a fact. */
  readonly keptWhere: KeptWords;
  readonly signedIn: Omit<Messages['signedIn'], 'trouble' | 'protect'>;
  readonly settings: SettingsWords;
  readonly notRenewed: RenewalWords;
  /** Offers to move a weakly kept sign-in into a keyring. */
  readonly protect: KeychainWords;
  /** What a notification says of a sign-in that has ended. From right to left, it has to begin with a word of the language. */
  phoneNeeded(account: Account): string;
  readonly tray: TrayWords;
}

/** What speak.ts makes of the words below. */
type Chosen =
  | 'productName'
  | 'failure'
  | 'ended'
  | 'details'
  | 'kept'
  | 'keptWhere'
  | 'storage'
  | 'serverProblem'
  | 'serverUnreachable'
  | 'needsYou'
  | 'signedIn'
  | 'settings'
  | 'trayState'
  | 'time'
  | 'moment';

export interface SettingsWords extends Omit<Messages['settings'], 'problem'> {
  /** Why a choice could not be made; `reason`: one of `storageReasons`. */
  readonly problems: {
    readonly locked: string;
    notSaved(reason: string): string;
    notApplied(reason: string): string;
    readonly notOurs: string;
  };
}

/** Told apart by `isDate`, since languages join a date and a word like "today" in different ways. */
export interface Day {
  readonly text: string;
  readonly isDate: boolean;
}

export interface Failures {
  denied(time: string): Told;
  readonly expired: Told;
  readonly codeNotValid: Told;
  readonly answerLost: Told;
  noEndpoint(server: string): Told;
  readonly unreachable: string;
  /** Instead of the reason alone, where the name itself may be mistyped. */
  notFound(server: string): string;
  /** After why no answer came: the time of the code ran out over it. */
  readonly ranOutMeanwhile: string;
  /** What to do where no answer came. */
  readonly nextSteps: Readonly<Record<NoAnswer['why'], string>>;
  /** `reason`: null where only Details can say it. */
  refused(server: string, reason: Refusal | null): Told;
  malformed(server: string): Told;
  readonly notDeletedTitle: string;
  /** `reason`: one of `storageReasons`. */
  notDeleted(reason: string): string;
  /** What the files are still good for that a sign-out could not delete. */
  readonly leftBehind: Readonly<Record<ServerTold, (server: string) => string>>;
  readonly notProtectedTitle: string;
  /** `reason`: one of `storageReasons`. */
  notProtected(reason: string): string;
  readonly unforeseen: Told;

  // What a failure left as it was, where people would wonder.
  stillSignedIn(computer: string, account: string | null): string;
  notSignedIn(computer: string): string;
  readonly nothingChanged: string;
}

/** The refusals that an administrator causes often (RFC 6749 §5.2). */
export type Refusal = 'client' | 'scope' | 'no-scope' | 'grant-type';

/** Why a sign-in is over. `when`: as the language's own `when` says it. */
export interface Endings {
  readonly signedOut: string;
  readonly signedOutHere: Readonly<Record<ServerTold, (server: string) => Omit<Told, 'title'>>>;
  readonly signInAgain: string;
  readonly signInAgainNext: string;
  revoked(when: string): string;
  interrupted(when: string): string;
  ranOut(when: string): string;
  refused(server: string, reason: Refusal | null, when: string): string;
  readonly refusedNext: string;
}

/** Why a sign-in was not renewed that lives on all the same. */
export interface RenewalWords {
  refused(server: string): string;
  malformed(server: string): string;
  /** `reason`: one of `storageReasons`. */
  storage(reason: string): string;
  readonly unforeseen: string;
  /** After each of these. */
  readonly signedInForNow: string;
}

export interface KeychainWords {
  /** By a name: "GNOME Keyring". */
  keychain(name: string): string;
  /** The keychain of macOS, for which each language has a word. */
  readonly macKeychain: string;
  /** A keyring whose name is not known. */
  readonly keyring: string;
}

export interface KeptWords extends KeychainWords {
  readonly weak: string;
  /** `reason`: one of `storageReasons`. */
  untilQuit(reason: string): string;
}

/** Each state in one line. */
export interface TrayWords {
  readonly starting: string;
  readonly waitingForKeyring: string;
  readonly noServer: string;
  readonly signedOut: string;
  requestingCode(server: string): string;
  readonly waiting: string;
  readonly waitingInTrouble: string;
  readonly waitingHereInTrouble: string;
  signedIn(server: string): string;
  signedInRetrying(server: string): string;
  signedInNotRenewed(server: string): string;
  readonly signingOut: string;
  needsYou(server: string): string;
  readonly failed: string;
  failedSignedIn(server: string): string;
}
