/**
 * The format version of everything a vault writes, and the records that its files share.
 *
 * The stored names are a contract with the files on disk, so a rename in the code must not change them. Any change of a stored
 * name or shape must raise `FORMAT`, migrate every earlier version (the unit tests hold golden vaults of each), and write the
 * key file first: older versions of the app check that, and leave a vault with a newer format alone.
 */
import * as v from 'valibot';
import type { Identity } from '../oauth/id-token.ts';

/** The format that this version reads and writes. It never changes a vault with a higher format. */
export const FORMAT = 1;

/**
 * The format of the key file in a profile with several accounts. Its content is the same as in format 1, but single-account
 * versions of the app leave the vault alone.
 */
export const FORMAT_OF_SEVERAL = 2;

/** Whether a newer version of the app wrote this. All formats have a top-level `format`. */
export function isNewer(value: unknown, newest = FORMAT): boolean {
  const any = v.safeParse(v.object({ format: v.number() }), value);
  return any.success && any.output.format > newest;
}

/** The server and client of a token. It's encrypted along with the token, because a file's name or location proves nothing (R7). */
export const BindingRecord = v.object({ baseUrl: v.string(), clientId: v.string(), tokenEndpoint: v.string() });

/** The person who signed in, by the claims in OpenID Connect Core 1.0, section 2. */
export const IdentityRecord = v.pipe(
  v.object({ iss: v.string(), sub: v.string() }),
  v.transform(({ iss, sub }): Identity => ({ issuer: iss, subject: sub })),
);

export function identityRecord(identity: Identity | null): v.InferInput<typeof IdentityRecord> | null {
  return identity && { iss: identity.issuer, sub: identity.subject };
}
