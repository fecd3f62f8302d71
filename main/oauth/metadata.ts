/** What a server says of itself: RFC 8414 and OpenID Connect Discovery. Optional: the documented paths serve without it. */
import { judgeAddress } from './address.ts';
import { isObject, readReply } from './protocol.ts';
import type { Transport } from './transport.ts';

const LIMIT_MS = 3_000;

/** What only metadata can name. Null: the server offers none. */
export interface Metadata {
  readonly revocationEndpoint: string | null;
}

/** Asks at both well-known addresses at once; null when neither gives a document that fits the base URL. */
export async function discover(baseUrl: string, transport: Transport): Promise<Metadata | null> {
  const { origin, pathname } = new URL(baseUrl);
  const path = pathname === '/' ? '' : pathname;
  const documents = await Promise.all(
    [`${origin}/.well-known/oauth-authorization-server${path}`, `${baseUrl}/.well-known/openid-configuration`].map(
      async (url) => {
        const reply = readReply(await transport.get(url, { limitMs: LIMIT_MS }));
        return reply.kind === 'answer' ? judgeMetadata(reply.body, baseUrl) : null;
      },
    ),
  );
  return documents.find((document) => document !== null) ?? null;
}

/**
 * Judges a metadata document: its issuer must be the base URL (RFC 8414 §3.3), and an endpoint at another origin
 * makes the whole of it unusable: it could send a token there.
 */
export function judgeMetadata(body: unknown, baseUrl: string): Metadata | null {
  if (!isObject(body)) return null;
  const issuer = body['issuer'];
  if (issuer !== baseUrl && issuer !== `${baseUrl}/`) return null;
  const { origin } = new URL(baseUrl);
  for (const [name, value] of Object.entries(body)) {
    if (!name.endsWith('_endpoint') || value === null) continue;
    const judged = typeof value === 'string' ? judgeAddress(value) : { problem: 'not text' };
    if ('problem' in judged || judged.url.origin !== origin) return null;
  }
  const endpoint = body['revocation_endpoint'];
  return { revocationEndpoint: typeof endpoint === 'string' ? endpoint : null };
}
