import type { KoaContextWithOIDC } from 'oidc-provider';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { approvalPages } from './approval.ts';
import { createClient } from './client.ts';
import { approveByForms } from './person.ts';
import { type AuthorizationServer, startAuthorizationServer } from './server.ts';

let server: AuthorizationServer;
beforeAll(async () => {
  server = await startAuthorizationServer({ port: 0, intervalS: 0 });
});
afterAll(() => server.close());

async function ask(form: Readonly<Record<string, string>> = {}): Promise<string> {
  const { json } = await createClient(server.url).start(form);
  return String(json['user_code']);
}

describe('the approval page', () => {
  test.each([
    ['as it is shown', (code: string) => code],
    ['in lower case', (code: string) => code.toLowerCase()],
    ['without its hyphen', (code: string) => code.replace('-', '')],
    ['with spaces around and inside', (code: string) => ` ${code.replace('-', ' ')} `],
  ])('accepts the code %s', async (_how, typed) => {
    const outcome = await approveByForms(server.approvalPage, { userCode: typed(await ask()), decision: 'approve' });
    expect(outcome.page).toBe('approved');
  });

  test.each([
    ['that no one issued', 'BBBB-BBBB'],
    ['that is markup', '"><b>&'],
    ['that is empty', ''],
  ])('asks again for a code %s, and reports it', async (_what, userCode) => {
    const { page, html } = await approveByForms(server.approvalPage, { userCode, decision: 'approve' });
    expect(page).toBe('code');
    expect(html).toContain('role="alert"');
    expect(html).not.toContain('<b>');
  });

  test.each([
    ['desktop', 'Windows 11 24H2', 'Desktop computer · Windows 11 24H2'],
    ['constructor', '<script>', 'constructor · <script>'],
    ['toaster', 'x'.repeat(80), `toaster · ${'x'.repeat(64)}`],
  ])('names a device %s with %s in words', async (device_type, device_os, words) => {
    const userCode = await ask({ device_type, device_os });
    const outcome = await approveByForms(server.approvalPage, { userCode, decision: 'approve' });
    expect(outcome.device).toBe(words);
    expect(outcome.html).not.toContain('<script');
  });

  test.each([
    ['en-US', /^at \d{1,2}:\d\d\s[AP]M$/],
    ['en-GB,en;q=0.5', /^at \d\d:\d\d$/],
    ['en;q=0.5,de-DE', /^at \d\d:\d\d$/],
    ['!, *', /^at \d{1,2}:\d\d\s[AP]M$/],
  ])('writes the time as a browser of %s does', async (languages, time) => {
    const person = await openBrowser({ 'accept-language': languages });
    const html = await person.enter(await ask(), { login: 'ada', password: 'any' });
    expect(/<time [^>]*>(.*?)<\/time>/.exec(html)?.[1]).toMatch(time);
  });

  test.each([
    ['says of a "No" that nothing was approved', undefined, 'denied'],
    ['does not call a refusal by the server the person\'s own "No"', new Error('no scope was granted'), 'refused'],
  ])('%s', async (_what, cause, page) => {
    // oidc-provider's own error is not exported, and these pages never make it refuse an approval: a context of the few
    // parts that the page needs stands in.
    const ctx = { oidc: { urlFor: () => '/device' }, state: {}, type: '', body: '' } as unknown as KoaContextWithOIDC;
    const error = Object.assign(new Error('the interaction was aborted', { cause }), { name: 'AbortedError' });
    await approvalPages.userCodeInputSource(ctx, '', undefined, error);
    expect(ctx.body).toContain(`data-page="${page}"`);
  });

  test.each([
    ['no scope', undefined],
    ['an empty scope', ''],
    ['a scope that no one knows', 'tea'],
  ])('approves a sign-in that requests %s, and reports what it granted instead', async (_what, scope) => {
    const client = createClient(server.url);
    const { json } = await client.start({ scope });
    const userCode = String(json['user_code']);
    expect((await approveByForms(server.approvalPage, { userCode, decision: 'approve' })).page).toBe('approved');
    const { status, json: tokens } = await client.poll(json['device_code']);
    expect(status).toBe(200);
    expect(tokens).toMatchObject({ access_token: expect.any(String), scope: 'openid' });
    expect(tokens).not.toHaveProperty('refresh_token');
  });

  test('offers the code of a complete address, and still waits for the person to send it', async () => {
    const userCode = await ask();
    const { html } = await open(`${server.approvalPage}?user_code=${userCode}`);
    expect(html).toContain(`value="${userCode}"`);
    expect(html).toContain('data-page="code"');
  });

  test('runs no script, embeds nothing and is not embedded', async () => {
    const { html, policy } = await open(server.approvalPage);
    expect(html).not.toMatch(/<script|<style|style=|\son\w+=/i);
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("frame-ancestors 'none'");
    const styles = await (await fetch(`${server.url}/device.css`)).text();
    expect(styles).not.toMatch(/@import|url\(/);
  });

  test.each([
    ['without a session', async () => ''],
    ['in the session of another page', async () => (await open(server.approvalPage)).cookie],
  ])('refuses a form that it did not hand out, %s', async (_how, getCookie) => {
    const userCode = await ask();
    const headers = { accept: 'text/html', cookie: await getCookie() };
    const body = new URLSearchParams({ user_code: userCode, login: 'eve', confirm: 'yes', xsrf: 'guessed' });
    const html = await (await fetch(server.approvalPage, { method: 'POST', body, headers })).text();
    expect(html).toContain('data-page="code"');
    expect((await approveByForms(server.approvalPage, { userCode, decision: 'approve' })).page).toBe('approved');
  });

  test('forgets who is logged in when its sessions end', async () => {
    const userCode = await ask();
    const person = await openBrowser();
    expect(await person.enter(userCode, { login: 'ada', password: 'any' })).toContain('data-page="decision"');
    expect(await person.enter(userCode)).toContain('data-page="decision"');
    expect(await person.enter(userCode, { someone_else: 'yes' })).toContain('data-page="login"');
    server.endSessions();
    await person.reopen();
    expect(await person.enter(userCode)).toContain('data-page="login"');
  });
});

/** A browser that keeps its cookies and sends the fields that a test specifies. */
async function openBrowser(headers: Readonly<Record<string, string>> = {}) {
  let page = await open(server.approvalPage);
  return {
    async reopen() {
      page = await open(server.approvalPage, page.cookie);
    },
    async enter(userCode: string, fields: Readonly<Record<string, string>> = {}) {
      const xsrf = /name="xsrf" value="(\w+)"/.exec(page.html)?.[1] ?? '';
      const body = new URLSearchParams({ xsrf, user_code: userCode, ...fields });
      const sent = { ...headers, accept: 'text/html', cookie: page.cookie };
      return (await fetch(server.approvalPage, { method: 'POST', body, headers: sent })).text();
    },
  };
}

async function open(url: string, cookie = '') {
  const response = await fetch(url, { headers: { accept: 'text/html', cookie } });
  const set = response.headers.getSetCookie().map((line) => line.split(';')[0]);
  return {
    html: await response.text(),
    policy: response.headers.get('content-security-policy'),
    cookie: set.join('; ') || cookie,
  };
}
