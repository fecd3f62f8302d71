/** Contract types: the results of exchanges with the server, for display. */

/** What the user needs to approve this computer (validated, RFC 8628 §3.2). */
export interface Prompt {
  /** Verbatim as sent by the server; it is grouped only for display. */
  readonly userCode: string;
  /** The URL to type: https, or http on loopback, with the host in ASCII. */
  readonly verificationUri: string;
  /** The content of the QR code: `verification_uri_complete` if the server sent a valid one, else `verificationUri`. */
  readonly qrText: string;
  /** Whether the QR code includes the user code. */
  readonly qrCarriesCode: boolean;
  /** The page's host if it isn't the server's, which the view points out. */
  readonly foreignHost: string | null;
  /** Whether only this computer can open the page, because it's on loopback. */
  readonly onlyOnThisComputer: boolean;
  /** Fields of the response that were ignored or assumed, for Details. */
  readonly ignored: readonly Ignored[];
}

/** An optional field that was ignored or assumed, and the rule. Never contains the value. In English, like all Details. */
export interface Ignored {
  readonly field: string;
  readonly rule: string;
}

/** An authorization server's error response, sanitized and truncated for display (RFC 6749 §5.2). */
export interface ErrorResponse {
  readonly status: number;
  readonly error: string | null;
  /** `error_description`, or the `detail` of a validation error. */
  readonly description: string | null;
}

/** Why there was no usable response. `code` is Chromium's (`net::ERR_…`) or `HTTP 503`: for Details. */
export interface NoResponse {
  readonly why:
    | 'offline'
    | 'name-not-found'
    | 'refused'
    | 'reset'
    | 'timed-out'
    | 'certificate'
    /** TLS failed for another reason: the server supports none, or none that is safe. */
    | 'tls'
    | 'proxy'
    | 'proxy-password'
    | 'redirected'
    | 'server-trouble'
    | 'too-many-requests'
    | 'not-json'
    | 'too-large'
    /** There is no endpoint at this URL: 404, 405, 410 or 501. */
    | 'no-endpoint'
    | 'unknown';
  readonly code: string;
}

/** The result of the last exchange with the server. */
export type ConnectionState = { readonly kind: 'ok' } | { readonly kind: 'retrying'; readonly because: NoResponse };

/** The progress while waiting for approval. */
export type Waiting =
  | ConnectionState
  /** A poll has been waiting for its response for a while. */
  | { readonly kind: 'slow' }
  /** The server demands a longer pause than usual. `because`: the reason; null if it only responded that approval is pending. */
  | { readonly kind: 'must-wait'; readonly waitMs: number; readonly because: NoResponse | null };
