import { request as httpRequest, type IncomingMessage } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { connect as connectTcp } from 'node:net';
import { networkInterfaces } from 'node:os';
import { connect } from 'node:tls';
import { afterEach, describe, expect, test } from 'vitest';
import { createClient } from './client.ts';
import { type AuthorizationServer, type AuthorizationServerOptions, startAuthorizationServer } from './server.ts';

const ends: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end();
});

/** These tests use loopback as the network, so nothing leaves this computer. */
async function start(options: AuthorizationServerOptions = {}): Promise<AuthorizationServer> {
  const server = await startAuthorizationServer({ port: 0, phoneAddress: '127.0.0.1', ...options });
  ends.push(server.close);
  return server;
}

interface Reply {
  readonly status: number | undefined;
  readonly location: string | undefined;
  readonly cookies: readonly string[];
  readonly text: string;
}

interface Sending {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly form?: Readonly<Record<string, string>>;
  /** The path, which is sent unchanged even if it's invalid. */
  readonly path?: string;
}

async function send(url: string, { method = 'GET', headers = {}, form, path }: Sending = {}): Promise<Reply> {
  const request = url.startsWith('https:') ? httpsRequest : httpRequest;
  const response = await new Promise<IncomingMessage>((resolve, reject) => {
    const sending = request(url, {
      method: form ? 'POST' : method,
      headers: {
        accept: 'text/html',
        ...(form && { 'content-type': 'application/x-www-form-urlencoded' }),
        ...headers,
      },
      agent: false,
      rejectUnauthorized: false,
      ...(path !== undefined && { path }),
    });
    sending
      .once('response', resolve)
      .once('error', reject)
      .end(form && new URLSearchParams(form).toString());
  });
  let text = '';
  for await (const chunk of response) text += chunk;
  const { location, 'set-cookie': cookies = [] } = response.headers;
  return { status: response.statusCode, location, cookies, text };
}

function hasIpv6(): boolean {
  return Object.values(networkInterfaces()).some((addresses) => addresses?.some(({ address }) => address === '::1'));
}

function pageOf(server: AuthorizationServer) {
  if (!server.phonePage) throw new Error('no page for phones');
  return server.phonePage;
}

describe('the page for phones', () => {
  test.each(['', '/auth'])('is where a client sends people (base path "%s")', async (basePath) => {
    const server = await start({ offersCompleteUri: true, basePath });
    const { url } = pageOf(server);
    expect(url).toMatch(new RegExp(`^https://127\\.0\\.0\\.1:\\d+${basePath}/device$`));
    const { json } = await createClient(server.url).start();
    expect(json).toMatchObject({
      verification_uri: url,
      verification_uri_complete: `${url}?user_code=${json['user_code']}`,
    });
    expect((await send(url)).text).toContain('data-page="code"');
    expect((await send(`${url}.css`)).status).toBe(200);
  });

  test('approves with forms and secure cookies on its own origin, without redirects', async () => {
    const server = await start({ intervalS: 0 });
    const { url } = pageOf(server);
    const { json } = await createClient(server.url).start();
    const cookies = new Map<string, string>();
    let page = await send(url);
    for (const fields of [
      { user_code: String(json['user_code']) },
      { login: 'ada', password: 'any' },
      { confirm: 'yes' },
    ]) {
      for (const cookie of page.cookies) {
        expect(cookie).toMatch(/; secure/i);
        const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(cookie) ?? [];
        cookies.set(name, value);
      }
      expect(/<form[^>]* action="([^"]*)"/.exec(page.text)?.[1]).toBe(url);
      const hidden = page.text.matchAll(/<input type="hidden" name="([^"]*)" value="([^"]*)"/g);
      const form = { ...Object.fromEntries([...hidden].map(([, name = '', value = '']) => [name, value])), ...fields };
      page = await send(url, {
        form,
        headers: { cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; ') },
      });
      expect(page.status).toBe(200);
    }
    expect(page.text).toContain('data-page="approved"');
    expect((await createClient(server.url).poll(json['device_code'])).status).toBe(200);
  });

  test('can still be opened on this computer, by the same code', async () => {
    const server = await start();
    expect((await send(server.approvalPage)).text).toContain('data-page="code"');
  });

  test.each([
    '/',
    '/api/v1/oauth/device-authorization/',
    '/api/v1/oauth/token',
    '/api/v1/oauth/revoke',
    '/api/v1/oauth/userinfo',
    '/.well-known/openid-configuration',
    '/.well-known/oauth-authorization-server',
    '/jwks',
    '/auth',
    '/device/',
    '/device/some-interaction',
    '/device/../api/v1/oauth/token',
    '/device%2f..%2fapi/v1/oauth/token',
    '//device',
    'http://127.0.0.1/api/v1/oauth/token',
  ])('is all that is served there: not %s', async (path) => {
    const server = await start();
    const form = {
      client_id: server.clientId,
      grant_type: 'refresh_token',
      refresh_token: 'x',
      device_type: 'desktop',
    };
    expect(await send(pageOf(server).url, { path })).toMatchObject({ status: 404, text: '' });
    expect(await send(pageOf(server).url, { path, form })).toMatchObject({ status: 404, text: '' });
    expect(server.log).toEqual([]);
  });

  test.each(['127.0.0.1', 'rebound.example', 'localhost:8628'])('does not respond under the name %s', async (host) => {
    const server = await start();
    expect(await send(pageOf(server).url, { headers: { host } })).toMatchObject({ status: 421, text: '' });
  });

  test('redirects a user who types its address without https, and responds to nothing else', async () => {
    const server = await start();
    const { url } = pageOf(server);
    const plain = url.replace('https:', 'http:');
    expect(await send(plain)).toMatchObject({ status: 302, location: url });
    expect(await send(plain, { path: '/api/v1/oauth/token', form: {} })).toMatchObject({ status: 302, text: '' });
    expect(server.log).toEqual([]);
  });

  test('presents the certificate whose fingerprint is announced, for its address, and a new one at each start', async () => {
    const fingerprints = [];
    for (const server of [await start(), await start()]) {
      const { url, fingerprint } = pageOf(server);
      const socket = connect({ host: '127.0.0.1', port: Number(new URL(url).port), rejectUnauthorized: false });
      await new Promise((resolve) => socket.once('secureConnect', resolve));
      const certificate = socket.getPeerX509Certificate();
      socket.destroy();
      expect(certificate?.fingerprint256).toBe(fingerprint);
      expect(certificate?.checkIP('127.0.0.1')).toBe('127.0.0.1');
      fingerprints.push(fingerprint);
    }
    expect(new Set(fingerprints).size).toBe(2);
  });

  test('works on an IPv6 address', async ({ skip }) => {
    if (!hasIpv6()) return skip('this computer has no IPv6');
    const server = await start({ phoneAddress: '::1' });
    expect(pageOf(server).url).toMatch(/^https:\/\/\[::1\]:\d+\/device$/);
    expect((await send(pageOf(server).url)).text).toContain('data-page="code"');
  });

  test('ends with the server, although connections are open', async () => {
    const server = await start();
    const { url } = pageOf(server);
    const silent = connectTcp({ host: '127.0.0.1', port: Number(new URL(url).port) });
    const silentEnd = new Promise((resolve) => silent.once('close', resolve));
    silent.on('error', () => {});
    await new Promise((resolve) => silent.once('connect', resolve));
    await server.close();
    await silentEnd;
    await expect(send(url)).rejects.toMatchObject({ code: 'ECONNREFUSED' });
  });

  test('does not exist unless it is asked for', async () => {
    const server = await startAuthorizationServer({ port: 0 });
    ends.push(server.close);
    expect(server.phonePage).toBeNull();
    expect((await createClient(server.url).start()).json['verification_uri']).toBe(server.approvalPage);
  });

  test('ends the whole server if its address is not one of this computer', async () => {
    const before = await start();
    await before.close();
    const failing = startAuthorizationServer({ port: Number(new URL(before.url).port), phoneAddress: '203.0.113.1' });
    await expect(failing).rejects.toMatchObject({ code: 'EADDRNOTAVAIL' });
    await expect(send(before.url)).rejects.toMatchObject({ code: 'ECONNREFUSED' });
  });
});
