/** The exit codes of every way to run, for scripts. README.md explains them; problems.ts gives those of the local API's problems. */
export const EXIT = {
  /** Signed in, signed out, or a token was printed. */
  signedIn: 0,
  /** An unexpected error; `doctor`: a problem was found. */
  wrong: 1,
  /** By the person who approves, or by the user who was asked about a program. */
  denied: 2,
  /** The code expired, or was used up. */
  expired: 3,
  /** By the server, or its response was malformed. */
  refused: 4,
  unreachable: 5,
  /** The sign-in could not be kept, or cannot be read. */
  notKept: 6,
  /** Another process has the profile, or the app is busy. */
  inUse: 7,
  /** By the server. */
  ended: 8,
  notSignedIn: 9,
  /** The user could not be asked, or did not answer. */
  noConsent: 10,
  ambiguousAccount: 11,
  /** No token lives as long as was asked. */
  noSuchLifetime: 12,
  /** EX_USAGE of sysexits(3): a bad flag, setting or request. */
  usage: 64,
  /** EX_NOPERM: the profile is not safe from other users. */
  unsafe: 77,
  /** EX_CONFIG: the administrator's file cannot be used, or does not allow this. */
  policyProblem: 78,
  hungUp: 129,
  interrupted: 130,
  terminated: 143,
} as const;
