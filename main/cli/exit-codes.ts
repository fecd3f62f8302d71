/**
 * Exit codes for scripts. README.md explains them. terminal/report.ts assigns them to states and failures,
 * local-tools/problems.ts to the local API's problems.
 */
export const EXIT = {
  /** Signed in, signed out, or a token was printed. */
  ok: 0,
  /** An unexpected error; `doctor`: a problem was found. */
  error: 1,
  /** The person who approves refused, or the user refused a tool. */
  denied: 2,
  /** The code has expired or was used. */
  expired: 3,
  /** The server refused, or its response was malformed. */
  refused: 4,
  unreachable: 5,
  /** The sign-in can't be stored or read. */
  storage: 6,
  /** Another process has the profile, or the app is busy. */
  busy: 7,
  /** The server ended the session. */
  ended: 8,
  notSignedIn: 9,
  /** The user could not be asked or did not answer. */
  noConsent: 10,
  ambiguousAccount: 11,
  /** No token is valid for as long as requested. */
  noSuchLifetime: 12,
  /** EX_USAGE of sysexits(3): an invalid flag, setting or request. */
  usage: 64,
  /** EX_NOPERM: the profile is not safe from other users. */
  unsafe: 77,
  /** EX_CONFIG: the administrator's file can't be used or doesn't allow this. */
  policyProblem: 78,
  hungUp: 129,
  interrupted: 130,
  terminated: 143,
} as const;
