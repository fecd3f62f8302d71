/**
 * The version of everything that a vault writes, and the records that several of its files share.
 *
 * The stored names are a contract with the files on disk: a rename in the code must not change them. Any change of a stored
 * name or shape raises `FORMAT`, migrates every earlier version (the unit tests hold golden vaults of each), and writes
 * the key file first: older versions of the app look there, and leave a vault of a newer format alone.
 */
import * as v from 'valibot';
import type { Identity } from '../oauth/id-token.ts';

/** The format that this version of the app reads and writes. It changes nothing in a vault of a higher one. */
export const FORMAT = 1;

/**
 * The format of a key file in a profile with several accounts: it holds the same as format 1, and versions of the app that
 * know one account alone leave the vault to a newer one.
 */
export const FORMAT_OF_SEVERAL = 2;

/** Whether a later version of the app wrote this. All formats have a `format` at their top. */
export function isNewer(value: unknown, newest = FORMAT): boolean {
  const any = v.safeParse(v.object({ format: v.number() }), value);
  return any.success && any.output.format > newest;
}

/** The server and client that a token belongs to, inside the encryption: a file that was moved or renamed proves nothing (R7). */
export const BindingRecord = v.object({ baseUrl: v.string(), clientId: v.string(), tokenEndpoint: v.string() });

/** Who signed in, by the claims of OpenID Connect Core 1.0, section 2. */
export const IdentityRecord = v.pipe(
  v.object({ iss: v.string(), sub: v.string() }),
  v.transform(({ iss, sub }): Identity => ({ issuer: iss, subject: sub })),
);

export function identityRecord(identity: Identity | null): v.InferInput<typeof IdentityRecord> | null {
  return identity && { iss: identity.issuer, sub: identity.subject };
}
