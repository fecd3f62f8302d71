/** The account that a command line names. */

/** From `--account`, else COMPANION_ACCOUNT; null if neither is given. The last used account is never assumed. */
export function wantedAccount(
  { account }: { readonly account?: string | undefined },
  environment: Readonly<NodeJS.ProcessEnv>,
): string | null {
  return account ?? (environment['COMPANION_ACCOUNT'] || null);
}
