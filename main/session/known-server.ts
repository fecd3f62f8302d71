/**
 * What is known about a session's server:
 * the endpoints of the latest sign-in, stored with the token (R7), and notes on its metadata.
 */
import type { MetadataNotes } from '../../preload/api.ts';
import type { Discovered } from '../oauth/metadata.ts';
import type { Server } from '../oauth/protocol.ts';
import type { Endpoints } from '../vault/types.ts';

export function createKnownServer(configured: Server) {
  let last = configured;
  let notes: MetadataNotes | null = null;
  return {
    /** The server with the endpoints and scope of the latest sign-in. */
    last: () => last,
    found(server: Server) {
      last = server;
    },
    /** @param endpoints those of a stored sign-in; null: those of the configured server */
    restore(endpoints: Endpoints | null) {
      last = atEndpoints(configured, endpoints);
    },
    /** The endpoints to store with a sign-in at `used`; null if they are those of the configured server. */
    endpointsOf({ deviceAuthorizationEndpoint, tokenEndpoint }: Server): Endpoints | null {
      const isConfigured =
        deviceAuthorizationEndpoint === configured.deviceAuthorizationEndpoint &&
        tokenEndpoint === configured.tokenEndpoint;
      return isConfigured ? null : { deviceAuthorization: deviceAuthorizationEndpoint, token: tokenEndpoint };
    },
    /** Whether the server may identify the person, because the scope includes `openid`. */
    namesPerson: () => last.scope?.split(' ').includes('openid') ?? false,
    /** Updates the notes on the metadata. A missing response changes nothing. */
    note({ metadata, foreignEndpoints, otherIssuer, noResponse }: Omit<Discovered, 'documents'>) {
      if (noResponse && otherIssuer === null) return;
      notes = { foreignEndpoints, otherIssuer, revocationNeedsSecret: metadata?.revocationNeedsSecret ?? false };
    },
    /** Notes on the metadata as last requested; null before that. */
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
