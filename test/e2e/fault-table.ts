/** Every fault of a server at the token endpoint, and its effect for a user, a script and the server. */
import { english } from '../harness/messages.ts';
import type { Fault } from './faulty-test.ts';

export interface TokenFault {
  readonly name: string;
  /** The fault; `down` means that the server refuses connections. */
  readonly fault: Fault | 'down';
  /** How a terminal reports it. */
  readonly reported: string;
  /** The effect while waiting for approval. `goes on`: the app polls again, after `waitMs` (the backoff) at the earliest. */
  readonly waiting: 'goes on' | { readonly code: number };
  readonly waitMs?: number;
  /** The effect during a refresh. `asked`: the number of requests; two if the response may have been lost (R4). */
  readonly refreshing: { readonly code: number; readonly asked: number };
  /** Whether the refresh token was used up. Only then may the sign-in end. */
  readonly usedUp?: true;
  /** Whether `npm test` includes the story, for waiting or refreshing. */
  readonly sample?: 'waiting' | 'refreshing';
}

const json = (status: number, body: unknown): Fault => ({ kind: 'json', status, body });

const BROKE = english.whyNoResponse.reset;
const TROUBLE = english.whyNoResponse['server-trouble'];
const NOT_JSON = english.whyNoResponse['not-json'];
const REDIRECTED = english.whyNoResponse.redirected;
const TOO_MANY = 'The server is receiving too many requests.';
const MALFORMED = 'field `access_token`: must be printable ASCII text';

const NO_ENDPOINT = english.whyNoResponse['no-endpoint'];

const UNREACHABLE = { code: 5, asked: 1 };
const LOST = { code: 5, asked: 2 };
const REFUSED = { code: 4, asked: 1 };

export const TOKEN_FAULTS: readonly TokenFault[] = [
  {
    name: 'refuses connections',
    fault: 'down',
    reported: english.whyNoResponse.refused,
    waiting: 'goes on',
    refreshing: { code: 5, asked: 0 },
  },
  { name: 'hangs up', fault: { kind: 'close' }, reported: BROKE, waiting: 'goes on', refreshing: LOST },
  { name: 'resets the connection', fault: { kind: 'reset' }, reported: BROKE, waiting: 'goes on', refreshing: LOST },
  {
    name: 'resets the connection in the middle of its response',
    fault: { kind: 'reset-mid-body' },
    reported: BROKE,
    waiting: 'goes on',
    refreshing: LOST,
  },
  {
    name: 'sends half of its response',
    fault: { kind: 'truncated' },
    reported: BROKE,
    waiting: 'goes on',
    refreshing: LOST,
  },
  {
    name: 'acts, and its response is lost',
    fault: { kind: 'response-lost' },
    reported: BROKE,
    waiting: 'goes on',
    refreshing: { code: 8, asked: 2 },
    usedUp: true,
    sample: 'refreshing',
  },
  { name: 'says nothing', fault: { kind: 'empty' }, reported: NOT_JSON, waiting: 'goes on', refreshing: LOST },
  {
    name: 'shows the page of a captive portal',
    fault: { kind: 'html', status: 200 },
    reported: NOT_JSON,
    waiting: 'goes on',
    refreshing: LOST,
  },
  {
    name: 'stops in the middle of its JSON',
    fault: { kind: 'bytes', status: 200, body: '{"access_token":"half of' },
    reported: NOT_JSON,
    waiting: 'goes on',
    refreshing: LOST,
  },
  {
    name: 'is behind a gateway that fails',
    fault: { kind: 'html', status: 502 },
    reported: TROUBLE,
    waiting: 'goes on',
    refreshing: LOST,
  },
  { name: 'responds with 500', fault: json(500, {}), reported: TROUBLE, waiting: 'goes on', refreshing: UNREACHABLE },
  {
    name: 'responds with 500 and calls it invalid_grant',
    fault: json(500, { error: 'invalid_grant' }),
    reported: TROUBLE,
    waiting: 'goes on',
    refreshing: UNREACHABLE,
  },
  {
    name: 'responds with 503',
    fault: { kind: 'empty', status: 503 },
    reported: TROUBLE,
    waiting: 'goes on',
    refreshing: UNREACHABLE,
  },
  {
    name: 'wants a wait in seconds',
    fault: { kind: 'retry-after', status: 429, after: 4 },
    reported: TOO_MANY,
    waiting: 'goes on',
    waitMs: 4000,
    refreshing: UNREACHABLE,
  },
  {
    name: 'wants a wait until a date',
    // A date has whole seconds, so at least four of the five remain.
    fault: { kind: 'retry-after', status: 429, after: 5, as: 'date' },
    reported: TOO_MANY,
    waiting: 'goes on',
    waitMs: 4000,
    refreshing: UNREACHABLE,
  },
  {
    name: 'has too many requests, and says so in JSON',
    fault: json(429, { error: 'too_many_requests' }),
    reported: TOO_MANY,
    waiting: 'goes on',
    refreshing: UNREACHABLE,
    sample: 'waiting',
  },
  {
    name: 'responds with 408 and calls it invalid_grant',
    fault: json(408, { error: 'invalid_grant' }),
    reported: english.whyNoResponse['timed-out'],
    waiting: 'goes on',
    refreshing: UNREACHABLE,
  },
  ...['temporarily_unavailable', 'server_error'].map(
    (error): TokenFault => ({
      name: `calls it ${error}, with 400`,
      fault: json(400, { error }),
      reported: TROUBLE,
      waiting: 'goes on',
      refreshing: UNREACHABLE,
    }),
  ),
  ...['rate_limited', 'rate_limit_exceeded'].map(
    (error): TokenFault => ({
      name: `calls it ${error}, with 403`,
      fault: json(403, { error }),
      reported: TOO_MANY,
      waiting: 'goes on',
      refreshing: UNREACHABLE,
    }),
  ),
  ...[404, 405, 410, 501].map(
    (status): TokenFault => ({
      name: `is not there for once, with ${status}`,
      fault: { kind: 'html', status },
      reported: NO_ENDPOINT,
      waiting: 'goes on',
      refreshing: UNREACHABLE,
    }),
  ),
  {
    name: 'points elsewhere with 302',
    fault: { kind: 'redirect', status: 302 },
    reported: REDIRECTED,
    waiting: 'goes on',
    refreshing: UNREACHABLE,
  },
  {
    name: 'points elsewhere with 307',
    fault: { kind: 'redirect', status: 307 },
    reported: REDIRECTED,
    waiting: 'goes on',
    refreshing: UNREACHABLE,
  },
  {
    name: 'pours out 50 MB',
    fault: { kind: 'huge' },
    reported: english.whyNoResponse['too-large'],
    waiting: 'goes on',
    refreshing: UNREACHABLE,
  },
  {
    name: 'refuses with 400 and a detail',
    fault: json(400, { detail: 'No such client.' }),
    reported: '  No such client.\n  HTTP 400',
    waiting: { code: 4 },
    refreshing: REFUSED,
  },
  {
    name: 'refuses with an empty 400',
    fault: { kind: 'empty', status: 400 },
    reported: '  HTTP 400',
    waiting: { code: 4 },
    refreshing: REFUSED,
  },
  {
    name: 'refuses with a page and 403',
    fault: { kind: 'html', status: 403 },
    reported: '  HTTP 403',
    waiting: { code: 4 },
    refreshing: REFUSED,
  },
  {
    name: 'refuses with 401 and a detail',
    fault: json(401, { detail: 'Who are you?' }),
    reported: '  Who are you?\n  HTTP 401',
    waiting: { code: 4 },
    refreshing: REFUSED,
    sample: 'waiting',
  },
  {
    name: 'gives null for a token',
    fault: json(200, { access_token: null, refresh_token: null, token_type: null, expires_in: null }),
    reported: MALFORMED,
    waiting: { code: 4 },
    refreshing: REFUSED,
  },
  {
    name: 'gives nothing but empty fields',
    fault: json(200, { access_token: '', refresh_token: '', token_type: '', expires_in: '' }),
    reported: MALFORMED,
    waiting: { code: 4 },
    refreshing: REFUSED,
  },
];
