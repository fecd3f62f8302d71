/** The checks at the end of every story that handled secrets. */
import { expect } from '@playwright/test';
import { findSecrets, type Home, scanFolder } from '../harness/fixtures.ts';
import type { Transcript } from '../harness/transcript.ts';

export interface SecretsOfARun {
  /** The home whose whole folder is searched: the profile and everything the app wrote beside it. */
  readonly home: Pick<Home, 'folder'>;
  /** The server that issued the secrets. It must have issued some, because a search for nothing proves nothing. */
  readonly server: { secrets(): readonly string[] };
  /** The apps and terminals whose output is searched as well. */
  readonly runs?: readonly { readonly stdout: Transcript; readonly stderr: Transcript }[];
  /** Any other text that was written, shown or copied. */
  readonly texts?: readonly string[];
}

/** Expects that no token and no device_code was written to disk or printed, in any encoding. */
export function expectNoSecrets({ home, server, runs = [], texts = [] }: SecretsOfARun): void {
  const secrets = server.secrets();
  expect(secrets, 'secrets that were issued').not.toHaveLength(0);
  const printed = runs.flatMap(({ stdout, stderr }) => [stdout.text(), stderr.text()]);
  const findings = [
    ...scanFolder(home.folder, secrets),
    ...[...printed, ...texts].flatMap((text, at) => findSecrets(`text ${at}`, text, secrets)),
  ];
  expect(findings, 'secrets that leaked').toEqual([]);
}
