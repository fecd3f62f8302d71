/** Checks whether the server responds, what it publishes, and whether the endpoints exist. */
import type { EpochMs, Fact, Finding, NoResponse } from '../../preload/api.ts';
import { isProblem, type SettingProblem } from '../cli/flags.ts';
import type { HttpResult } from '../net/http-client.ts';
import { type Discovered, discover, withMetadata } from '../oauth/metadata.ts';
import type { Server } from '../oauth/protocol.ts';
import { readReply } from '../oauth/reply.ts';
import { type AskedEndpoint, askEndpoint, pathOf, responseOf } from '../oauth/server-check.ts';
import { serverName } from '../oauth/server-name.ts';
import type { ServerSetting } from '../settings/resolve.ts';
import { finding } from './finding.ts';
import type { DiagnosticsParts } from './types.ts';

/** Short enough that the requests to the endpoints fit in the time limit, too. */
const LIMIT_MS = 12_000;

/** The responses of a server. */
export interface ServerProbe {
  readonly server: Server;
  /** The server with the endpoints that a sign-in would use now. */
  readonly used: Server;
  readonly discovered: Discovered;
  /** Endpoints that the metadata doesn't name, with their responses to a GET. */
  readonly unnamed: readonly AskedEndpoint[];
  /** The first exchange that reached the server, or else the first one. */
  readonly exchange: HttpResult;
  /** By how much this computer's clock is ahead of the server's; null: unknown. */
  readonly clockAheadMs: number | null;
}

/** Requests both metadata documents and the endpoints. Needs no sign-in and changes nothing. Null if there is no server. */
export async function askServer(
  { http, clock }: Pick<DiagnosticsParts, 'http' | 'clock'>,
  server: Server | null,
): Promise<ServerProbe | null> {
  if (!server) return null;
  let clockAheadMs: number | null = null;
  const asking = http((date: EpochMs) => {
    clockAheadMs = clock.now() - date;
  });
  const discovered = await discover(server.baseUrl, asking, LIMIT_MS);
  const used = withMetadata(server, discovered.metadata);
  const { deviceAuthorizationEndpoint, tokenEndpoint } = discovered.metadata ?? {};
  const unnamed = await Promise.all(
    [used.deviceAuthorizationEndpoint, used.tokenEndpoint]
      .filter((url) => url !== deviceAuthorizationEndpoint && url !== tokenEndpoint)
      .map((url) => askEndpoint(url, asking)),
  );
  const exchanges = [...discovered.documents, ...unnamed].map((it) => it.exchange);
  return {
    server,
    used,
    discovered,
    unnamed,
    exchange: exchanges.find(({ kind }) => kind === 'arrived') ?? discovered.documents[0].exchange,
    clockAheadMs,
  };
}

/** @param allowed whether it's known which server the administrator allows */
export function validateServer(
  asked: ServerProbe | null,
  setting: ServerSetting | SettingProblem,
  allowed: boolean,
): Finding {
  if (isProblem(setting))
    return finding('server', 'bad-setting', ['setting', settingName(setting)], ['rule', `must ${setting.must}`]);
  if (!asked) return finding('server', allowed ? 'none-chosen' : 'not-allowed');
  const { server, used, discovered, unnamed, exchange } = asked;
  const named: Fact = ['server', serverName(server)];
  const because = noResponse(exchange);
  if (because) return finding('server', because.why, named, ['code', because.code]);
  const responses = [...discovered.documents, ...unnamed].map(responseOf);
  return finding(
    'server',
    found(asked),
    named,
    ['code path', pathOf(used.deviceAuthorizationEndpoint)],
    ['token path', pathOf(used.tokenEndpoint)],
    ['metadata', metadataIn(discovered)],
    ...responses.map(({ path, response }): Fact => ['response', `${path} ${response}`]),
  );
}

function found({ used, discovered, unnamed }: ServerProbe): 'reached' | 'no-sign-in' | 'other-endpoints' {
  if (unnamed.some(({ state }) => state === 'not-there')) return 'no-sign-in';
  const { deviceAuthorizationEndpoint, tokenEndpoint } = discovered.metadata ?? {};
  const differs =
    (deviceAuthorizationEndpoint && deviceAuthorizationEndpoint !== used.deviceAuthorizationEndpoint) ||
    (tokenEndpoint && tokenEndpoint !== used.tokenEndpoint);
  return differs ? 'other-endpoints' : 'reached';
}

/** Why the server itself gave no response. A 404 or 401 counts as a response. */
function noResponse(exchange: HttpResult): NoResponse | null {
  const reply = readReply(exchange);
  return reply.kind === 'no-response' && reply.because.why !== 'not-json' ? reply.because : null;
}

function metadataIn({ metadata, foreignEndpoints, otherIssuer, noResponse }: Discovered): string {
  if (otherIssuer !== null) return `ignored: its issuer is ${otherIssuer}`;
  if (!metadata) return noResponse ? 'not known' : 'none';
  const foreign = foreignEndpoints.length > 0 ? `, except ${foreignEndpoints.join(', ')} at another origin` : '';
  return `used${foreign}`;
}

/** The name of a flag, variable or field, without the path of its file. */
function settingName({ setting }: SettingProblem): string {
  return /^(-{0,2}[A-Za-z_-]+)( in .+)?$/.exec(setting)?.[1] ?? 'settings.json';
}
