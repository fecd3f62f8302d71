/** Faulty responses of a network and a server, each with a secret in it. */
import { type Secrets, secretsIn, type TestResponse } from './parts.ts';

/** The ways in which an exchange can fail, each with the secret that it could expose. */
export const FAILURES: readonly (readonly [name: string, response: TestResponse])[] = [
  ...['ERR_CONNECTION_RESET', 'ERR_CERT_AUTHORITY_INVALID', 'ERR_PROXY_CONNECTION_FAILED', 'ERR_NAME_NOT_RESOLVED'].map(
    (code) =>
      [code, (its: Secrets, sent: string) => new Error(`net::${code} ${sent} ${secretsIn(its).join(' ')}`)] as const,
  ),
  ['an error with causes', (its, sent) => new Error(sent, { cause: new Error(its.refresh, { cause: its.access }) })],
  [
    'an error of another name',
    (its) => Object.assign(new Error('x'), { name: its.refresh, code: its.access, stack: its.deviceCode }),
  ],
  ['what is no error', (its) => ({ token: its.refresh })],
  ['an error of the protocol that echoes', (_, sent) => refusal({ error: 'invalid_client', error_description: sent })],
  [
    'an error of the protocol that echoes in a URL',
    (_, sent) => refusal({ error: 'invalid_request', error_description: encodeURIComponent(secretIn(sent)) }),
  ],
  [
    'an error of the protocol that echoes in base64',
    (_, sent) => refusal({ error: 'invalid_scope', error_description: Buffer.from(secretIn(sent)).toString('base64') }),
  ],
  [
    'an error of the protocol with tokens beside it',
    (its) =>
      refusal({
        error: 'access_denied',
        access_token: its.access,
        refresh_token: its.refresh,
        error_description: `no ${its.access}`,
      }),
  ],
  ['an end', (_, sent) => refusal({ error: 'invalid_grant', error_description: `${secretIn(sent)} is used up` })],
  ['a refusal in its own words', (_, sent) => refusal({ detail: `bad: ${secretIn(sent)}` })],
  ['a page that echoes', (_, sent) => new Response(`<pre>${sent}</pre>`, { status: 500 })],
  [
    'tokens in the wrong place',
    (its) => Response.json({ access_token: [its.access], refresh_token: { it: its.refresh } }),
  ],
  ['tokens of a strange kind', (its) => Response.json({ access_token: its.access, token_type: its.refresh })],
  ['half a response', (its) => new Response(`{"access_token":"${its.access}`)],
  [
    'a code whose page has a password',
    (its) =>
      Response.json({
        ...grantOf(its),
        verification_uri: `https://ada:${encodeURIComponent(its.urlPassword)}@login.example.org/`,
      }),
  ],
  ['a code to be run', (its) => Response.json({ ...grantOf(its), verification_uri: `javascript:${its.urlPassword}` })],
  ['a code without a code', (its) => Response.json({ device_code: its.deviceCode, expires_in: its.refresh })],
  ['a proxy', () => new Response('', { status: 407 })],
  ['a redirect', () => new Error("Attempted to redirect, but redirect policy was 'error'")],
];

const refusal = (body: object) => Response.json(body, { status: 400 });
const secretIn = (sent: string) => {
  const form = new URLSearchParams(sent);
  return form.get('refresh_token') ?? form.get('device_code') ?? 'nothing';
};
const grantOf = ({ deviceCode, userCode }: Secrets) => ({
  device_code: deviceCode,
  user_code: userCode,
  expires_in: 600,
  interval: 5,
});
