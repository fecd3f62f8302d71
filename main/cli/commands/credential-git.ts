/**
 * `credential git`: a helper for gitcredentials(7). git writes `key=value` lines to its stdin and reads them from its stdout.
 * @see https://git-scm.com/docs/git-credential#IOFMT
 */
import { httpsHost, TOKEN_USER } from './credential-host.ts';
import type { CommandParts } from './parts.ts';
import { reportRejected, requestToken } from './token-request.ts';

/** Ignores unknown actions, as git's documentation requires. */
export async function gitCredential(parts: CommandParts, action: string): Promise<number> {
  const asked = readAttributes(await parts.io.readInput());
  const isPlain = asked.protocol === 'https' && asked.host !== null && /^[^/\\@?#]+$/.test(asked.host);
  const host = isPlain ? httpsHost(asked.host) : null;
  // Tokens only go to https. git then asks the next helper or the user.
  if (host === null) return 0;
  if (action === 'erase') {
    // git runs this action if the server rejected the token, so the broker renews it.
    await reportRejected(parts, { tool: 'git', host });
    return 0;
  }
  return action === 'get' ? get(parts, host, asked) : 0;
}

async function get(parts: CommandParts, host: string, asked: Attributes): Promise<number> {
  const handedOut = await requestToken(parts, { tool: 'git', host });
  if (typeof handedOut === 'number') return handedOut;
  const { accessToken, expiresAt } = handedOut;
  const lines = asked.knowsAuthType
    ? ['capability[]=authtype', 'authtype=Bearer', `credential=${accessToken}`, 'ephemeral=1']
    : [`username=${asked.username ?? TOKEN_USER}`, `password=${accessToken}`];
  // Since 2.40, git discards a password after this time. Earlier versions ignore it.
  if (expiresAt !== null) lines.push(`password_expiry_utc=${Math.floor(Date.parse(expiresAt) / 1000)}`);
  parts.io.print(`${lines.join('\n')}\n`);
  return 0;
}

interface Attributes {
  readonly protocol: string | null;
  readonly host: string | null;
  /** The user name from git's configuration or the URL. */
  readonly username: string | null;
  /** Whether this git supports schemes other than Basic (2.46 and later). */
  readonly knowsAuthType: boolean;
}

/** Ignores everything after an empty line. If an attribute is repeated, the last value counts. */
function readAttributes(input: string): Attributes {
  const attributes = new Map<string, string>();
  let knowsAuthType = false;
  for (const line of input.split(/\r?\n/)) {
    if (line === '') break;
    const [, name = '', value = ''] = /^([^=]+)=(.*)$/.exec(line) ?? [];
    if (name === 'capability[]') knowsAuthType ||= value === 'authtype';
    else attributes.set(name, value);
  }
  const { url } = Object.fromEntries(attributes);
  const of = (name: string) => attributes.get(name) || null;
  if (url !== undefined && URL.canParse(url)) {
    const { protocol, host } = new URL(url);
    return { protocol: protocol.slice(0, -1), host, username: of('username'), knowsAuthType };
  }
  return { protocol: of('protocol'), host: of('host'), username: of('username'), knowsAuthType };
}
