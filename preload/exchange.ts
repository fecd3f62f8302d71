/** What an exchange with the server came to, as it is shown: part of the contract, types only. */

/** What the user needs in order to approve this computer (RFC 8628 §3.2, validated). */
export interface Prompt {
  /** Verbatim, as the server sent it; grouped only when drawn. */
  readonly userCode: string;
  /** The address to type. https, or http on loopback; its host in ASCII. */
  readonly verificationUri: string;
  /** What the QR code holds: `verification_uri_complete` if the server gave a fitting one, else `verificationUri`. */
  readonly qrText: string;
  /** Whether a phone that scans the QR code has the user code already. */
  readonly qrCarriesCode: boolean;
  /** The page's host, if it is not the server's own: the view warns of that. */
  readonly foreignHost: string | null;
  /** The page is on a loopback address: it opens on this computer only. */
  readonly onlyOnThisComputer: boolean;
  /** What the answer left out or spelled so that it was ignored: for Details. */
  readonly ignored: readonly Ignored[];
}

/** An optional field that was ignored or assumed, and by which rule; never its value. In English, like all Details. */
export interface Ignored {
  readonly field: string;
  readonly rule: string;
}

/** An authorization server's error response, sanitized and truncated for display (RFC 6749 §5.2). */
export interface ServerSaid {
  readonly status: number;
  readonly error: string | null;
  /** `error_description`, or the `detail` of a validation error. */
  readonly description: string | null;
}

/** Why there was no usable response. `code` is Chromium's (`net::ERR_…`) or `HTTP 503`: for Details. */
export interface NoAnswer {
  readonly why:
    | 'offline'
    | 'name-not-found'
    | 'refused'
    | 'reset'
    | 'timed-out'
    | 'certificate'
    /** TLS failed for another reason: the server speaks none, or none that is safe. */
    | 'tls'
    | 'proxy'
    | 'proxy-password'
    | 'redirected'
    | 'server-trouble'
    | 'too-many-requests'
    | 'not-json'
    | 'too-large'
    /** Nothing at this address takes the request: 404, 405, 410 or 501. */
    | 'no-endpoint'
    | 'unknown';
  readonly code: string;
}

/** How well the last exchange with the server went. */
export type Link = { readonly kind: 'ok' } | { readonly kind: 'retrying'; readonly because: NoAnswer };

/** How waiting for approval goes. */
export type Waiting =
  | Link
  /** A poll has been on its way for a while, and its answer is still awaited. */
  | { readonly kind: 'slow' }
  /** The server demands a longer pause than this app would make. `because`: the reason that it gave; null: it only reported that it still waits. */
  | { readonly kind: 'must-wait'; readonly waitMs: number; readonly because: NoAnswer | null };
