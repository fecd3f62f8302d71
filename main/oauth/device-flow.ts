/** The device authorization grant from end to end: RFC 8628 §3, step by step. */
import type { Prompt, Waiting } from '../../preload/api.ts';
import type { HttpClient } from '../net/http-client.ts';
import type { Awake, Clock, Random } from '../time/clock.ts';
import { deviceAuthorizationRequest, parseDeviceAuthorization } from './device-authorization.ts';
import type { PollEnding } from './pacing.ts';
import { poll } from './poll.ts';
import { deviceTokenRequest, type Issued, type Server, SIGN_IN_LIMIT_MS } from './protocol.ts';
import { readReply } from './reply.ts';

/**
 * Asks for a code, shows it through `onPrompt`, and waits until the user decided.
 * Rejects only with the reason of `signal`.
 */
export async function signIn(options: {
  readonly server: Server;
  /** The system's name and version, at most 64 characters: the approval page shows it. */
  readonly deviceOs: string;
  readonly http: HttpClient;
  readonly clock: Clock;
  readonly random: Random;
  readonly awake: Awake;
  readonly connectionsDied: Awake;
  readonly signal: AbortSignal;
  readonly onPrompt: (prompt: Prompt, lifetimeMs: number) => void;
  readonly onWaiting: (waiting: Waiting) => void;
  readonly onUnused: (tokens: Promise<Issued | null>) => void;
}): Promise<PollEnding> {
  const { server, deviceOs, http, signal, onPrompt } = options;

  // §3.1 Device Authorization Request
  const request = deviceAuthorizationRequest(server, deviceOs);
  const address = server.deviceAuthorizationEndpoint;
  const reply = readReply(await http.post(address, request, { limitMs: SIGN_IN_LIMIT_MS, signal }));
  if (reply.kind === 'no-endpoint') return failed({ kind: 'no-endpoint', address, said: reply.said });
  if (reply.kind === 'no-answer') return failed({ kind: 'unreachable', because: reply.because, during: 'asking' });
  if (reply.kind === 'refusal') return failed({ kind: 'refused', said: reply.said });

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

function failed(failure: Extract<PollEnding, { kind: 'failed' }>['failure']): PollEnding {
  return { kind: 'failed', failure, unused: null };
}
