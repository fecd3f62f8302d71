/** What windows know of a server, and how one is chosen: part of the contract, types only. */
import type { NoAnswer } from './exchange.ts';
import type { LockedBy } from './settings.ts';

/** What is known of the server. */
export interface ServerFacts {
  /** The base URL. */
  readonly url: string;
  /** Its display name: `host[:port]`, in ASCII, and the path if it has one. */
  readonly name: string;
  /** Who has set it, if it cannot be changed here. */
  readonly lockedBy: LockedBy | null;
  /** What is odd about its metadata, as far as that was requested; null before. */
  readonly metadata: MetadataNotes | null;
  /** How far this computer's clock is ahead of its own, in milliseconds; null while that is not worth a word. */
  readonly clockOffMs: number | null;
}

/** What is odd about a server's metadata. */
export interface MetadataNotes {
  /** Endpoints at another origin, by their wire names: they are not used. */
  readonly foreignEndpoints: readonly string[];
  /** The issuer that its document names instead of this server, so that the document is not used; null otherwise. */
  readonly otherIssuer: string | null;
  /** The server revokes tokens only for clients with a secret. */
  readonly revocationNeedsSecret: boolean;
}

/** What the first screen sends; null: the default, or what the server's metadata names. Validated again in the main process. */
export interface ServerChoice {
  readonly url: string;
  readonly clientId: string | null;
  readonly scope: string | null;
  readonly deviceAuthorizationPath: string | null;
  readonly tokenPath: string | null;
}

/** What was found at an address. */
export type ServerCheck =
  /** A field cannot be used, so nothing was sent. */
  | { readonly kind: 'refused'; readonly problem: ServerProblem }
  | { readonly kind: 'found'; readonly server: FoundServer }
  /** The server's document names another path on the same origin as its full address. */
  | { readonly kind: 'other-address'; readonly url: string; readonly name: string }
  /** Something answered, but nothing shows that it offers sign-in with a code. */
  | { readonly kind: 'no-sign-in'; readonly name: string; readonly asked: readonly AskedPath[] }
  | { readonly kind: 'unreachable'; readonly because: NoAnswer };

/** A server that offers sign-in with a code. */
export interface FoundServer {
  readonly name: string;
  /** The path of its document; null: it has none, and the usual path answers. */
  readonly foundIn: string | null;
  readonly deviceAuthorizationPath: string;
  readonly tokenPath: string;
  readonly staysSignedIn: 'yes' | 'no' | 'not-known';
  readonly signingOut: 'ends-there' | 'not-known' | 'only-here';
  /** Endpoints at another origin, by their wire names: the usual path is used instead. */
  readonly foreignEndpoints: readonly string[];
}

/** A path that was requested, and the answer: `404`, or a code of Chromium's. */
export interface AskedPath {
  readonly path: string;
  readonly answer: string;
}

/** Why a server address is not usable. */
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
