/** A minimal client of the server of record, for the server's own tests: sends forms and reads JSON. */
import { PATHS } from './faulty.ts';

const DEVICE_CODE_GRANT = 'urn:ietf:params:oauth:grant-type:device_code';

export interface Reply {
  readonly status: number;
  readonly json: Readonly<Record<string, unknown>>;
}

/** `undefined` leaves a field out. */
type Form = Readonly<Record<string, string | undefined>>;

/** @param secret the client's secret, if it is not a public client */
export function createClient(url: string, clientId = 'transparenc-companion', secret?: string) {
  const authorization = secret === undefined ? {} : { authorization: `Basic ${btoa(`${clientId}:${secret}`)}` };

  async function post(path: string, form: Form): Promise<Reply> {
    const body = new URLSearchParams();
    for (const [name, value] of Object.entries({ client_id: clientId, ...form })) {
      if (value !== undefined) body.set(name, value);
    }
    // With a persistent connection, the first request after a restart of the server could fail at random.
    const response = await fetch(url + path, {
      method: 'POST',
      body,
      redirect: 'manual',
      headers: { connection: 'close', ...authorization },
    });
    const text = await response.text();
    return { status: response.status, json: text ? JSON.parse(text) : {} };
  }
  return {
    start: (form: Form = {}) =>
      post(PATHS.deviceAuthorization, {
        scope: 'openid offline_access',
        device_type: 'desktop',
        device_os: 'Debian GNU/Linux 12',
        ...form,
      }),
    poll: (deviceCode: unknown) =>
      post(PATHS.token, { grant_type: DEVICE_CODE_GRANT, device_code: String(deviceCode) }),
    refresh: (refreshToken: unknown) =>
      post(PATHS.token, { grant_type: 'refresh_token', refresh_token: String(refreshToken) }),
    revoke: (token: unknown) => post(PATHS.revoke, { token: String(token) }),
  };
}
