/** How a run ended, for scripts. */
export const EXIT = {
  signedIn: 0,
  wrong: 1,
  denied: 2,
  expired: 3,
  refused: 4,
  unreachable: 5,
  notKept: 6,
  inUse: 7,
  ended: 8,
  notSignedIn: 9,
  noConsent: 10,
  ambiguousAccount: 11,
  noSuchLifetime: 12,
  usage: 64,
  /** EX_NOPERM of sysexits(3): the profile is not safe from other users. */
  unsafe: 77,
  policyProblem: 78,
  hungUp: 129,
  interrupted: 130,
  terminated: 143,
} as const;
