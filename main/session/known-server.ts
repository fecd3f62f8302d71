/** What is known of a session's server: the endpoints of the newest sign-in, kept with the token (R7), and what is odd about its metadata. */
import type { MetadataNotes } from '../../preload/api.ts';
import type { Discovered } from '../oauth/metadata.ts';
import type { Server } from '../oauth/protocol.ts';
import type { Endpoints } from '../vault/types.ts';

export function createKnownServer(configured: Server) {
  let last = configured;
  let notes: MetadataNotes | null = null;
  return {
    /** The server with the endpoints and the scope of the newest sign-in. */
    last: () => last,
    found(server: Server) {
      last = server;
    },
    /** @param endpoints those of a stored sign-in; null: those of the configured server */
    restore(endpoints: Endpoints | null) {
      last = atEndpoints(configured, endpoints);
    },
    /** What to keep with a sign-in at `used`; null: these are the endpoints of the configured server. */
    endpointsOf({ deviceAuthorizationEndpoint, tokenEndpoint }: Server): Endpoints | null {
      const isConfigured =
        deviceAuthorizationEndpoint === configured.deviceAuthorizationEndpoint &&
        tokenEndpoint === configured.tokenEndpoint;
      return isConfigured ? null : { deviceAuthorization: deviceAuthorizationEndpoint, token: tokenEndpoint };
    },
    /** Whether the server may identify who signed in. */
    namesPerson: () => last.scope?.split(' ').includes('openid') ?? false,
    /** Keeps what is odd about the server's metadata. A missing response changes nothing. */
    note(discovered: Discovered) {
      if (!discovered.unanswered || discovered.otherIssuer !== null) notes = notesOn(discovered);
    },
    /** What is odd about the metadata, as it was last requested; null before. */
    notes: () => notes,
  };
}

/** The configured server with the endpoints of an earlier sign-in, except what the user or a policy has set. */
function atEndpoints(configured: Server, endpoints: Endpoints | null): Server {
  if (!endpoints) return configured;
  const { automatic } = configured;
  return {
    ...configured,
    ...(automatic.includes('deviceAuthorizationEndpoint') && {
      deviceAuthorizationEndpoint: endpoints.deviceAuthorization,
    }),
    ...(automatic.includes('tokenEndpoint') && { tokenEndpoint: endpoints.token }),
  };
}

/** What support should know about the metadata. */
function notesOn({ metadata, foreignEndpoints, otherIssuer }: Discovered): MetadataNotes {
  return { foreignEndpoints, otherIssuer, revocationNeedsSecret: metadata?.revocationNeedsSecret ?? false };
}
