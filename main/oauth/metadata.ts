/** What a server says of itself: RFC 8414 and OpenID Connect Discovery. Optional: the documented paths serve without it. */

import type { Transport } from '../net/http-client.ts';
import { isAbsent, isObject, type Reply, readReply } from './protocol.ts';
import { clean } from './sanitize.ts';
import { judgeAddress } from './url.ts';

const LIMIT_MS = 3_000;

/** What only metadata can name. Null: the server offers none. */
export interface Metadata {
  readonly revocationEndpoint: string | null;
  readonly userinfoEndpoint: string | null;
}

/** What one document is good for. */
export interface Judged {
  /** Null: no document that can be used. */
  readonly metadata: Metadata | null;
  /** The endpoint, by its name, that is at another origin: the document that names it is not used. */
  readonly foreignEndpoint: string | null;
}

export interface Discovered extends Judged {
  /** There is no document that can be used, and an address gave no answer: what the server offers is not known. */
  readonly unanswered: boolean;
}

/** Asks at both well-known addresses at once, for three seconds. Never rejects. */
export async function discover(baseUrl: string, transport: Transport): Promise<Discovered> {
  const { origin, pathname } = new URL(baseUrl);
  const path = pathname === '/' ? '' : pathname;
  const documents = await Promise.all(
    [`${origin}/.well-known/oauth-authorization-server${path}`, `${baseUrl}/.well-known/openid-configuration`].map(
      async (url) => {
        const reply = readReply(await transport.get(url, { limitMs: LIMIT_MS }));
        const judged = reply.kind === 'answer' ? judgeMetadata(reply.body, baseUrl) : NOTHING;
        return { ...judged, unanswered: isUnanswered(reply) };
      },
    ),
  );
  const usable = documents.flatMap(({ metadata }) => metadata ?? []);
  const unanswered = usable.length === 0 && documents.some((it) => it.unanswered);
  const foreignEndpoint = firstIn(documents, 'foreignEndpoint');
  if (usable.length === 0) return { metadata: null, foreignEndpoint, unanswered };
  // Each kind of document leaves out what only the other kind has a name for.
  const metadata = {
    revocationEndpoint: firstIn(usable, 'revocationEndpoint'),
    userinfoEndpoint: firstIn(usable, 'userinfoEndpoint'),
  };
  return { metadata, foreignEndpoint, unanswered };
}

function firstIn<Key extends string>(documents: readonly Readonly<Record<Key, string | null>>[], key: Key) {
  return documents.find((it) => it[key] !== null)?.[key] ?? null;
}

/**
 * Whether nothing came that the server could have meant. A page or a redirect is how many servers say that they have no such
 * document; that it was a captive portal's cannot be told, and behind https it hardly can be one.
 */
function isUnanswered(reply: Reply): boolean {
  return reply.kind === 'no-answer' && !['not-json', 'redirected'].includes(reply.because.why);
}

/**
 * Judges a metadata document: its issuer must be the base URL (RFC 8414 §3.3), and an endpoint at another origin
 * makes the whole of it unusable: it could send a token there.
 */
export function judgeMetadata(body: unknown, baseUrl: string): Judged {
  if (!isObject(body)) return NOTHING;
  const issuer = body['issuer'];
  if (issuer !== baseUrl && issuer !== `${baseUrl}/`) return NOTHING;
  const { origin } = new URL(baseUrl);
  for (const [name, value] of Object.entries(body)) {
    if (!name.endsWith('_endpoint') || isAbsent(value)) continue;
    const judged = typeof value === 'string' ? judgeAddress(value) : { problem: 'not text' };
    if ('problem' in judged || judged.url.origin !== origin)
      return { metadata: null, foreignEndpoint: clean(name, LONGEST_NAME) };
  }
  const endpoint = (name: string) => (typeof body[name] === 'string' && body[name]) || null;
  return {
    metadata: { revocationEndpoint: endpoint('revocation_endpoint'), userinfoEndpoint: endpoint('userinfo_endpoint') },
    foreignEndpoint: null,
  };
}

const NOTHING: Judged = { metadata: null, foreignEndpoint: null };
const LONGEST_NAME = 80;
