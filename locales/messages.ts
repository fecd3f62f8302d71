/**
 * Every word that a person reads, window, tray and terminal alike: a language that misses one does not compile.
 * Pure TypeScript: the main process imports it too.
 */
import type {
  Account,
  ChoiceProblem,
  Choices,
  ConfigurationProblem,
  Ended,
  EpochMs,
  Failure,
  FoundServer,
  Kept,
  NoAnswer,
  Preference,
  ServerProblem,
  SessionState,
  SignedInTrouble,
  StorageTrouble,
  Waiting,
} from '../preload/api.ts';

/** What happened, what that means, and what to do next; `text` and `next` may be empty. */
export interface Told {
  readonly title: string;
  readonly text: string;
  readonly next: string;
}

/** Who the words are about. */
export interface Names {
  readonly server: string;
  readonly computer: string;
}

/** A sentence with parts that are drawn in their own way, in the order that the language wants. */
export type Sentence<Part> = readonly (string | Part)[];

export interface Messages {
  /** BCP 47, for the `lang` attribute. */
  readonly language: string;
  readonly direction: 'ltr' | 'rtl';
  readonly productName: string;
  /** What stands between two sentences: a space, or nothing. */
  readonly between: string;

  // ── Shared by window, tray and terminal ────────────────────────────────────

  /** What failed. `signedInAs`: who is signed in all the same; nobody, if left out. */
  failure(failure: Failure, names: Names, signedInAs?: Account | null): Told;
  /** Why a sign-in is over. */
  ended(ended: Ended, names: Names): Told;
  /** For support, one fact per line: the server's own words, a status, a `net::` code. No secrets. */
  details(of: Failure | Ended | Waiting): readonly string[];
  /** Where the sign-in is kept, as a sentence. */
  kept(kept: Kept): string;
  /** Where it is kept, as the value of the facts `kept` and `willBeKept`. */
  keptWhere(kept: Kept): string;
  storage(trouble: StorageTrouble): Told;
  serverProblem(problem: ServerProblem): string;
  /** Why a server could not be checked, and what to do. */
  serverUnreachable(because: NoAnswer): string;
  /** `offMs`: how far this computer's clock is ahead of the server's, negative if it is behind. */
  clockOff(offMs: number): string;
  /** The notification that this account's sign-in has ended; a click on it asks for a new code. */
  needsYou(account: Account): { readonly title: string; readonly text: string };
  /** The state in one line, for the tray's tooltip and menu. */
  trayState(session: SessionState, serverName: string): string;
  /** The administrator's file cannot be used. */
  readonly misconfigured: {
    readonly title: string;
    readonly why: Readonly<Record<ConfigurationProblem['why'], string>>;
    readonly next: string;
    /** Somebody is signed in, and stays so. */
    readonly signedInForNow: string;
    /** Before its path. */
    readonly file: string;
    /** Before the rule that it breaks. */
    readonly rule: string;
  };
  readonly menu: {
    readonly signIn: string;
    readonly signInAgain: string;
    readonly show: string;
    readonly signOut: string;
    readonly quit: string;
    readonly copyCode: string;
    readonly openPage: string;
    readonly settings: string;
    readonly startAtLogin: string;
  };
  /** The menu bar of macOS, in Apple’s own terms; each item by the name that Electron has for its role. */
  readonly mac: {
    readonly app: Readonly<Record<'services' | 'hide' | 'hideOthers' | 'unhide' | 'quit', string>>;
    readonly edit: Readonly<Record<'menu' | 'undo' | 'redo' | 'cut' | 'copy' | 'paste' | 'selectAll', string>>;
    readonly window: Readonly<Record<'menu' | 'minimize' | 'zoom' | 'close' | 'front', string>>;
  };

  // ── The terminal ───────────────────────────────────────────────────────────

  readonly terminal: {
    /** Before the address. */
    readonly open: string;
    /** Before the code. */
    readonly code: string;
    readonly thenEnter: string;
    /** The QR code carries the user code. */
    readonly thenCompare: string;
    /** The page opens on this computer only. */
    readonly onlyHere: string;
    foreignHost(host: string, server: string): string;
    caution(names: Names): string;
    waiting(lifetimeMs: number): string;
    stillTrying(because: NoAnswer): string;
    readonly connected: string;
    readonly slow: string;
    toldToWait(ms: number): string;
    /** The server keeps refusing to renew the sign-in. */
    signInAgain(flag: string): string;
    readonly stopping: string;
    readonly stopped: string;
    nobody(server: string): string;
    signedIn(account: Account): string;
    /** Somebody else, who was signed in before. */
    formerly(name: string): string;
    readonly signedOut: string;
    keepWithoutKeyring(flag: string): string;
    /** What is stored cannot be read. */
    signInAnew(flag: string): string;
  };

  // ── The window ─────────────────────────────────────────────────────────────

  readonly facts: {
    readonly thisComputer: string;
    readonly server: string;
    readonly account: string;
    /** Somebody else, who was signed in before. */
    readonly formerly: string;
    readonly kept: string;
    /** Before a sign-in. */
    readonly willBeKept: string;
    readonly since: string;
    readonly until: string;
    /** How a sign-in would be kept is still being found out. */
    readonly notYetKnown: string;
  };
  readonly support: {
    readonly summary: string;
    readonly what: string;
    readonly version: string;
    readonly note: string;
    /** What leads to the examination of this computer, and its title. */
    readonly examine: string;
  };
  readonly actions: {
    readonly signIn: string;
    readonly signInAgain: string;
    readonly getNewCode: string;
    readonly tryAgain: string;
    readonly notNow: string;
    readonly cancel: string;
    readonly changeServer: string;
  };
  readonly loading: { readonly title: string; readonly waitingTitle: string; readonly waitingText: string };
  readonly connect: {
    readonly title: string;
    readonly text: string;
    readonly address: string;
    /** With an example of an address. */
    example<Part>(address: Part): Sentence<Part>;
    readonly advanced: string;
    readonly clientId: string;
    readonly scope: string;
    readonly deviceAuthorizationPath: string;
    readonly tokenPath: string;
    /** In an empty field: a default or the server’s metadata fills it. */
    readonly automatic: string;
    readonly advancedHint: string;
    readonly connect: string;
    readonly checking: string;
    readonly checkAgain: string;
    /** Whatever was found. */
    readonly continueAnyway: string;
    /** Instead of the address that the server suggests. */
    readonly keepEntered: string;
    readonly useAddress: string;
    fullAddress<Part>(address: Part): Sentence<Part>;
    noSignIn<Part>(server: Part): Sentence<Part>;
    readonly noSignInHint: string;
    /** Before the paths that were requested, each with what came back. */
    readonly answers: string;
    /** A server that can be used, and what it makes possible. */
    readonly found: {
      readonly title: string;
      all<Part>(server: Part): Sentence<Part>;
      some<Part>(server: Part): Sentence<Part>;
      readonly withPhone: string;
      readonly stays: string;
      readonly staysNot: Readonly<Record<Exclude<FoundServer['staysSignedIn'], 'yes'>, string>>;
      readonly signingOut: string;
      readonly endsThere: string;
      readonly endsNot: Readonly<Record<Exclude<FoundServer['signingOut'], 'ends-there'>, string>>;
      readonly yes: string;
      /** `names`: endpoints at another origin, by their wire names. */
      foreign(names: string): string;
      readonly next: string;
      readonly another: string;
      /** Before the path of a document. */
      readonly foundIn: string;
    };
    /** Nothing was typed. */
    readonly noAddress: string;
  };
  readonly signedOut: { readonly title: string; readonly text: string };
  readonly requestingCode: { readonly title: string; text<Part>(server: Part): Sentence<Part> };
  readonly awaiting: {
    readonly title: string;
    readonly text: string;
    /** The QR code carries the user code: it is compared, not typed. */
    readonly titleCompare: string;
    readonly textCompare: string;
    /** The address is too long for a QR code. */
    readonly titleNoQr: string;
    readonly textNoQr: string;
    /** The page opens on this computer only, with the code in it already. */
    readonly titleCompareHere: string;
    /** The page opens on this computer only. */
    readonly textOnlyHere: string;
    /** One button for both, if only this computer can open the page. */
    readonly copyAndOpen: string;
    readonly hiddenTitle: string;
    readonly hiddenText: string;
    readonly passLabel: string;
    qrLabel(address: string): string;
    /** The code, character by character. */
    spelled(userCode: string): string;
    address<Part>(address: Part): Sentence<Part>;
    addressNoQr<Part>(address: Part): Sentence<Part>;
    foreignHost<Part>(host: Part, server: Part): Sentence<Part>;
    timeLeft(ms: number): string;
    /** No time is left, and the server has not said yet what became of the code. */
    readonly timeUp: string;
    readonly waiting: string;
    /** The same, where a phone could not reach the page. */
    readonly waitingHere: string;
    readonly trouble: string;
    /** An answer is still awaited. */
    readonly slow: string;
    /** The server demands a pause that is longer than usual. */
    toldToWait(ms: number): string;
    caution<Part>(time: Part, computer: Part, server: Part): Sentence<Part>;
    readonly copyCode: string;
    readonly copied: string;
    readonly openPage: string;
    readonly hideCode: string;
    readonly showCode: string;
    /** Square and code over the whole window, and back again. */
    readonly enlarge: string;
    readonly reduce: string;
  };
  readonly signedIn: {
    readonly title: string;
    readonly text: string;
    /** The server gave no refresh token. */
    readonly textUntil: string;
    /** The refresh token ends, and renewing it does not go well. */
    readonly textUnlessRenewed: string;
    retrying(because: NoAnswer): string;
    /** Renewing failed, though something answered. */
    trouble(trouble: SignedInTrouble, names: Names): string;
    readonly weak: string;
    /** Moves a weakly kept sign-in into a keyring: `keyring` is what people call it. */
    protect(keyring: string): string;
    readonly signOut: string;
    question(names: Names): string;
    readonly questionText: string;
    readonly stay: string;
  };
  /** What a proxy asks for. */
  readonly proxy: {
    readonly user: string;
    readonly password: string;
    /** Who gets both, and for how long they are kept. */
    note<Part>(host: Part): Sentence<Part>;
    readonly noUser: string;
    readonly refused: string;
  };
  readonly signingOut: { readonly title: string; text<Part>(server: Part): Sentence<Part> };
  readonly storageUnreadable: {
    readonly nothingDeleted: string;
    readonly signInInstead: string;
    /** What is stored is another computer’s. */
    readonly signInHere: string;
    readonly setAside: string;
  };

  readonly settings: {
    readonly title: string;
    readonly back: string;
    /** Told after each change. */
    readonly saved: string;
    readonly lockedBy: Readonly<Record<NonNullable<Preference<unknown>['lockedBy']>, string>>;
    problem(problem: ChoiceProblem): string;

    /** A heading: when the program starts. */
    readonly start: string;
    readonly startAtLogin: string;
    readonly notInstalled: string;
    /** macOS only; as its own settings are called. */
    readonly needsApproval: string;
    readonly startHidden: string;

    /** A heading. */
    readonly look: string;
    readonly language: string;
    /** The language of the system. */
    readonly systemLanguage: string;
    readonly theme: string;
    readonly themes: Readonly<Record<Choices['theme'], string>>;

    /** A heading. */
    readonly signIn: string;
    readonly notifications: string;
    /** Whether the approval page may name this computer. */
    readonly sendComputerName: string;
    readonly sendComputerNameNote: string;
    readonly keepWithoutKeyring: string;
    readonly keepWithoutKeyringNote: string;
    /** Main's question before that is switched on, and its yes. */
    readonly keepWeakly: string;
    readonly keepWeaklyYes: string;
    /** It was switched off, while a sign-in is kept in that way. */
    readonly keptAllTheSame: string;

    /** A heading. */
    readonly window: string;
    readonly whenClosed: string;
    readonly whenClosedNote: string;
    readonly whenClosedTo: Readonly<Record<Choices['whenClosed'], string>>;

    /** The question when the window closes where there is no tray. */
    readonly closing: {
      readonly question: string;
      readonly text: string;
      readonly keep: string;
      readonly quit: string;
      readonly remember: string;
    };

    readonly about: {
      /** What leads there. */
      readonly open: string;
      readonly title: string;
      readonly text: string;
      readonly version: string;
      readonly system: string;
      /** Ours, and where those of the parts are. */
      readonly licences: string;
      /** What still protects the user while Chromium's sandbox is off, and what to do about it. */
      readonly sandboxOff: { readonly text: string; readonly next: string };
    };
  };

  /** Newer versions of this program; `version`: as semver writes it. */
  readonly updates: {
    readonly title: string;
    /** Looks now. */
    readonly look: string;
    /** It has not looked yet. */
    readonly daily: string;
    readonly looking: string;
    /** There is nothing newer. */
    readonly newest: string;
    /** Also what happens next: it tries again tomorrow, or when it is told to. */
    readonly couldNotLook: string;
    /** It is there, and somebody has to get it. */
    toGet(version: string): string;
    downloading(version: string): string;
    /** Also what happens next. */
    notDownloaded(version: string): string;
    /** It is on this computer. */
    toInstall(version: string): string;
    readonly byAdministrator: string;
    /** Opens its page. */
    readonly get: string;
    /** Restarts with it. */
    readonly restart: string;
    /** Not today. */
    readonly later: string;
    /** The same in the tray's menu. */
    menuGet(version: string): string;
    menuRestart(version: string): string;
  };

  // ── Times ──────────────────────────────────────────────────────────────────

  /** The time of day: "14:02". */
  time(at: EpochMs): string;
  /** Day and time, as the value of a fact: "today, 14:03". */
  moment(at: EpochMs): string;
}
