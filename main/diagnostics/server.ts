/** Whether the server answers: one question for what it says of itself, to which any answer at all is one. */
import type { EpochMs, Fact, Finding, NoAnswer } from '../../preload/api.ts';
import { isProblem, type SettingProblem } from '../cli/flags.ts';
import type { Exchange } from '../net/http-client.ts';
import { judgeMetadata } from '../oauth/metadata.ts';
import { readReply, type Server } from '../oauth/protocol.ts';
import { serverName } from '../oauth/server-name.ts';
import type { ServerSetting } from '../settings/resolve.ts';
import { finding } from './finding.ts';
import type { DoctorParts } from './types.ts';

const LIMIT_MS = 15_000;

/** What came of asking a server. */
export interface Asked {
  readonly server: Server;
  readonly exchange: Exchange;
  /** By how much this computer's clock was ahead of the server's; null: it did not tell its time. */
  readonly clockAheadMs: number | null;
}

/** Asks for its metadata (RFC 8414 §3), which needs no sign-in and changes nothing there. Null: there is no server to ask. */
export async function askServer({
  setting,
  transport,
  clock,
}: Pick<DoctorParts, 'setting' | 'transport' | 'clock'>): Promise<Asked | null> {
  const server = isProblem(setting) ? null : setting.server;
  if (!server) return null;
  let clockAheadMs: number | null = null;
  const asking = transport((date: EpochMs) => {
    clockAheadMs = clock.now() - date;
  });
  const { origin, pathname } = new URL(server.baseUrl);
  const path = pathname === '/' ? '' : pathname;
  const url = `${origin}/.well-known/oauth-authorization-server${path}`;
  const exchange = await asking.get(url, { limitMs: LIMIT_MS });
  return { server, exchange, clockAheadMs };
}

/** @param allowed whether it is known which server the administrator allows */
export function judgeServer(asked: Asked | null, setting: ServerSetting | SettingProblem, allowed: boolean): Finding {
  if (isProblem(setting))
    return finding('server', 'bad-setting', ['setting', settingName(setting)], ['rule', `must ${setting.must}`]);
  if (!asked) return finding('server', allowed ? 'none-chosen' : 'not-allowed');
  const { server, exchange } = asked;
  const named: Fact = ['server', serverName(server)];
  const because = noAnswer(exchange);
  if (because) return finding('server', because.why, named, ['code', because.code]);
  const status = exchange.kind === 'arrived' ? exchange.status : 0;
  return finding('server', 'reached', named, ['status', `HTTP ${status}`], ['metadata', metadataIn(exchange, server)]);
}

/** Why nothing came from the server itself. That it has no such document, or guards it, is an answer. */
function noAnswer(exchange: Exchange): NoAnswer | null {
  const reply = readReply(exchange);
  return reply.kind === 'no-answer' && reply.because.why !== 'not-json' ? reply.because : null;
}

function metadataIn(exchange: Exchange, server: Server): string {
  const reply = readReply(exchange);
  if (reply.kind !== 'answer') return 'none';
  const { metadata, foreignEndpoint } = judgeMetadata(reply.body, server.baseUrl);
  if (foreignEndpoint) return 'ignored: an endpoint is at another origin';
  return metadata ? 'used' : 'ignored: its issuer is another one';
}

/** A flag, a variable or a field by its name, without the path of the file that it stands in. */
function settingName({ setting }: SettingProblem): string {
  return /^(-{0,2}[A-Za-z_-]+)( in .+)?$/.exec(setting)?.[1] ?? 'settings.json';
}
