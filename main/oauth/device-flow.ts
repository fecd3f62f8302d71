/** The device authorization grant, following RFC 8628 §3 step by step. Validates the device authorization response. */
import type { Ignored, Prompt } from '../../preload/api.ts';
import type { HttpClient } from '../net/http-client.ts';
import { failed, type PollEnding } from './pacing.ts';
import { type PollParts, poll } from './poll.ts';
import {
  deviceTokenRequest,
  isAbsent,
  isObject,
  isSendable,
  type Malformed,
  malformed,
  number,
  SENDABLE,
  type Server,
  SIGN_IN_LIMIT_MS,
} from './protocol.ts';
import { readReply, unlessPolling } from './reply.ts';
import { hasStackedMarks, isVisible, reveals } from './sanitize.ts';
import { isLoopback, isThisComputer, parseSecureUrl } from './url.ts';

const DEFAULT_INTERVAL_S = 5;
/** Used if the server omits `expires_in`, which RFC 8628 §3.2 requires. */
const DEFAULT_LIFETIME_S = 600;
const LONGEST_WAIT_S = 24 * 60 * 60;
const LONGEST_USER_CODE = 64;
const LONGEST_URI = 2000;

/**
 * Requests a code, passes it to `onPrompt`, and waits for the user's decision.
 * Rejects only with the reason of `signal`.
 */
export async function authorizeDevice(
  options: PollParts & {
    readonly server: Server;
    /** The system's name and version, which the approval page shows. At most 64 characters. */
    readonly deviceOs: string;
    readonly http: HttpClient;
    readonly onPrompt: (prompt: Prompt, lifetimeMs: number) => void;
  },
): Promise<PollEnding> {
  const { server, deviceOs, http, signal, onPrompt } = options;

  // §3.1 Device Authorization Request
  const request = deviceAuthorizationRequest(server, deviceOs);
  const address = server.deviceAuthorizationEndpoint;
  const reply = unlessPolling(readReply(await http.post(address, request, { limitMs: SIGN_IN_LIMIT_MS, signal })));
  if (reply.kind === 'no-endpoint') return failed({ kind: 'no-endpoint', address, response: reply.response });
  if (reply.kind === 'no-response') return failed({ kind: 'unreachable', because: reply.because, during: 'asking' });
  if (reply.kind === 'refusal') return failed({ kind: 'refused', response: reply.response });

  // §3.2 Device Authorization Response
  const grant = parseDeviceAuthorization(reply.body, server);
  if ('kind' in grant) return failed(grant);

  // §3.3 User Interaction
  onPrompt(grant.prompt, grant.lifetimeMs);

  // §3.4 Device Access Token Request, §3.5 Device Access Token Response
  const form = deviceTokenRequest(server, grant.deviceCode);
  const send = async (limitMs: number) =>
    readReply(await http.post(server.tokenEndpoint, form, { limitMs }), [grant.deviceCode]);
  return poll({ ...options, grant, endpoint: server.tokenEndpoint, send });
}

/** The device authorization request (§3.1), including what the approval page shows about this computer. */
function deviceAuthorizationRequest(server: Server, deviceOs: string) {
  return {
    client_id: server.clientId,
    device_type: 'desktop',
    device_os: deviceOs,
    ...(server.scope && { scope: server.scope }),
  };
}

/** A validated device authorization response. `deviceCode` is secret. */
interface DeviceGrant {
  readonly deviceCode: string;
  readonly prompt: Prompt;
  readonly lifetimeMs: number;
  readonly intervalMs: number;
}

/** Validates a device authorization response. The prompt in the result is safe to display and open. */
export function parseDeviceAuthorization(body: unknown, server: Server): DeviceGrant | Malformed {
  if (!isObject(body)) return malformed('body', 'must be a JSON object');

  const deviceCode = body['device_code'];
  if (!isSendable(deviceCode)) return malformed('device_code', SENDABLE);

  const userCode = body['user_code'];
  if (typeof userCode !== 'string' || !userCode.trim()) return malformed('user_code', 'must be text');
  if ([...userCode].length > LONGEST_USER_CODE)
    return malformed('user_code', `must have at most ${LONGEST_USER_CODE} characters`);
  if (!isVisible(userCode)) return malformed('user_code', 'must not have control, bidi or invisible characters');
  if (hasStackedMarks(userCode)) return malformed('user_code', 'must not have letters with stacks of marks');

  const ignored: Ignored[] = [];
  const pageField =
    isAbsent(body['verification_uri']) && !isAbsent(body['verification_url']) ? 'verification_url' : 'verification_uri';
  const page = checkUri(pageField, body[pageField]);
  if ('kind' in page) return page;
  const here = new URL(server.baseUrl).hostname;
  if (isThisComputer(page.url.hostname) && !isLoopback(here))
    return malformed(pageField, 'must not be on this computer (unsafe_verification_uri)');
  const complete = completeUri(body['verification_uri_complete'], page.url);
  if (complete && 'kind' in complete) ignored.push({ field: complete.field, rule: `ignored, ${complete.rule}` });
  const qr = complete && 'url' in complete ? complete : page;

  const shown = [userCode, page.text, qr.text];
  if (deviceCode.length >= 16 && shown.some((text) => reveals(text, deviceCode)))
    return malformed('device_code', 'must not be part of what is shown');

  const isLifetimeMissing = isAbsent(body['expires_in']);
  const expiresIn = isLifetimeMissing ? DEFAULT_LIFETIME_S : number(body['expires_in']);
  if (expiresIn === null || expiresIn <= 0) return malformed('expires_in', 'must be a positive number');
  if (isLifetimeMissing) ignored.push({ field: 'expires_in', rule: `missing, ${DEFAULT_LIFETIME_S} s assumed` });
  const sent = body['interval'];
  const interval = isAbsent(sent) ? DEFAULT_INTERVAL_S : number(sent);
  if (interval === null || interval < 0) return malformed('interval', 'must be a positive number');
  // Waiting ends before the first poll then, so no approval would count.
  if (!isAbsent(sent) && interval >= expiresIn) return malformed('interval', 'must be shorter than expires_in');
  if (interval >= LONGEST_WAIT_S) return malformed('interval', 'must be shorter than 24 hours');

  return {
    deviceCode,
    lifetimeMs: Math.min(expiresIn, LONGEST_WAIT_S) * 1000,
    intervalMs: Math.max(interval, 1) * 1000,
    prompt: {
      userCode,
      verificationUri: page.text,
      qrText: qr.text,
      qrCarriesCode: qr !== page,
      foreignHost: page.url.hostname === here ? null : page.url.host,
      onlyOnThisComputer: isThisComputer(page.url.hostname),
      ignored,
    },
  };
}

interface Uri {
  readonly text: string;
  readonly url: URL;
}

/** The optional URL that includes the code; null if there is none. The caller ignores an invalid one. */
function completeUri(value: unknown, page: URL): Uri | Malformed | null {
  const field = 'verification_uri_complete';
  if (isAbsent(value)) return null;
  const complete = checkUri(field, value);
  if ('kind' in complete || complete.url.origin === page.origin) return complete;
  return malformed(field, 'must have the origin of verification_uri');
}

/** Validates a URL. Keeps the server's spelling only if it's canonical, so the URL that was validated is the one that's used. */
function checkUri(field: string, value: unknown): Uri | Malformed {
  if (typeof value !== 'string' || !value) return malformed(field, 'must be text');
  if (value.length > LONGEST_URI) return malformed(field, `must have at most ${LONGEST_URI} characters`);
  const parsed = parseSecureUrl(value);
  if ('problem' in parsed) return malformed(field, UNSAFE_URI[parsed.problem]);
  const { url } = parsed;
  const canonical = value === url.href || `${value}/` === url.href;
  return { text: canonical ? value : url.href, url };
}

const UNSAFE_URI = {
  'not-an-address': 'must be an absolute address (unsafe_verification_uri)',
  'not-https': 'must be https, or http on this computer (unsafe_verification_uri)',
  'has-password': 'must not have a user or password in it (unsafe_verification_uri)',
};
