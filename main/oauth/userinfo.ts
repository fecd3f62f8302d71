/** Whose sign-in it is, where the id_token did not say: OpenID Connect Core §5.3. For display only. */

import type { MetadataNotes } from '../../preload/api.ts';
import type { Transport } from '../net/http-client.ts';
import { nameIn } from './id-token.ts';
import { discover, notesOn } from './metadata.ts';
import { isObject, type Server } from './protocol.ts';
import { readReply } from './reply.ts';

const LIMIT_MS = 3_000;

export interface Learned {
  readonly notes: MetadataNotes;
  /** The person's name; null if the server does not tell. */
  readonly name: string | null;
}

/** Asks the server for the person's name, if its metadata names a place to ask. Never rejects. */
export async function askName(server: Server, accessToken: string, transport: Transport): Promise<Learned> {
  const discovered = await discover(server.baseUrl, transport);
  const { metadata } = discovered;
  const notes = notesOn(discovered);
  if (!metadata?.userinfoEndpoint) return { name: null, notes };
  const exchange = await transport.get(metadata.userinfoEndpoint, { limitMs: LIMIT_MS, bearer: accessToken });
  const reply = readReply(exchange, [accessToken]);
  const name = reply.kind === 'answer' && isObject(reply.body) ? nameIn(reply.body, [accessToken]) : null;
  return { name, notes };
}
