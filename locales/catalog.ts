/** Generated from locales/*.json by `npm run messages`. Do not edit. */

/** Each language's own name, by its BCP 47 tag. */
export const LANGUAGES = {
  en: 'English',
  ar: 'العربية',
  de: 'Deutsch',
  es: 'Español',
  fr: 'Français',
  ja: '日本語',
  'pt-BR': 'Português (Brasil)',
  'zh-CN': '简体中文',
} as const;

export type Language = keyof typeof LANGUAGES;

/** The messages of a language, by the chunk that loads them. A function takes its message's arguments. */
export interface Catalogs {
  readonly common: {
    readonly direction: string;
    readonly between: string;
    when(args: { readonly hour: number; readonly hourCycle: 'h12' | 'other'; readonly dayKind: 'date' | 'other'; readonly day: string; readonly time: string }): string;
    moment(args: { readonly day: string; readonly time: string }): string;
    readonly whyNoResponse: {
      readonly offline: string;
      readonly 'name-not-found': string;
      readonly refused: string;
      readonly reset: string;
      readonly 'timed-out': string;
      readonly certificate: string;
      readonly tls: string;
      readonly proxy: string;
      readonly 'proxy-password': string;
      readonly redirected: string;
      readonly 'server-trouble': string;
      readonly 'too-many-requests': string;
      readonly 'not-json': string;
      readonly 'too-large': string;
      readonly 'no-endpoint': string;
      readonly unknown: string;
    };
    readonly units: {
      second(args: { readonly count: number; readonly number: string }): string;
      minute(args: { readonly count: number; readonly number: string }): string;
      hour(args: { readonly count: number; readonly number: string }): string;
      day(args: { readonly count: number; readonly number: string }): string;
    };
    clockOff(args: { readonly direction: 'fast' | 'other'; readonly duration: string }): string;
    readonly tray: {
      ofAccount(args: { readonly account: string; readonly state: string }): string;
    };
    readonly menu: {
      readonly quit: string;
    };
    readonly facts: {
      readonly thisComputer: string;
      readonly server: string;
      readonly account: string;
      readonly formerly: string;
      readonly kept: string;
      readonly willBeKept: string;
      readonly since: string;
      readonly until: string;
      readonly notYetKnown: string;
    };
    readonly support: {
      readonly summary: string;
      readonly what: string;
      readonly version: string;
      readonly note: string;
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
    readonly loading: {
      readonly title: string;
      readonly waitingTitle: string;
      readonly waitingText: string;
    };
    readonly awaiting: {
      readonly copied: string;
    };
    readonly accounts: {
      readonly title: string;
      readonly add: string;
      readonly rename: string;
      readonly remove: string;
      oneCode(args: { readonly account: string }): string;
      missing(args: { readonly count: number; readonly number: string }): string;
    };
    readonly proxy: {
      readonly user: string;
      readonly password: string;
      note(args: { readonly host: string }): string;
      readonly noUser: string;
      readonly refused: string;
    };
    readonly settings: {
      readonly title: string;
      readonly back: string;
      readonly lockedBy: {
        readonly flag: string;
        readonly administrator: string;
      };
    };
    readonly updates: {
      readonly title: string;
      toGet(args: { readonly version: string }): string;
      toInstall(args: { readonly version: string }): string;
      readonly get: string;
      readonly restart: string;
      readonly later: string;
    };
  };
  readonly connect: {
    readonly failures: {
      readonly nextSteps: {
        readonly offline: string;
        readonly 'name-not-found': string;
        readonly refused: string;
        readonly reset: string;
        readonly 'timed-out': string;
        readonly certificate: string;
        readonly tls: string;
        readonly proxy: string;
        readonly 'proxy-password': string;
        readonly redirected: string;
        readonly 'server-trouble': string;
        readonly 'too-many-requests': string;
        readonly 'not-json': string;
        readonly 'too-large': string;
        readonly 'no-endpoint': string;
        readonly unknown: string;
      };
    };
    readonly serverProblems: {
      readonly 'not-an-address': string;
      readonly 'not-https': string;
      readonly 'has-password': string;
      readonly locked: string;
      'bad-client-id'(args: { readonly longest: string }): string;
      readonly 'bad-scope': string;
      readonly 'bad-device-authorization-path': string;
      readonly 'bad-token-path': string;
      readonly 'not-saved': string;
    };
    readonly connect: {
      readonly title: string;
      readonly text: string;
      readonly address: string;
      example(args: { readonly address: string }): string;
      readonly advanced: string;
      readonly clientId: string;
      readonly scope: string;
      readonly deviceAuthorizationPath: string;
      readonly tokenPath: string;
      readonly automatic: string;
      readonly advancedHint: string;
      readonly connect: string;
      readonly noAddress: string;
      readonly checking: string;
      readonly checkAgain: string;
      readonly continueAnyway: string;
      readonly keepEntered: string;
      readonly useAddress: string;
      fullAddress(args: { readonly address: string }): string;
      noSignIn(args: { readonly server: string }): string;
      readonly noSignInHint: string;
      readonly responses: string;
      readonly found: {
        readonly title: string;
        all(args: { readonly server: string }): string;
        some(args: { readonly server: string }): string;
        readonly withPhone: string;
        readonly stays: string;
        readonly staysNot: {
          readonly no: string;
          readonly 'not-known': string;
        };
        readonly signingOut: string;
        readonly endsThere: string;
        readonly endsNot: {
          readonly 'not-known': string;
          readonly 'only-here': string;
        };
        readonly yes: string;
        foreign(args: { readonly names: string }): string;
        readonly next: string;
        readonly another: string;
        readonly foundIn: string;
      };
    };
  };
  readonly code: {
    readonly requestingCode: {
      readonly title: string;
      text(args: { readonly server: string }): string;
    };
    readonly awaiting: {
      readonly title: string;
      readonly text: string;
      readonly titleCompare: string;
      readonly textCompare: string;
      readonly titleNoQr: string;
      readonly textNoQr: string;
      readonly titleCompareHere: string;
      readonly textOnlyHere: string;
      readonly copyAndOpen: string;
      readonly hiddenTitle: string;
      readonly hiddenText: string;
      readonly passLabel: string;
      qrLabel(args: { readonly address: string }): string;
      spelled(args: { readonly code: string }): string;
      address(args: { readonly address: string }): string;
      addressNoQr(args: { readonly address: string }): string;
      foreignHost(args: { readonly host: string; readonly server: string }): string;
      timeLeft(args: { readonly count: number; readonly duration: string }): string;
      readonly timeUp: string;
      readonly waiting: string;
      readonly waitingHere: string;
      readonly trouble: string;
      readonly slow: string;
      mustWait(args: { readonly duration: string }): string;
      caution(args: { readonly time: string; readonly computer: string; readonly server: string }): string;
      readonly copyCode: string;
      readonly copied: string;
      readonly openPage: string;
      readonly hideCode: string;
      readonly showCode: string;
      readonly enlarge: string;
      readonly reduce: string;
      readonly spelledSeparator: string;
      passLabelFor(args: { readonly account: string }): string;
      cautionFor(args: { readonly time: string; readonly computer: string; readonly server: string; readonly account: string }): string;
    };
    readonly spelling: {
      readonly '0': string;
      readonly '1': string;
      readonly O: string;
      readonly o: string;
      readonly I: string;
      readonly i: string;
      readonly l: string;
      readonly '-': string;
      readonly '–': string;
      readonly _: string;
      readonly '.': string;
      readonly ',': string;
      readonly ':': string;
      readonly '/': string;
      readonly ' ': string;
    };
  };
  readonly 'signed-in': {
    readonly storageReasons: {
      readonly 'no-keyring': string;
      readonly 'keyring-locked': string;
      readonly 'keyring-changed': string;
      readonly 'disk-full': string;
      readonly 'read-only': string;
      readonly 'no-permission': string;
      readonly damaged: string;
      readonly 'newer-version': string;
      readonly 'other-computer': string;
      readonly io: string;
    };
    readonly keptWhere: {
      keychain(args: { readonly name: string }): string;
      readonly macKeychain: string;
      readonly keyring: string;
      readonly weak: string;
      untilQuit(args: { readonly reason: string }): string;
    };
    readonly notRenewed: {
      refused(args: { readonly server: string }): string;
      interrupted(args: { readonly server: string }): string;
      malformed(args: { readonly server: string }): string;
      storage(args: { readonly reason: string }): string;
      readonly unforeseen: string;
      readonly signedInForNow: string;
    };
    readonly protect: {
      keychain(args: { readonly name: string }): string;
      readonly macKeychain: string;
      readonly keyring: string;
    };
    readonly signedIn: {
      readonly title: string;
      readonly text: string;
      readonly textWithoutTray: string;
      readonly textUntil: string;
      readonly textLimit: string;
      textLocked(args: { readonly duration: string }): string;
      textLimitOrLocked(args: { readonly duration: string }): string;
      readonly textUnlessRenewed: string;
      retrying(args: { readonly reason: string }): string;
      readonly weak: string;
      readonly signOut: string;
      question(args: { readonly computer: string }): string;
      readonly questionText: string;
      readonly stay: string;
      readonly tryingAgain: string;
    };
    readonly accounts: {
      readonly unidentified: string;
    };
    readonly misconfigured: {
      readonly signedInForNow: string;
    };
    readonly tools: {
      readonly title: string;
      readonly use: {
        readonly title: string;
        readonly hint: string;
        lastUsed(args: { readonly tool: string; readonly when: string }): string;
        readonly text: string;
        readonly with: string;
        readonly terminal: string;
        readonly notes: {
          readonly terminal: string;
          readonly git: string;
          readonly docker: string;
          readonly kubectl: string;
        };
        readonly copyCommand: string;
        readonly install: string;
      };
    };
  };
  readonly 'signed-out': {
    readonly endings: {
      readonly signedOut: string;
      readonly signedOutOffline: string;
      readonly signedOutHere: {
        readonly later: {
          readonly text: string;
          readonly next: string;
        };
        readonly ended: {
          text(args: { readonly server: string }): string;
          readonly next: string;
        };
        readonly 'not-ended': {
          text(args: { readonly server: string }): string;
          readonly next: string;
        };
        readonly 'no-endpoint': {
          text(args: { readonly server: string }): string;
          readonly next: string;
        };
        readonly 'ended-before': {
          text(args: { readonly server: string }): string;
          readonly next: string;
        };
      };
      readonly signInAgain: string;
      readonly signInAgainNext: string;
      revoked(args: { readonly when: string }): string;
      interrupted(args: { readonly when: string }): string;
      ranOut(args: { readonly when: string }): string;
      readonly limit: {
        'max-age'(args: { readonly when: string }): string;
        locked(args: { readonly when: string }): string;
      };
      readonly refused: {
        none(args: { readonly server: string; readonly when: string }): string;
        client(args: { readonly server: string; readonly when: string }): string;
        scope(args: { readonly server: string; readonly when: string }): string;
        'no-scope'(args: { readonly server: string; readonly when: string }): string;
        'grant-type'(args: { readonly server: string; readonly when: string }): string;
      };
      readonly refusedNext: string;
    };
    readonly storageReasons: {
      readonly 'no-keyring': string;
      readonly 'keyring-locked': string;
      readonly 'keyring-changed': string;
      readonly 'disk-full': string;
      readonly 'read-only': string;
      readonly 'no-permission': string;
      readonly damaged: string;
      readonly 'newer-version': string;
      readonly 'other-computer': string;
      readonly io: string;
    };
    readonly keptWhere: {
      keychain(args: { readonly name: string }): string;
      readonly macKeychain: string;
      readonly keyring: string;
      readonly weak: string;
      untilQuit(args: { readonly reason: string }): string;
    };
    readonly signedOut: {
      readonly title: string;
      readonly text: string;
      readonly onThisComputer: string;
      readonly isSignedOut: string;
      onServer(args: { readonly server: string }): string;
      readonly whenReached: string;
    };
    readonly signedIn: {
      readonly signOut: string;
    };
    readonly accounts: {
      readonly othersUnaffected: string;
    };
    readonly signingOut: {
      readonly title: string;
      text(args: { readonly server: string }): string;
    };
  };
  readonly failed: {
    readonly failures: {
      readonly denied: {
        readonly title: string;
        text(args: { readonly when: string }): string;
        readonly next: string;
      };
      readonly expired: {
        readonly title: string;
        readonly text: string;
        readonly next: string;
      };
      readonly codeNotValid: {
        readonly title: string;
        readonly text: string;
        readonly next: string;
      };
      readonly tokenResponseLost: {
        readonly title: string;
        readonly text: string;
        readonly next: string;
      };
      readonly noEndpoint: {
        readonly title: string;
        text(args: { readonly server: string }): string;
        readonly next: string;
      };
      readonly unreachable: string;
      notFound(args: { readonly server: string }): string;
      readonly ranOutMeanwhile: string;
      readonly nextSteps: {
        readonly offline: string;
        readonly 'name-not-found': string;
        readonly refused: string;
        readonly reset: string;
        readonly 'timed-out': string;
        readonly certificate: string;
        readonly tls: string;
        readonly proxy: string;
        readonly 'proxy-password': string;
        readonly redirected: string;
        readonly 'server-trouble': string;
        readonly 'too-many-requests': string;
        readonly 'not-json': string;
        readonly 'too-large': string;
        readonly 'no-endpoint': string;
        readonly unknown: string;
      };
      readonly refused: {
        readonly title: string;
        readonly text: {
          none(args: { readonly server: string }): string;
          client(args: { readonly server: string }): string;
          scope(args: { readonly server: string }): string;
          'no-scope'(args: { readonly server: string }): string;
          'grant-type'(args: { readonly server: string }): string;
        };
        readonly next: string;
      };
      readonly malformed: {
        readonly title: string;
        text(args: { readonly server: string }): string;
        readonly next: string;
      };
      readonly notDeletedTitle: string;
      notDeleted(args: { readonly reason: string }): string;
      readonly leftBehind: {
        later(args: { readonly server: string }): string;
        ended(args: { readonly server: string }): string;
        'ended-before'(args: { readonly server: string }): string;
        'not-ended'(args: { readonly server: string }): string;
        'no-endpoint'(args: { readonly server: string }): string;
      };
      readonly notProtectedTitle: string;
      notProtected(args: { readonly reason: string }): string;
      readonly unforeseen: {
        readonly title: string;
        readonly text: string;
        readonly next: string;
      };
      readonly stillSignedIn: {
        named(args: { readonly computer: string; readonly account: string }): string;
        unnamed(args: { readonly computer: string }): string;
      };
      notSignedIn(args: { readonly computer: string }): string;
      readonly nothingChanged: string;
    };
    readonly storageTroubles: {
      readonly 'no-keyring': {
        readonly title: string;
        readonly text: string;
        readonly next: string;
      };
      readonly 'keyring-locked': {
        readonly title: string;
        readonly text: string;
        readonly next: string;
      };
      readonly 'keyring-changed': {
        readonly title: string;
        readonly text: string;
        readonly next: string;
      };
      readonly 'disk-full': {
        readonly title: string;
        readonly text: string;
        readonly next: string;
      };
      readonly 'read-only': {
        readonly title: string;
        readonly text: string;
        readonly next: string;
      };
      readonly 'no-permission': {
        readonly title: string;
        readonly text: string;
        readonly next: string;
      };
      readonly damaged: {
        readonly title: string;
        readonly text: string;
        readonly next: string;
      };
      readonly 'newer-version': {
        readonly title: string;
        readonly text: string;
        readonly next: string;
      };
      readonly 'other-computer': {
        readonly title: string;
        readonly text: string;
        readonly next: string;
      };
      readonly io: {
        readonly title: string;
        readonly text: string;
        readonly next: string;
      };
    };
    readonly storageReasons: {
      readonly 'no-keyring': string;
      readonly 'keyring-locked': string;
      readonly 'keyring-changed': string;
      readonly 'disk-full': string;
      readonly 'read-only': string;
      readonly 'no-permission': string;
      readonly damaged: string;
      readonly 'newer-version': string;
      readonly 'other-computer': string;
      readonly io: string;
    };
    readonly accounts: {
      readonly unreadable: {
        readonly title: string;
        text(args: { readonly reason: string }): string;
        readonly damagedNext: string;
      };
    };
    readonly storageUnreadable: {
      readonly nothingDeleted: string;
      readonly signInInstead: string;
      readonly signInHere: string;
      readonly setAside: string;
    };
    readonly misconfigured: {
      readonly title: string;
      readonly why: {
        readonly unreadable: string;
        readonly 'not-trusted': string;
        readonly 'not-json': string;
        readonly 'wrong-field': string;
      };
      readonly next: string;
      readonly signedInForNow: string;
      readonly file: string;
      readonly rule: string;
    };
  };
  readonly accounts: {
    readonly failures: {
      readonly notDeletedTitle: string;
    };
    readonly endings: {
      readonly signInAgain: string;
    };
    readonly storageTroubles: {
      readonly 'no-keyring': {
        readonly title: string;
      };
      readonly 'keyring-locked': {
        readonly title: string;
      };
      readonly 'keyring-changed': {
        readonly title: string;
      };
      readonly 'disk-full': {
        readonly title: string;
      };
      readonly 'read-only': {
        readonly title: string;
      };
      readonly 'no-permission': {
        readonly title: string;
      };
      readonly damaged: {
        readonly title: string;
      };
      readonly 'newer-version': {
        readonly title: string;
      };
      readonly 'other-computer': {
        readonly title: string;
      };
      readonly io: {
        readonly title: string;
      };
    };
    readonly tray: {
      readonly starting: string;
      readonly waitingForKeyring: string;
      readonly noServer: string;
      readonly signedOut: string;
      requestingCode(args: { readonly server: string }): string;
      readonly waiting: string;
      readonly waitingInTrouble: string;
      readonly waitingHereInTrouble: string;
      signedIn(args: { readonly server: string }): string;
      signedInRetrying(args: { readonly server: string }): string;
      signedInNotRenewed(args: { readonly server: string }): string;
      readonly signingOut: string;
      needsYou(args: { readonly server: string }): string;
      readonly failed: string;
      failedSignedIn(args: { readonly server: string }): string;
      ofAccount(args: { readonly account: string; readonly state: string }): string;
      allSignedIn(args: { readonly count: number; readonly number: string }): string;
      needYou(args: { readonly count: number; readonly number: string }): string;
    };
    readonly awaiting: {
      readonly waitingHere: string;
    };
    readonly accounts: {
      readonly title: string;
      readonly allWell: string;
      readonly noneSignedIn: string;
      signInAgain(args: { readonly account: string }): string;
      needsYou(args: { readonly account: string }): string;
      needYou(args: { readonly count: number; readonly number: string }): string;
      readonly states: {
        readonly signedIn: string;
        readonly retrying: string;
        readonly notRenewed: string;
        readonly lastFailed: string;
        readonly requestingCode: string;
      };
      waiting(args: { readonly count: number; readonly state: string; readonly duration: string }): string;
      atServer(args: { readonly server: string }): string;
      readonly add: string;
      alsoUsedBy(args: { readonly accounts: string }): string;
      readonly anotherServer: string;
      readonly byAdministrator: string;
      readonly name: string;
      readonly nameExample: string;
      readonly nameNote: string;
      readonly next: string;
      readonly rename: string;
      readonly renameNote: string;
      readonly save: string;
      readonly renamed: string;
      readonly nameProblems: {
        readonly empty: string;
        'too-long'(args: { readonly longest: string }): string;
        readonly 'bad-character': string;
        readonly taken: string;
        readonly locked: string;
        readonly 'not-saved': string;
      };
      readonly remove: string;
      readonly unidentified: string;
      readonly othersUnaffected: string;
      signOutQuestion(args: { readonly account: string }): string;
      removeQuestion(args: { readonly account: string }): string;
      readonly removeText: string;
      readonly someoneElse: {
        readonly title: string;
        text(args: { readonly account: string; readonly other: string }): string;
        readonly unnamed: string;
        readonly expected: string;
        readonly approvedBy: string;
        readonly unknown: string;
        readonly keep: string;
        keepNote(args: { readonly account: string }): string;
        replace(args: { readonly account: string }): string;
        replaceNote(args: { readonly account: string; readonly other: string }): string;
        readonly discard: string;
        readonly discardNote: string;
        readonly notification: string;
        hasAccountText(args: { readonly account: string; readonly other: string; readonly theirs: string }): string;
        useForTheirs(args: { readonly theirs: string }): string;
        useForTheirsNote(args: { readonly theirs: string; readonly account: string }): string;
        readonly notReportedTitle: string;
        notReportedText(args: { readonly account: string }): string;
        itWasMe(args: { readonly account: string }): string;
        readonly itWasMeNote: string;
      };
      someSignedIn(args: { readonly count: string; readonly total: string }): string;
      readonly tooMany: string;
      oneCode(args: { readonly account: string }): string;
      readonly continue: string;
      readonly unreadable: {
        readonly title: string;
        text(args: { readonly reason: string }): string;
        readonly damagedNext: string;
      };
      missing(args: { readonly count: number; readonly number: string }): string;
    };
    readonly misconfigured: {
      readonly title: string;
    };
  };
  readonly pages: {
    readonly failures: {
      readonly notDeletedTitle: string;
    };
    readonly endings: {
      readonly signInAgain: string;
    };
    readonly storageTroubles: {
      readonly 'no-keyring': {
        readonly title: string;
      };
      readonly 'keyring-locked': {
        readonly title: string;
      };
      readonly 'keyring-changed': {
        readonly title: string;
      };
      readonly 'disk-full': {
        readonly title: string;
      };
      readonly 'read-only': {
        readonly title: string;
      };
      readonly 'no-permission': {
        readonly title: string;
      };
      readonly damaged: {
        readonly title: string;
      };
      readonly 'newer-version': {
        readonly title: string;
      };
      readonly 'other-computer': {
        readonly title: string;
      };
      readonly io: {
        readonly title: string;
      };
    };
    readonly storageReasons: {
      readonly 'no-keyring': string;
      readonly 'keyring-locked': string;
      readonly 'keyring-changed': string;
      readonly 'disk-full': string;
      readonly 'read-only': string;
      readonly 'no-permission': string;
      readonly damaged: string;
      readonly 'newer-version': string;
      readonly 'other-computer': string;
      readonly io: string;
    };
    readonly tray: {
      readonly starting: string;
      readonly waitingForKeyring: string;
      readonly noServer: string;
      readonly signedOut: string;
      requestingCode(args: { readonly server: string }): string;
      readonly waiting: string;
      readonly waitingInTrouble: string;
      readonly waitingHereInTrouble: string;
      signedIn(args: { readonly server: string }): string;
      signedInRetrying(args: { readonly server: string }): string;
      signedInNotRenewed(args: { readonly server: string }): string;
      readonly signingOut: string;
      needsYou(args: { readonly server: string }): string;
      readonly failed: string;
      failedSignedIn(args: { readonly server: string }): string;
      ofAccount(args: { readonly account: string; readonly state: string }): string;
      allSignedIn(args: { readonly count: number; readonly number: string }): string;
      needYou(args: { readonly count: number; readonly number: string }): string;
    };
    readonly awaiting: {
      readonly waitingHere: string;
    };
    readonly accounts: {
      readonly states: {
        readonly signedIn: string;
        readonly retrying: string;
        readonly notRenewed: string;
        readonly lastFailed: string;
        readonly requestingCode: string;
      };
      readonly someoneElse: {
        readonly title: string;
        readonly notReportedTitle: string;
      };
    };
    readonly misconfigured: {
      readonly title: string;
    };
    readonly settings: {
      readonly title: string;
      readonly back: string;
      readonly saved: string;
      readonly lockedBy: {
        readonly flag: string;
        readonly administrator: string;
      };
      readonly problems: {
        readonly locked: string;
        notSaved(args: { readonly reason: string }): string;
        notApplied(args: { readonly reason: string }): string;
        readonly notOurs: string;
      };
      readonly start: string;
      readonly startAtLogin: string;
      readonly notInstalled: string;
      readonly needsApproval: string;
      readonly startHidden: string;
      readonly look: string;
      readonly language: string;
      readonly systemLanguage: string;
      readonly theme: string;
      readonly themes: {
        readonly system: string;
        readonly light: string;
        readonly dark: string;
      };
      readonly signIn: string;
      readonly notifications: string;
      readonly sendComputerName: string;
      readonly sendComputerNameNote: string;
      readonly keepWithoutKeyring: string;
      readonly keepWithoutKeyringNote: string;
      readonly keepWeakly: string;
      readonly keepWeaklyYes: string;
      readonly keptAllTheSame: string;
      readonly window: string;
      readonly whenClosed: string;
      readonly whenClosedNote: string;
      readonly whenClosedTo: {
        readonly ask: string;
        readonly quit: string;
        readonly 'keep-running': string;
      };
      readonly closing: {
        readonly question: string;
        readonly text: string;
        readonly keep: string;
        readonly quit: string;
        readonly remember: string;
      };
      readonly about: {
        readonly open: string;
        readonly title: string;
        readonly text: string;
        readonly version: string;
        readonly system: string;
        readonly licenses: string;
        readonly sandboxOff: {
          readonly text: string;
          readonly next: string;
        };
        readonly sandboxOffFromSource: {
          readonly text: string;
          readonly next: string;
        };
      };
    };
    readonly updates: {
      readonly title: string;
      readonly daily: string;
      toGet(args: { readonly version: string }): string;
      downloading(args: { readonly version: string }): string;
      notDownloaded(args: { readonly version: string }): string;
      toInstall(args: { readonly version: string }): string;
      readonly byAdministrator: string;
      readonly get: string;
      readonly restart: string;
      readonly later: string;
      menuGet(args: { readonly version: string }): string;
      menuRestart(args: { readonly version: string }): string;
      readonly check: string;
      readonly checking: string;
      readonly upToDate: string;
      readonly checkFailed: string;
    };
    readonly tools: {
      readonly title: string;
      readonly ask: string;
      readonly askNote: string;
      onlyThese(args: { readonly names: string }): string;
      readonly noneMayAsk: string;
      readonly open: string;
      readonly allowed: string;
      readonly none: {
        readonly title: string;
        readonly text: string;
      };
      readonly lasts: {
        always(args: { readonly account: string }): string;
        untilLock(args: { readonly account: string }): string;
        untilQuit(args: { readonly account: string }): string;
      };
      onlyFor(args: { readonly host: string }): string;
      used(args: { readonly count: number; readonly when: string; readonly times: string }): string;
      readonly neverUsed: string;
      readonly remove: string;
      removeTool(args: { readonly tool: string }): string;
      readonly removed: string;
      readonly activity: string;
      readonly allActivity: string;
      readonly events: {
        token(args: { readonly tool: string; readonly account: string }): string;
        allowed(args: { readonly tool: string; readonly account: string }): string;
        removed(args: { readonly tool: string }): string;
        refused(args: { readonly tool: string; readonly reason: string }): string;
      };
      readonly reasons: {
        readonly declined: string;
        readonly 'no-consent': string;
        readonly 'not-allowed-by-policy': string;
        readonly 'tools-off': string;
        readonly 'host-not-allowed': string;
        readonly 'not-signed-in': string;
        readonly 'storage-unreadable': string;
        readonly 'lifetime-unavailable': string;
        readonly 'server-unreachable': string;
        readonly 'server-refused': string;
        readonly busy: string;
        readonly 'shutting-down': string;
        readonly 'not-valid': string;
        readonly internal: string;
      };
      unreachable(args: { readonly reason: string }): string;
      readonly troubles: {
        readonly 'path-too-long': string;
        readonly occupied: string;
        readonly 'in-use': string;
        readonly 'folder-not-private': string;
        readonly 'no-permission': string;
        readonly io: string;
      };
      readonly use: {
        readonly title: string;
        readonly hint: string;
        lastUsed(args: { readonly tool: string; readonly when: string }): string;
        readonly text: string;
        readonly with: string;
        readonly terminal: string;
        readonly notes: {
          readonly terminal: string;
          readonly git: string;
          readonly docker: string;
          readonly kubectl: string;
        };
        readonly copyCommand: string;
        readonly install: string;
      };
      readonly command: {
        readonly title: string;
        readonly install: string;
        readonly remove: string;
        notInstalled(args: { readonly folder: string; readonly command: string }): string;
        installed(args: { readonly command: string; readonly folder: string }): string;
        offPath(args: { readonly folder: string; readonly line: string; readonly startup: string }): string;
        packaged(args: { readonly command: string; readonly file: string }): string;
        occupied(args: { readonly file: string }): string;
        failed(args: { readonly folder: string; readonly reason: string }): string;
      };
    };
  };
  readonly doctor: {
    readonly failures: {
      readonly nextSteps: {
        readonly offline: string;
        readonly 'name-not-found': string;
        readonly refused: string;
        readonly reset: string;
        readonly 'timed-out': string;
        readonly certificate: string;
        readonly tls: string;
        readonly proxy: string;
        readonly 'proxy-password': string;
        readonly redirected: string;
        readonly 'server-trouble': string;
        readonly 'too-many-requests': string;
        readonly 'not-json': string;
        readonly 'too-large': string;
        readonly 'no-endpoint': string;
        readonly unknown: string;
      };
    };
    readonly storageTroubles: {
      readonly 'no-keyring': {
        readonly title: string;
        readonly text: string;
        readonly next: string;
      };
      readonly 'keyring-locked': {
        readonly title: string;
        readonly text: string;
        readonly next: string;
      };
      readonly 'keyring-changed': {
        readonly title: string;
        readonly text: string;
        readonly next: string;
      };
      readonly 'disk-full': {
        readonly title: string;
        readonly text: string;
        readonly next: string;
      };
      readonly 'read-only': {
        readonly title: string;
        readonly text: string;
        readonly next: string;
      };
      readonly 'no-permission': {
        readonly title: string;
        readonly text: string;
        readonly next: string;
      };
      readonly damaged: {
        readonly title: string;
        readonly text: string;
        readonly next: string;
      };
      readonly 'newer-version': {
        readonly title: string;
        readonly text: string;
        readonly next: string;
      };
      readonly 'other-computer': {
        readonly title: string;
        readonly text: string;
        readonly next: string;
      };
      readonly io: {
        readonly title: string;
        readonly text: string;
        readonly next: string;
      };
    };
    readonly storageReasons: {
      readonly 'no-keyring': string;
      readonly 'keyring-locked': string;
      readonly 'keyring-changed': string;
      readonly 'disk-full': string;
      readonly 'read-only': string;
      readonly 'no-permission': string;
      readonly damaged: string;
      readonly 'newer-version': string;
      readonly 'other-computer': string;
      readonly io: string;
    };
    readonly kept: {
      readonly weak: string;
    };
    readonly misconfigured: {
      readonly why: {
        readonly unreadable: string;
        readonly 'not-trusted': string;
        readonly 'not-json': string;
        readonly 'wrong-field': string;
      };
      readonly next: string;
    };
    readonly settings: {
      readonly notInstalled: string;
      readonly needsApproval: string;
      readonly about: {
        readonly sandboxOff: {
          readonly text: string;
          readonly next: string;
        };
        readonly sandboxOffFromSource: {
          readonly text: string;
          readonly next: string;
        };
      };
    };
    readonly tools: {
      unreachable(args: { readonly reason: string }): string;
      readonly troubles: {
        readonly 'path-too-long': string;
        readonly occupied: string;
        readonly 'in-use': string;
        readonly 'folder-not-private': string;
        readonly 'no-permission': string;
        readonly io: string;
      };
    };
    readonly doctor: {
      readonly intro: string;
      readonly underWay: string;
      readonly incomplete: string;
      readonly again: string;
      readonly save: string;
      readonly savedAs: string;
      readonly saved: string;
      notSaved(args: { readonly reason: string }): string;
      readonly whole: {
        readonly good: string;
        readonly 'worth-knowing': string;
        readonly wrong: string;
        readonly unknown: string;
      };
      readonly verdicts: {
        readonly good: string;
        readonly 'worth-knowing': string;
        readonly wrong: string;
        readonly unknown: string;
      };
      readonly topics: {
        readonly server: string;
        readonly certificate: string;
        readonly proxy: string;
        readonly clock: string;
        readonly keyring: string;
        readonly vault: string;
        readonly permissions: string;
        readonly policy: string;
        readonly start: string;
        readonly tray: string;
        readonly sandbox: string;
        readonly running: string;
        readonly versions: string;
        readonly tools: string;
        readonly accounts: string;
      };
      readonly unchecked: string;
      readonly findings: {
        readonly server: {
          readonly reached: {
            readonly text: string;
          };
          readonly 'no-sign-in': {
            readonly text: string;
            readonly next: string;
          };
          readonly 'other-endpoints': {
            readonly text: string;
            readonly next: string;
          };
          readonly 'none-chosen': {
            readonly text: string;
            readonly next: string;
          };
          readonly 'not-allowed': {
            readonly text: string;
            readonly next: string;
          };
          readonly 'bad-setting': {
            readonly text: string;
            readonly next: string;
          };
        };
        readonly certificate: {
          readonly trusted: {
            readonly text: string;
          };
          readonly 'not-needed': {
            readonly text: string;
          };
          readonly 'wrong-date': {
            readonly text: string;
            readonly next: string;
          };
          readonly 'unknown-authority': {
            readonly text: string;
            readonly next: string;
          };
          readonly 'other-name': {
            readonly text: string;
            readonly next: string;
          };
          readonly revoked: {
            readonly text: string;
            readonly next: string;
          };
          readonly 'not-accepted': {
            readonly text: string;
            readonly next: string;
          };
        };
        readonly proxy: {
          readonly direct: {
            readonly text: string;
          };
          readonly used: {
            readonly text: string;
          };
          readonly 'asks-password': {
            readonly text: string;
            readonly next: string;
          };
        };
        readonly clock: {
          readonly right: {
            readonly text: string;
          };
          readonly fast: {
            readonly text: string;
            readonly next: string;
          };
          readonly slow: {
            readonly text: string;
            readonly next: string;
          };
          readonly 'before-build': {
            readonly text: string;
            readonly next: string;
          };
        };
        readonly keyring: {
          readonly protects: {
            readonly text: string;
          };
          readonly weak: {
            readonly text: string;
            readonly next: string;
          };
          readonly none: {
            readonly text: string;
            readonly next: string;
          };
        };
        readonly vault: {
          readonly empty: {
            readonly text: string;
          };
          readonly kept: {
            readonly text: string;
          };
          readonly 'from-before': {
            readonly text: string;
            readonly next: string;
          };
          readonly 'other-endpoint': {
            readonly text: string;
            readonly next: string;
          };
          readonly 'not-deleted': {
            readonly text: string;
            readonly next: string;
          };
        };
        readonly permissions: {
          readonly private: {
            readonly text: string;
          };
          readonly absent: {
            readonly text: string;
          };
          readonly open: {
            readonly text: string;
            readonly next: string;
          };
          readonly 'vault-open': {
            readonly text: string;
            readonly next: string;
          };
          readonly 'other-owner': {
            readonly text: string;
            readonly next: string;
          };
          readonly 'not-writable': {
            readonly text: string;
            readonly next: string;
          };
        };
        readonly policy: {
          readonly none: {
            readonly text: string;
          };
          readonly used: {
            readonly text: string;
          };
          readonly overruled: {
            readonly text: string;
            readonly next: string;
          };
          readonly 'audit-not-written': {
            readonly text: string;
            readonly next: string;
          };
          readonly 'audit-lost': {
            readonly text: string;
            readonly next: string;
          };
          readonly 'lock-unknown': {
            readonly text: string;
            readonly next: string;
          };
        };
        readonly start: {
          readonly on: {
            readonly text: string;
          };
          readonly off: {
            readonly text: string;
          };
        };
        readonly tray: {
          readonly shown: {
            readonly text: string;
          };
          readonly none: {
            readonly text: string;
            readonly next: string;
          };
        };
        readonly sandbox: {
          readonly on: {
            readonly text: string;
          };
        };
        readonly running: {
          readonly this: {
            readonly text: string;
          };
          readonly none: {
            readonly text: string;
          };
          readonly another: {
            readonly text: string;
          };
        };
        readonly versions: {
          readonly known: {
            readonly text: string;
          };
        };
        readonly tools: {
          readonly listening: {
            readonly text: string;
          };
          readonly ready: {
            readonly text: string;
          };
          readonly off: {
            readonly text: string;
          };
          readonly 'off-by-policy': {
            readonly text: string;
          };
          readonly 'not-listening': {
            readonly text: string;
            readonly next: string;
          };
        };
        readonly accounts: {
          readonly listed: {
            readonly text: string;
          };
          readonly lost: {
            readonly text: string;
            readonly next: string;
          };
        };
      };
      readonly toolsNext: {
        readonly 'path-too-long': string;
        readonly occupied: string;
        readonly 'in-use': string;
        readonly 'folder-not-private': string;
        readonly 'no-permission': string;
        readonly io: string;
      };
    };
  };
  readonly consent: {
    readonly consent: {
      title(args: { readonly tool: string }): string;
      text(args: { readonly server: string }): string;
      readonly host: string;
      readonly reason: string;
      readonly unchecked: string;
      readonly answers: string;
      readonly no: string;
      readonly once: string;
      readonly untilLock: string;
      readonly untilQuit: string;
      readonly always: string;
      readonly silence: string;
      readonly startedBy: string;
      readonly folder: string;
      readonly protects: string;
      readonly notification: string;
      readonly open: string;
    };
  };
  readonly desktop: {
    readonly failures: {
      readonly notDeletedTitle: string;
    };
    readonly endings: {
      readonly signInAgain: string;
    };
    readonly storageTroubles: {
      readonly 'no-keyring': {
        readonly title: string;
        readonly text: string;
        readonly next: string;
      };
      readonly 'keyring-locked': {
        readonly title: string;
        readonly text: string;
        readonly next: string;
      };
      readonly 'keyring-changed': {
        readonly title: string;
        readonly text: string;
        readonly next: string;
      };
      readonly 'disk-full': {
        readonly title: string;
        readonly text: string;
        readonly next: string;
      };
      readonly 'read-only': {
        readonly title: string;
        readonly text: string;
        readonly next: string;
      };
      readonly 'no-permission': {
        readonly title: string;
        readonly text: string;
        readonly next: string;
      };
      readonly damaged: {
        readonly title: string;
        readonly text: string;
        readonly next: string;
      };
      readonly 'newer-version': {
        readonly title: string;
        readonly text: string;
        readonly next: string;
      };
      readonly 'other-computer': {
        readonly title: string;
        readonly text: string;
        readonly next: string;
      };
      readonly io: {
        readonly title: string;
        readonly text: string;
        readonly next: string;
      };
    };
    readonly storageReasons: {
      readonly 'no-keyring': string;
      readonly 'keyring-locked': string;
      readonly 'keyring-changed': string;
      readonly 'disk-full': string;
      readonly 'read-only': string;
      readonly 'no-permission': string;
      readonly damaged: string;
      readonly 'newer-version': string;
      readonly 'other-computer': string;
      readonly io: string;
    };
    readonly terminal: {
      readonly signedIn: {
        named(args: { readonly name: string; readonly server: string }): string;
        unnamed(args: { readonly server: string }): string;
      };
    };
    readonly kept: {
      keychain(args: { readonly name: string }): string;
      readonly macKeychain: string;
      readonly keyring: string;
      readonly weak: string;
      untilQuit(args: { readonly reason: string }): string;
    };
    readonly phoneNeeded: {
      named(args: { readonly name: string; readonly server: string }): string;
      unnamed(args: { readonly server: string }): string;
    };
    readonly tray: {
      readonly starting: string;
      readonly waitingForKeyring: string;
      readonly noServer: string;
      readonly signedOut: string;
      requestingCode(args: { readonly server: string }): string;
      readonly waiting: string;
      readonly waitingInTrouble: string;
      readonly waitingHereInTrouble: string;
      signedIn(args: { readonly server: string }): string;
      signedInRetrying(args: { readonly server: string }): string;
      signedInNotRenewed(args: { readonly server: string }): string;
      readonly signingOut: string;
      needsYou(args: { readonly server: string }): string;
      readonly failed: string;
      failedSignedIn(args: { readonly server: string }): string;
      ofAccount(args: { readonly account: string; readonly state: string }): string;
      allSignedIn(args: { readonly count: number; readonly number: string }): string;
      needYou(args: { readonly count: number; readonly number: string }): string;
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
      signInTo(args: { readonly account: string }): string;
    };
    readonly mac: {
      readonly app: {
        readonly services: string;
        readonly hide: string;
        readonly hideOthers: string;
        readonly unhide: string;
        readonly quit: string;
      };
      readonly edit: {
        readonly menu: string;
        readonly undo: string;
        readonly redo: string;
        readonly cut: string;
        readonly copy: string;
        readonly paste: string;
        readonly selectAll: string;
      };
      readonly window: {
        readonly menu: string;
        readonly minimize: string;
        readonly zoom: string;
        readonly close: string;
        readonly front: string;
      };
    };
    readonly quitting: {
      readonly question: string;
      readonly note: string;
      readonly quit: string;
    };
    readonly awaiting: {
      readonly waitingHere: string;
    };
    readonly signedIn: {
      readonly title: string;
      readonly signOut: string;
      question(args: { readonly computer: string }): string;
      readonly questionText: string;
      readonly stay: string;
    };
    readonly accounts: {
      readonly states: {
        readonly signedIn: string;
        readonly retrying: string;
        readonly notRenewed: string;
        readonly lastFailed: string;
        readonly requestingCode: string;
      };
      signOutQuestion(args: { readonly account: string }): string;
      removeQuestion(args: { readonly account: string }): string;
      readonly removeText: string;
      readonly someoneElse: {
        readonly title: string;
        readonly notification: string;
        readonly notReportedTitle: string;
      };
    };
    readonly misconfigured: {
      readonly title: string;
    };
    readonly settings: {
      readonly keepWithoutKeyringNote: string;
      readonly keepWeakly: string;
      readonly keepWeaklyYes: string;
      readonly closing: {
        readonly question: string;
        readonly text: string;
        readonly keep: string;
        readonly quit: string;
        readonly remember: string;
      };
      readonly about: {
        readonly open: string;
      };
    };
    readonly updates: {
      menuGet(args: { readonly version: string }): string;
      menuRestart(args: { readonly version: string }): string;
    };
    readonly consent: {
      title(args: { readonly tool: string }): string;
      readonly notification: string;
      readonly open: string;
    };
    readonly tools: {
      readonly title: string;
    };
  };
  readonly terminal: {
    readonly storageReasons: {
      readonly 'no-keyring': string;
      readonly 'keyring-locked': string;
      readonly 'keyring-changed': string;
      readonly 'disk-full': string;
      readonly 'read-only': string;
      readonly 'no-permission': string;
      readonly damaged: string;
      readonly 'newer-version': string;
      readonly 'other-computer': string;
      readonly io: string;
    };
    readonly terminal: {
      readonly open: string;
      readonly code: string;
      readonly thenEnter: string;
      readonly thenCompare: string;
      readonly onlyHere: string;
      foreignHost(args: { readonly host: string; readonly server: string }): string;
      caution(args: { readonly computer: string; readonly server: string }): string;
      waiting(args: { readonly duration: string }): string;
      stillTrying(args: { readonly reason: string; readonly code: string }): string;
      readonly connected: string;
      readonly slow: string;
      mustWait(args: { readonly duration: string }): string;
      signInAgain(args: { readonly flag: string }): string;
      readonly stopping: string;
      readonly stopped: string;
      notSignedIn(args: { readonly server: string }): string;
      readonly signedIn: {
        named(args: { readonly name: string; readonly server: string }): string;
        unnamed(args: { readonly server: string }): string;
      };
      formerly(args: { readonly name: string }): string;
      readonly signedOut: string;
      keepWithoutKeyring(args: { readonly flag: string }): string;
      signInKeepingFiles(args: { readonly flag: string }): string;
      getToken(args: { readonly command: string }): string;
    };
    readonly kept: {
      keychain(args: { readonly name: string }): string;
      readonly macKeychain: string;
      readonly keyring: string;
      readonly weak: string;
      untilQuit(args: { readonly reason: string }): string;
    };
    readonly notRenewed: {
      refused(args: { readonly server: string }): string;
      interrupted(args: { readonly server: string }): string;
    };
    readonly profile: {
      readonly refused: string;
      ownedByOther(args: { readonly folder: string }): string;
      writableByOthers(args: { readonly folder: string }): string;
      readonly next: string;
      readonly taken: {
        readonly title: string;
        readonly text: string;
        readonly next: string;
      };
    };
    readonly signedIn: {
      readonly textUntil: string;
      readonly textUnlessRenewed: string;
    };
    readonly accounts: {
      readonly someoneElse: {
        readonly title: string;
        text(args: { readonly account: string; readonly other: string }): string;
        readonly unnamed: string;
        readonly expected: string;
        readonly approvedBy: string;
        readonly unknown: string;
        readonly keep: string;
        keepNote(args: { readonly account: string }): string;
        replace(args: { readonly account: string }): string;
        replaceNote(args: { readonly account: string; readonly other: string }): string;
        readonly discard: string;
        readonly discardNote: string;
        readonly notification: string;
        hasAccountText(args: { readonly account: string; readonly other: string; readonly theirs: string }): string;
        useForTheirs(args: { readonly theirs: string }): string;
        useForTheirsNote(args: { readonly theirs: string; readonly account: string }): string;
        readonly notReportedTitle: string;
        notReportedText(args: { readonly account: string }): string;
        itWasMe(args: { readonly account: string }): string;
        readonly itWasMeNote: string;
      };
    };
    readonly settings: {
      readonly about: {
        readonly sandboxOff: {
          readonly text: string;
          readonly next: string;
        };
        readonly sandboxOffFromSource: {
          readonly text: string;
          readonly next: string;
        };
      };
    };
  };
}

/** Loads the messages of a chunk in a language. Each is a separate script. */
export type Loaders<Chunk extends keyof Catalogs> = Readonly<Record<Language, () => Promise<Catalogs[Chunk]>>>;
