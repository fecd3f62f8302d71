/** Contract types: what windows know about a server, and how one is chosen. */
import type { NoResponse } from './responses.ts';
import type { LockedBy } from './settings.ts';

/** What is known about the server. */
export interface ServerFacts {
  /** The base URL. */
  readonly url: string;
  /** Its display name: `host[:port]`, in ASCII, and the path if it has one. */
  readonly name: string;
  /** Who set it, if the user can't change it. */
  readonly lockedBy: LockedBy | null;
  /** Notes on its metadata; null until that is requested. */
  readonly metadata: MetadataNotes | null;
  /** By how much this computer's clock is ahead of the server's, in milliseconds; null if the difference is negligible. */
  readonly clockOffMs: number | null;
}

/** Problems with a server's metadata. */
export interface MetadataNotes {
  /** The wire names of endpoints at another origin, which are not used. */
  readonly foreignEndpoints: readonly string[];
  /** The other issuer in the document, which is therefore not used; null if there is none. */
  readonly otherIssuer: string | null;
  /** The server revokes tokens only for clients with a secret. */
  readonly revocationNeedsSecret: boolean;
}

/** What the first screen sends. Null: the default, or the metadata's value. The main process validates it again. */
export interface ServerChoice {
  readonly url: string;
  readonly clientId: string | null;
  readonly scope: string | null;
  readonly deviceAuthorizationPath: string | null;
  readonly tokenPath: string | null;
}

/** The result of looking for a server. */
export type ServerCheck =
  /** A field is invalid, so nothing was sent. */
  | { readonly kind: 'refused'; readonly problem: ServerProblem }
  | { readonly kind: 'found'; readonly server: FoundServer }
  /** The server's metadata names another path on the same origin as its base URL. */
  | { readonly kind: 'other-address'; readonly url: string; readonly name: string }
  /** There was a response, but no sign of the device authorization grant. */
  | { readonly kind: 'no-sign-in'; readonly name: string; readonly asked: readonly AskedPath[] }
  | { readonly kind: 'unreachable'; readonly because: NoResponse };

/** A server that offers the device authorization grant. */
export interface FoundServer {
  readonly name: string;
  /** The path of its metadata; null if it has none and the default path responds. */
  readonly foundIn: string | null;
  readonly deviceAuthorizationPath: string;
  readonly tokenPath: string;
  readonly staysSignedIn: 'yes' | 'no' | 'not-known';
  readonly signingOut: 'ends-there' | 'not-known' | 'only-here';
  /** The wire names of endpoints at another origin. The default path is used instead. */
  readonly foreignEndpoints: readonly string[];
}

/** A requested path and the result: a status such as `404`, or a Chromium error. */
export interface AskedPath {
  readonly path: string;
  readonly response: string;
}

/** Why a server's URL can't be used. */
export type ServerProblem =
  | 'not-an-address'
  | 'not-https'
  | 'has-password'
  | 'locked'
  | 'bad-client-id'
  | 'bad-scope'
  | 'bad-device-authorization-path'
  | 'bad-token-path'
  | 'not-saved';
