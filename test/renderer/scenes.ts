/** Every state and sub-case that the window can be asked to draw, by name. */
import type {
  EndAtServer,
  Ended,
  ErrorResponse,
  MetadataNotes,
  NoResponse,
  PolicyProblem,
  Snapshot,
  StorageTrouble,
} from '../../preload/api.ts';
import { ACCOUNT_WAITING, ACCOUNTS } from './accounts.ts';
import { DIAGNOSES } from './diagnoses.ts';
import { PAGES, UPDATE_NOTICES } from './pages.ts';
import { ACCOUNT, awaiting, failed, MINUTE_MS, NO_TOOLS, NOW, SERVER, signedIn, snapshot } from './snapshots.ts';
import { SIGNED_IN_USED, TOOLS } from './tools.ts';

const ODD_METADATA: MetadataNotes = {
  foreignEndpoints: ['token_endpoint'],
  otherIssuer: 'https://login.example.org/tenant',
  revocationNeedsSecret: true,
};

const AT = NOW - 5 * 60 * MINUTE_MS;
const ERROR_RESPONSE: ErrorResponse = {
  status: 400,
  error: 'invalid_grant',
  description: 'The session was ended by an administrator.',
};
const WANTS_PASSWORD: NoResponse = { why: 'proxy-password', code: 'HTTP 407' };
const OFFLINE: NoResponse = { why: 'offline', code: 'net::ERR_INTERNET_DISCONNECTED' };

/** The name of the picture and its snapshot. */
export type Scene = readonly [string, Snapshot];

const STORAGE_TROUBLES: Readonly<Record<StorageTrouble, true>> = {
  'no-keyring': true,
  'keyring-locked': true,
  'keyring-changed': true,
  'disk-full': true,
  'read-only': true,
  'no-permission': true,
  damaged: true,
  'newer-version': true,
  'other-computer': true,
  io: true,
};
const CONFIGURATION_PROBLEMS: Readonly<Record<PolicyProblem['why'], readonly [string | null, string]>> = {
  unreadable: [null, 'must be readable by all users (EACCES)'],
  'not-trusted': [null, '/etc/transparenc-companion must belong to root, not to user 1000'],
  'not-json': [null, 'must contain a JSON object'],
  'wrong-field': ['serverUrl', 'must start with https:// (http:// only for this computer itself)'],
};
const END_AT_SERVER: Readonly<Record<EndAtServer, true>> = {
  ended: true,
  later: true,
  'not-ended': true,
  'no-endpoint': true,
  'ended-before': true,
};
const NO_RESPONSES: Readonly<Record<NoResponse['why'], string>> = {
  offline: 'net::ERR_INTERNET_DISCONNECTED',
  'name-not-found': 'net::ERR_NAME_NOT_RESOLVED',
  refused: 'net::ERR_CONNECTION_REFUSED',
  reset: 'net::ERR_CONNECTION_RESET',
  'timed-out': 'net::ERR_TIMED_OUT',
  certificate: 'net::ERR_CERT_DATE_INVALID',
  tls: 'net::ERR_SSL_PROTOCOL_ERROR',
  proxy: 'net::ERR_PROXY_CONNECTION_FAILED',
  'proxy-password': 'HTTP 407',
  redirected: 'HTTP 302',
  'server-trouble': 'HTTP 503',
  'too-many-requests': 'HTTP 429',
  'not-json': 'HTTP 200',
  'too-large': 'HTTP 200',
  'no-endpoint': 'HTTP 404',
  unknown: 'net::ERR_FAILED',
};
const ENDED: Readonly<Record<string, Ended>> = {
  revoked: { kind: 'revoked', response: ERROR_RESPONSE, at: AT },
  interrupted: { kind: 'interrupted', response: ERROR_RESPONSE, at: AT },
  'ran-out': { kind: 'ran-out', at: NOW - 24 * 60 * MINUTE_MS },
  refused: {
    kind: 'refused',
    response: { status: 401, error: 'invalid_client', description: null },
    at: NOW - 72 * 60 * MINUTE_MS,
  },
  'max-age': { kind: 'limit', limit: 'max-age', at: NOW - 60 * MINUTE_MS },
  locked: { kind: 'limit', limit: 'locked', at: NOW - 60 * MINUTE_MS },
};

function each<K extends string, V>(
  prefix: string,
  table: Readonly<Record<K, V>>,
  draw: (key: K, value: V) => Snapshot,
): readonly Scene[] {
  // The tables are literals: they have the keys of their type and no others.
  const keys = Object.keys(table) as K[];
  return keys.map((key) => [`${prefix}-${key}`, draw(key, table[key])]);
}

/** The views with the pass. None of them may scroll in the smallest window. */
export const WAITING: readonly Scene[] = [
  ['awaiting', awaiting()],
  ['awaiting-trouble', awaiting({}, { connection: { kind: 'retrying', because: OFFLINE } })],
  [
    'awaiting-compare',
    awaiting({ qrText: 'https://login.example.org/device?user_code=WDJB-MJHT', qrCarriesCode: true }),
  ],
  [
    'awaiting-foreign',
    awaiting({ verificationUri: 'https://xn--lgin-6qa.example.net/device', foreignHost: 'xn--lgin-6qa.example.net' }),
  ],
  [
    'awaiting-here-only',
    awaiting({
      verificationUri: 'http://127.0.0.1:4466/device',
      qrText: 'http://127.0.0.1:4466/device',
      onlyOnThisComputer: true,
    }),
  ],
  [
    'awaiting-here-only-compare',
    awaiting({
      verificationUri: 'http://127.0.0.1:4466/device',
      qrText: 'http://127.0.0.1:4466/device?user_code=WDJB-MJHT',
      qrCarriesCode: true,
      onlyOnThisComputer: true,
    }),
  ],
  [
    'awaiting-foreign-trouble',
    awaiting(
      { verificationUri: 'https://xn--lgin-6qa.example.net/device', foreignHost: 'xn--lgin-6qa.example.net' },
      { connection: { kind: 'retrying', because: OFFLINE } },
    ),
  ],
  ['awaiting-slow', awaiting({}, { connection: { kind: 'slow' } })],
  ['awaiting-must-wait', awaiting({}, { connection: { kind: 'must-wait', waitMs: 5 * MINUTE_MS, because: null } })],
  ['awaiting-last-seconds', awaiting({}, { elapsedMs: 9.5 * MINUTE_MS })],
  ['awaiting-run-out', awaiting({}, { elapsedMs: 11 * MINUTE_MS })],
  ['awaiting-hours', awaiting({}, { lifetimeMs: 24 * 60 * MINUTE_MS })],
  ['awaiting-no-joins', awaiting({ userCode: 'O0lI1B8S' })],
  ['awaiting-short-code', awaiting({ userCode: '7' })],
  ['awaiting-long-code', awaiting({ userCode: 'WDJB-MJHT-KQRZ-XNCV' })],
];

/** The most frequent views, which must not scroll either. */
export const SIGNED_IN: readonly Scene[] = [
  ['signed-in', signedIn()],
  SIGNED_IN_USED,
  ['signed-in-nameless', signedIn({ account: { ...ACCOUNT, name: null } })],
  ['signed-in-weak', signedIn({ kept: { kind: 'weak', better: null } })],
  ['signed-in-weak-better', signedIn({ kept: { kind: 'weak', better: 'GNOME Keyring' } })],
  ['signed-in-until-quit', signedIn({ kept: { kind: 'until-quit', because: 'disk-full' } })],
  ['signed-in-until', signedIn({ until: NOW + 60 * MINUTE_MS, since: NOW - 30 * 60 * MINUTE_MS })],
  [
    'signed-in-limits',
    {
      ...signedIn(),
      limits: { maxAgeMs: 7 * 24 * 60 * MINUTE_MS, lockedMs: 90 * MINUTE_MS },
      tools: { ...NO_TOOLS, lockIsKnown: true },
    },
  ],
  [
    'signed-in-unless-renewed',
    signedIn({ until: NOW + 20 * MINUTE_MS, connection: { kind: 'retrying', because: OFFLINE } }),
  ],
  ['signed-in-retrying', signedIn({ connection: { kind: 'retrying', because: OFFLINE } })],
  [
    'signed-in-retrying-redirected',
    signedIn({ connection: { kind: 'retrying', because: { why: 'redirected', code: 'HTTP 302' } } }),
  ],
  [
    'signed-in-refused',
    signedIn({
      trouble: { kind: 'refused', response: { status: 401, error: 'invalid_client', description: 'Unknown client.' } },
    }),
  ],
  ['signed-in-storage', signedIn({ trouble: { kind: 'storage', trouble: 'disk-full' } })],
  ['signed-in-malformed', signedIn({ trouble: { kind: 'malformed', field: 'access_token', rule: 'must be text' } })],
  ['signed-in-formerly', signedIn({ formerly: 'bob@example.org' })],
  [
    'signed-in-misconfigured',
    {
      ...signedIn(),
      overruled: ['--server-url'],
      policyProblem: { file: '/etc/x.json', why: 'wrong-field', field: 'theme', rule: 'must be text' },
    },
  ],
  ['signed-in-fault', { ...signedIn(), fault: 'TypeError', server: { ...SERVER, metadata: ODD_METADATA } }],
];

/** The view with an address that is too long for a QR code. */
const NO_QR = 'odd-too-long-for-qr';

/** Extreme values that a server may send: the view may scroll down, but never sideways. */
const ODD: readonly Scene[] = [
  ['odd-longest-code', awaiting({ userCode: 'W'.repeat(64) })],
  ['odd-cjk-code', awaiting({ userCode: '漢字'.repeat(32) })],
  ['odd-arabic-code', awaiting({ userCode: 'شفرة الدخول' })],
  ['odd-emoji-code', awaiting({ userCode: '🦊🐼🦁-🐸🐙🦄' })],
  [
    'odd-long-address',
    awaiting({
      verificationUri: `https://login.example.org/${'a'.repeat(300)}`,
      qrText: `https://login.example.org/${'a'.repeat(300)}`,
    }),
  ],
  [
    'odd-longest-address',
    awaiting({ qrText: `https://login.example.org/?c=${'x'.repeat(1970)}`, qrCarriesCode: true }),
  ],
  [NO_QR, awaiting({ qrText: `https://login.example.org/?c=${'%C3%A4'.repeat(990)}` })],
  [
    'odd-ignored-field',
    awaiting({ ignored: [{ field: 'verification_uri_complete', rule: 'ignored, must be https' }] }),
  ],
  ['odd-names', { ...awaiting(), computer: `the-long-name-of-${'a-computer-'.repeat(8)}` }],
  [
    'odd-server',
    snapshot(
      { kind: 'signed-out', because: null },
      { server: { ...SERVER, url: 'https://x', name: `${'sub.'.repeat(30)}example.org/auth/realms/one` } },
    ),
  ],
];

export const SCENES: readonly Scene[] = [
  ['loading', snapshot({ kind: 'loading', keyring: 'quick' }, { keeping: null })],
  ['loading-waiting', snapshot({ kind: 'loading', keyring: 'waiting' }, { keeping: null })],
  ['connect', snapshot({ kind: 'no-server' })],
  ['signed-out', snapshot({ kind: 'signed-out', because: null })],
  ['signed-out-unknown', snapshot({ kind: 'signed-out', because: null }, { keeping: null })],
  ['signed-out-weak', snapshot({ kind: 'signed-out', because: null }, { keeping: { kind: 'weak', better: null } })],
  ...each('signed-out-until-quit', STORAGE_TROUBLES, (because) =>
    snapshot({ kind: 'signed-out', because: null }, { keeping: { kind: 'until-quit', because } }),
  ),
  ...each('signed-out-here', END_AT_SERVER, (server) =>
    snapshot({ kind: 'signed-out', because: { kind: 'signed-out-here', server, account: ACCOUNT, response: null } }),
  ),
  ...each('misconfigured', CONFIGURATION_PROBLEMS, (why, [field, rule]) => {
    const problem = { file: '/etc/transparenc-companion/config.json', why, field, rule };
    return snapshot({ kind: 'misconfigured', problem }, { server: null, policyProblem: problem });
  }),
  ['requesting-code', snapshot({ kind: 'requesting-code' })],
  ...WAITING,
  ...ODD,
  ...SIGNED_IN,
  ...ACCOUNT_WAITING,
  ...ACCOUNTS,
  ...PAGES,
  ...TOOLS,
  ...UPDATE_NOTICES,
  ...DIAGNOSES,
  [
    'signed-in-clock',
    {
      ...signedIn({
        connection: { kind: 'retrying', because: { why: 'certificate', code: 'net::ERR_CERT_DATE_INVALID' } },
      }),
      server: { ...SERVER, clockOffMs: -12 * MINUTE_MS },
    },
  ],
  ['signed-in-overdue', signedIn({ connection: { kind: 'retrying', because: OFFLINE }, overdue: true })],
  ['signing-out', snapshot({ kind: 'signing-out' })],
  ...each('needs-you', ENDED, (_, because) => snapshot({ kind: 'needs-you', because, account: ACCOUNT })),
  ...each('storage-unreadable', STORAGE_TROUBLES, (trouble) => snapshot({ kind: 'storage-unreadable', trouble })),
  [
    'failed-denied',
    failed({
      kind: 'denied',
      response: { status: 400, error: 'access_denied', description: 'The user said no' },
      at: NOW,
    }),
  ],
  ['failed-expired', failed({ kind: 'expired', response: null })],
  [
    'failed-expired-by-server',
    failed({ kind: 'expired', response: { status: 400, error: 'expired_token', description: null } }),
  ],
  [
    'failed-code-not-valid',
    failed({ kind: 'code-not-valid', response: { status: 400, error: 'invalid_grant', description: null } }),
  ],
  ['failed-token-response-lost', failed({ kind: 'token-response-lost', because: OFFLINE, response: ERROR_RESPONSE })],
  [
    'failed-no-endpoint',
    failed({
      kind: 'no-endpoint',
      address: 'https://login.example.org/api/v1/oauth/device-authorization/',
      response: { status: 404, error: null, description: null },
    }),
  ],
  ...each('failed-no-response', NO_RESPONSES, (why, code) =>
    failed({ kind: 'unreachable', because: { why, code }, during: 'asking' }),
  ),
  ...each('failed-proxy', { asks: false, refused: true }, (_, refused) => ({
    ...failed({ kind: 'unreachable', because: WANTS_PASSWORD, during: 'asking' }),
    proxy: { host: 'proxy.example.org:3128', refused },
  })),
  [
    'failed-proxy-long',
    {
      ...failed({ kind: 'unreachable', because: WANTS_PASSWORD, during: 'waiting' }, ACCOUNT),
      proxy: { host: `${'long.'.repeat(40)}example.org:3128`, refused: false },
    },
  ],
  [
    'signed-in-proxy',
    {
      ...signedIn({ connection: { kind: 'retrying', because: WANTS_PASSWORD } }),
      proxy: { host: 'proxy.example.org:3128', refused: false },
    },
  ],
  ['failed-while-waiting', failed({ kind: 'unreachable', because: OFFLINE, during: 'waiting' })],
  [
    'failed-refused',
    failed({
      kind: 'refused',
      response: { status: 400, error: 'invalid_client', description: 'x'.repeat(300) },
    }),
  ],
  [
    'failed-refused-clock',
    {
      ...failed({ kind: 'refused', response: ERROR_RESPONSE }),
      server: { ...SERVER, clockOffMs: 400 * 24 * 60 * MINUTE_MS },
    },
  ],
  ['failed-malformed', failed({ kind: 'malformed', field: 'verification_uri', rule: 'must be https' })],
  ['failed-storage', failed({ kind: 'storage', trouble: 'disk-full' })],
  ...each('failed-not-deleted', END_AT_SERVER, (server) =>
    failed({ kind: 'not-deleted', trouble: 'read-only', server }),
  ),
  ...each('failed-not-protected', STORAGE_TROUBLES, (trouble) => failed({ kind: 'not-protected', trouble }, ACCOUNT)),
  ['failed-signed-in-denied', failed({ kind: 'denied', response: ERROR_RESPONSE, at: NOW }, ACCOUNT)],
  ['failed-signed-in-expired', failed({ kind: 'expired', response: null }, { ...ACCOUNT, name: null })],
  ['failed-signed-in-no-response', failed({ kind: 'unreachable', because: OFFLINE, during: 'asking' }, ACCOUNT)],
  ['failed-unforeseen', failed({ kind: 'unforeseen', name: 'TypeError' })],
];

/** One scene for each different QR code, with the code's contents. */
export const QR_SCENES: readonly (readonly [Scene, string])[] = [...WAITING, ...ODD]
  .flatMap((scene): [Scene, string][] => {
    const { session } = scene[1];
    if (session.kind !== 'awaiting-approval' || scene[0] === NO_QR) return [];
    const { onlyOnThisComputer, qrText } = session.prompt;
    return onlyOnThisComputer ? [] : [[scene, qrText]];
  })
  .filter(([, text], at, all) => all.findIndex(([, other]) => other === text) === at);
