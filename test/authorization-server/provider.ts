/** oidc-provider, configured to provide the API of the server of record. */
import type { EventEmitter } from 'node:events';
import Provider, { type Configuration, errors, interactionPolicy, type KoaContextWithOIDC } from 'oidc-provider';
import { findAccount, OPENID_CLAIMS } from './accounts.ts';
import { approvalPages, DEVICE_PATH, serveApprovalPages } from './approval.ts';
import type { Identity } from './identity.ts';
import { errorPage } from './pages/pages.ts';
import type { Store } from './store.ts';

/** The scope of a sign-in. It adds names to the id_token, and a refresh token. */
export const SCOPE = 'openid offline_access';

/** The scope of a sign-in that requests no known one (RFC 6749 §3.3): oidc-provider grants no empty scope. */
const DEFAULT_SCOPE = 'openid';

const YEAR_S = 365 * 24 * 3600;
const HOUR_S = 3600;

export interface ProviderOptions {
  readonly issuer: string;
  readonly clientIds: readonly string[];
  /** The secrets of those clients that have one. */
  readonly clientSecrets: Readonly<Record<string, string>>;
  readonly requiresDevice: boolean;
  readonly deviceCodeLifetimeS: number;
  readonly accessTokenLifetimeS: number;
  readonly rotate: boolean;
  readonly identity: Identity;
  readonly store: Store;
}

/** A provider that serves nothing yet: its callback belongs to a listener. */
export function createProvider(options: ProviderOptions): Provider {
  const provider = new Provider(options.issuer, configuration(options));
  serveApprovalPages(provider);
  keepQuietOfLostClients(provider);
  return provider;
}

/** Ignores clients that disconnect before the response, which Koa would print as an error of the server. */
function keepQuietOfLostClients(provider: Provider): void {
  // The provider's types omit the events that it inherits from Koa.
  const koa: EventEmitter = provider;
  koa.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'ECONNRESET' && error.code !== 'EPIPE') provider.onerror(error);
  });
}

function configuration(options: ProviderOptions): Configuration {
  return {
    adapter: options.store.adapter,
    jwks: options.identity.signingKeys,
    cookies: { keys: [...options.identity.cookieKeys] },
    clients: options.clientIds.map((client_id) => ({
      client_id,
      ...authenticationOf(options.clientSecrets[client_id]),
      client_name: 'Transparenc Companion',
      application_type: 'native',
      id_token_signed_response_alg: 'ES256',
      grant_types: ['urn:ietf:params:oauth:grant-type:device_code', 'refresh_token'],
      response_types: [],
      redirect_uris: [],
    })),
    routes: {
      // The slash is required, because the server of record requires it as well.
      device_authorization: '/api/v1/oauth/device-authorization/',
      token: '/api/v1/oauth/token',
      revocation: '/api/v1/oauth/revoke',
      userinfo: '/api/v1/oauth/userinfo',
      code_verification: DEVICE_PATH,
    },
    ...(options.requiresDevice && {
      extraParams: { device_type: required('device_type'), device_os: required('device_os') },
    }),
    features: {
      deviceFlow: { enabled: true, charset: 'base-20', mask: '****-****', ...approvalPages },
      revocation: { enabled: true, allowedPolicy: (_ctx, client, token) => token.clientId === client.clientId },
      devInteractions: { enabled: false },
      dPoP: { enabled: false },
      pushedAuthorizationRequests: { enabled: false },
      rpInitiatedLogout: { enabled: false },
    },
    interactions: { policy: approvedOnOurPage() },
    findAccount,
    loadExistingGrant: grantForThisDevice,
    claims: { openid: OPENID_CLAIMS },
    conformIdTokenClaims: false,
    rotateRefreshToken: options.rotate,
    // A sign-in outlives the browser session that approved it.
    expiresWithSession: async () => false,
    clientBasedCORS: () => false,
    renderError: async (ctx, out) => {
      ctx.type = 'html';
      ctx.body = errorPage(out.error_description ?? out.error);
    },
    ttl: {
      AccessToken: options.accessTokenLifetimeS,
      IdToken: options.accessTokenLifetimeS,
      DeviceCode: options.deviceCodeLifetimeS,
      Grant: YEAR_S,
      RefreshToken: YEAR_S,
      Session: YEAR_S,
      Interaction: HOUR_S,
    },
  };
}

function authenticationOf(client_secret: string | undefined) {
  return client_secret === undefined
    ? ({ token_endpoint_auth_method: 'none' } as const)
    : ({ token_endpoint_auth_method: 'client_secret_basic', client_secret } as const);
}

/** Skips the second consent, because the user has already allowed the device on our page. */
function approvedOnOurPage() {
  const policy = interactionPolicy.base();
  policy.get('consent')?.checks.remove('native_client_prompt');
  return policy;
}

/** Each approval creates its own grant, so revoking one device doesn't affect the user's other devices. */
async function grantForThisDevice(ctx: KoaContextWithOIDC) {
  const { provider, account, client, params, requestParamOIDCScopes } = ctx.oidc;
  if (params && requestParamOIDCScopes.size === 0) params['scope'] = DEFAULT_SCOPE;
  const grant = new provider.Grant({ accountId: account?.accountId, clientId: client?.clientId });
  grant.addOIDCScope(String(params?.['scope'] ?? ''));
  await grant.save();
  return grant;
}

function required(name: string) {
  return (_ctx: KoaContextWithOIDC, value: string | undefined) => {
    if (!value) throw new errors.InvalidRequest(`missing required parameter '${name}'`);
  };
}
