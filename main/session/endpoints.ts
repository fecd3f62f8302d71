/** The endpoints of a sign-in: found in the server's metadata, then kept with the token (R7). */
import type { Server } from '../oauth/protocol.ts';
import type { Endpoints } from '../vault/types.ts';

/** What to keep with a sign-in at `used`; null: these are the endpoints of the configured server. */
export function endpointsOf(used: Server, configured: Server): Endpoints | null {
  const { deviceAuthorizationEndpoint, tokenEndpoint } = used;
  if (
    deviceAuthorizationEndpoint === configured.deviceAuthorizationEndpoint &&
    tokenEndpoint === configured.tokenEndpoint
  )
    return null;
  return { deviceAuthorization: deviceAuthorizationEndpoint, token: tokenEndpoint };
}

/** The configured server with the endpoints of an earlier sign-in, except what the user or a policy has set. */
export function atEndpoints(configured: Server, endpoints: Endpoints | null): Server {
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
