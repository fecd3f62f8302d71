/** The results of looking for a server, by name. */
import type { FoundServer, ServerCheck } from '../../preload/api.ts';

const NAME = 'login.example.org';

/** A server that supports everything. */
const SERVER: FoundServer = {
  name: NAME,
  foundIn: '/.well-known/openid-configuration',
  deviceAuthorizationPath: '/oauth2/device',
  tokenPath: '/oauth2/token',
  staysSignedIn: 'yes',
  signingOut: 'ends-there',
  foreignEndpoints: [],
};

export const CHECKS = {
  found: { kind: 'found', server: SERVER },
  'found-without-document': {
    kind: 'found',
    server: { ...SERVER, foundIn: null, staysSignedIn: 'not-known', signingOut: 'only-here' },
  },
  'found-with-less': {
    kind: 'found',
    server: {
      ...SERVER,
      staysSignedIn: 'no',
      signingOut: 'not-known',
      foreignEndpoints: ['token_endpoint', 'revocation_endpoint'],
    },
  },
  'other-address': { kind: 'other-address', url: `https://${NAME}/realms/staff`, name: `${NAME}/realms/staff` },
  'no-sign-in': {
    kind: 'no-sign-in',
    name: NAME,
    asked: [
      { path: '/.well-known/oauth-authorization-server', response: '404' },
      { path: '/.well-known/openid-configuration', response: '404' },
      { path: '/api/v1/oauth/device-authorization/', response: '404' },
    ],
  },
  unreachable: { kind: 'unreachable', because: { why: 'name-not-found', code: 'net::ERR_NAME_NOT_RESOLVED' } },
} as const satisfies Readonly<Record<string, ServerCheck>>;
