/** Gets the person who signed in from the userinfo endpoint, if the id_token was incomplete (OpenID Connect Core §5.3). */
import type { HttpClient } from '../net/http-client.ts';
import { type Identity, identityIn, isSamePerson, nameIn, type Person } from './id-token.ts';
import { type Discovered, discover } from './metadata.ts';
import { isObject, type Server } from './protocol.ts';
import { readReply } from './reply.ts';

const LIMIT_MS = 3_000;

/**
 * Requests the userinfo endpoint, if the server's metadata names one. A response about a different person, or without a subject,
 * is not used (§5.3.2). Never rejects.
 * @param known the identity in the id_token
 * @param onDiscovered called with the metadata
 */
export async function askUserinfo(
  server: Server,
  accessToken: string,
  known: Identity | null,
  http: HttpClient,
  onDiscovered: (discovered: Discovered) => void,
): Promise<Person> {
  const discovered = await discover(server.baseUrl, http);
  onDiscovered(discovered);
  const userinfoEndpoint = discovered.metadata?.userinfoEndpoint;
  const nothing = { identity: known, name: null };
  if (!userinfoEndpoint) return nothing;
  const exchange = await http.get(userinfoEndpoint, { limitMs: LIMIT_MS, bearer: accessToken });
  const reply = readReply(exchange, [accessToken]);
  if (reply.kind !== 'success' || !isObject(reply.body)) return nothing;
  const identity = identityIn(reply.body, server);
  if (known && isSamePerson(known, identity) !== true) return nothing;
  return { identity, name: nameIn(reply.body, [accessToken]) };
}
