/** The local API on a real socket: each request, and why one is refused. */
import { afterEach, describe, expect, it, vi } from 'vitest';
import { callApi } from '../../../main/local-tools/client.ts';
import { PROBLEMS, problemUri } from '../../../main/local-tools/problems.ts';
import { ACCOUNT, api, closeApis, RAW, send, sendRaw } from './api-over.ts';

afterEach(closeApis);

describe('a request for a token', () => {
  it('is answered in JSON, with an exit code and never for a cache', async () => {
    const { path } = await api();
    const { status, headers, text } = await send(path, {});
    expect(status).toBe(200);
    expect(headers).toMatchObject({
      'content-type': 'application/json',
      'cache-control': 'no-store',
      'companion-exit-code': '0',
    });
    expect(JSON.parse(text)).toEqual({
      access_token: 'access-secret-1',
      token_type: 'Bearer',
      expires_at: '2026-01-01T00:00:00.000Z',
      account: 'login.example.org',
      server: 'https://login.example.org',
      scope: 'read',
    });
  });

  it('without an end and a scope of the token names none', async () => {
    const { path } = await api({
      token: async () => ({
        accessToken: 'a',
        expiresAt: null,
        account: ACCOUNT,
        scope: null,
      }),
    });
    const answer = JSON.parse((await send(path, {})).text);
    expect(Object.keys(answer)).toEqual(['access_token', 'token_type', 'account', 'server']);
  });

  it('is answered in one line of text if the caller wants that', async () => {
    const { path } = await api();
    const { headers, text } = await send(path, { headers: { Accept: 'text/plain' } });
    expect([text, headers['content-type'], headers['companion-exit-code']]).toEqual([
      'access-secret-1\n',
      'text/plain; charset=utf-8',
      '0',
    ]);
  });

  it('is answered in JSON if the caller prefers that to text', async () => {
    const { path } = await api();
    const { headers } = await send(path, { headers: { Accept: 'application/json, text/plain;q=0.5' } });
    expect(headers['content-type']).toBe('application/json');
  });

  it('that fails unexpectedly is answered without a word of the error', async () => {
    const { path } = await api({ token: () => Promise.reject(new TypeError('access-secret-1')) });
    const { status, text } = await send(path, {});
    expect([status, JSON.parse(text)]).toMatchObject([500, { detail: 'This is a bug in Transparenc Companion.' }]);
    expect(text).not.toContain('secret');
  });

  it('is refused in one line of text, as a command prints it', async () => {
    const { path } = await api();
    const { headers, text } = await send(path, {
      body: '{"tool":"a","minValid":-1}',
      headers: { Accept: 'text/plain' },
    });
    expect([text, headers['companion-exit-code']]).toEqual(['--min-valid must not be negative.\n', '64']);
    expect(headers).not.toHaveProperty('retry-after');
  });

  it('ignores unknown fields, takes null for absent, and sanitizes the caller’s own texts', async () => {
    const { path, asked } = await api();
    await send(path, {
      body: JSON.stringify({
        tool: 'nightly backup',
        reason: 'line\u001b[31m one\nline \u202etwo',
        account: null,
        host: 'GIT.example.org:8443',
        server: 'https://LOGIN.example.org/',
        minValid: 90,
        folder: '   ',
        later: { a: 1 },
      }),
    });
    expect(asked).toEqual([
      {
        tool: 'nightly backup',
        reason: 'line [31m one line two',
        account: null,
        server: 'https://login.example.org',
        host: 'git.example.org:8443',
        minValidMs: 90_000,
        startedBy: null,
        folder: null,
      },
    ]);
  });
});

describe('a problem', () => {
  it.each(Object.keys(PROBLEMS) as (keyof typeof PROBLEMS)[])(
    '%s has its status, type and exit code, in JSON and in text',
    async (problem) => {
      const { path } = await api({ token: async () => ({ problem, detail: 'Why it is so.', retryAfterMs: 1_500 }) });
      const { status, exitCode, title } = PROBLEMS[problem];
      const json = await send(path, {});
      expect(json.status).toBe(status);
      expect(json.headers).toMatchObject({ 'content-type': 'application/problem+json', 'retry-after': '2' });
      expect(JSON.parse(json.text)).toEqual({ type: problemUri(problem), title, status, detail: 'Why it is so.' });
      const text = await send(path, { headers: { Accept: 'text/plain' } });
      expect([text.text, text.headers['companion-exit-code']]).toEqual(['Why it is so.\n', String(exitCode)]);
      expect(await callApi({ path, secret: null }, '/v1/token', { tool: 'a' })).toEqual({
        kind: 'problem',
        problem,
        detail: 'Why it is so.',
      });
    },
  );
});

it('a request that was not read to its end closes its connection: the rest could pass for the next one', async () => {
  const { path } = await api();
  const head = 'POST /v1/token HTTP/1.1\r\nHost: localhost\r\nConnection: keep-alive\r\nContent-Length: 90000\r\n\r\n';
  expect(await sendRaw(path, head + 'x'.repeat(80_000))).toMatch(/^HTTP\/1\.1 400 [\s\S]*\r\nConnection: close\r\n/);
});

it('no limit is longer than Node can wait, which it would take for none at all', async () => {
  const warned = vi.spyOn(process, 'emitWarning');
  await api();
  expect(warned.mock.calls).toEqual([]);
  warned.mockRestore();
});

describe('a bad request', () => {
  const long = 'x'.repeat(20_000);
  it('may have a body of 16,384 bytes', async () => {
    const { path, asked } = await api();
    await send(path, { body: '{"tool":"backup"}'.padEnd(16_384) });
    expect(asked).toHaveLength(1);
  });

  it.each<[string, string, string]>([
    ['no JSON', 'tool=backup', 'The body must be JSON.'],
    ['nothing', '', 'JSON'],
    ['half of it', '{"tool":"back', 'JSON'],
    ['no object', '["backup"]', 'The body must be a JSON object.'],
    ['null', 'null', 'object'],
    ['no tool', '{}', 'tool is missing'],
    ['a tool of a wrong type', '{"tool":{"a":1}}', 'tool must be text'],
    ['an empty tool', '{"tool":""}', 'tool must be 1 to 64'],
    ['a tool with control characters', '{"tool":"a\\u0007b"}', 'tool must be 1 to 64'],
    ['a tool with letters that look like others', '{"tool":"b\\u0430ckup"}', 'tool must be 1 to 64'],
    ['a tool that is too long', JSON.stringify({ tool: 'x'.repeat(65) }), 'tool must be 1 to 64'],
    ['a field that is given twice', '{"tool":"git","tool":"backup"}', 'tool must be given once'],
    [
      'a field that is given twice, spelled differently',
      '{"tool":"git","t\\u006fol":"backup"}',
      'tool must be given once',
    ],
    ['a field that is given twice after a list', '{"later":[1],"tool":"git","tool":"backup"}', 'must be given once'],
    ['a life of a wrong type', '{"tool":"a","minValid":"60"}', 'minValid must be a number'],
    ['a negative life', '{"tool":"a","minValid":-1}', 'minValid must not be negative'],
    ['a life of more than ten years', '{"tool":"a","minValid":315360001}', 'minValid must not be more than'],
    ['a life of another type', '{"tool":"a","minValid":true}', 'minValid must be a number of seconds'],
    ['an empty account', '{"tool":"a","account":""}', 'account must not be empty'],
    ['a long account', JSON.stringify({ tool: 'a', account: 'x'.repeat(201) }), 'must not be longer than 200'],
    ['a long host', JSON.stringify({ tool: 'a', host: 'x'.repeat(262) }), 'must not be longer than 261'],
    [
      'a long server',
      JSON.stringify({ tool: 'a', server: `https://${'x'.repeat(2041)}` }),
      'must not be longer than 2048',
    ],
    ['a life beyond all numbers', '{"tool":"a","minValid":1e999}', 'minValid'],
    ['a host that is an address', '{"tool":"a","host":"https://git.example.org/"}', 'host must be a host name'],
    ['a host with a line in it', '{"tool":"a","host":"a\\nb"}', 'host must be a host name'],
    ['a server that is no address', '{"tool":"a","server":"login"}', 'server must be an address'],
    ['a server without TLS', '{"tool":"a","server":"http://login.example.org"}', 'server must be an address'],
    ['an account of a wrong type', '{"tool":"a","account":7}', 'account must be text'],
    ['a reason of a wrong type', '{"tool":"a","reason":["x"]}', 'reason must be text'],
    ['a body that is too long', JSON.stringify({ tool: 'a', reason: long }), '16384 bytes'],
    ['a deep body', '['.repeat(16_000), 'JSON'],
  ])('with %s is refused by the rule that it breaks', async (_, body, rule) => {
    const { path, asked } = await api();
    const { status, text } = await send(path, { body });
    expect(status).toBe(400);
    expect(JSON.parse(text)).toMatchObject({ type: problemUri('bad-request'), detail: expect.stringContaining(rule) });
    expect(asked).toEqual([]);
  });

  const fields = {
    tool: 'git',
    reason: 'x',
    account: 'ada',
    server: 'https://login.example.org',
    host: 'git.example.org',
    minValid: 60,
    startedBy: 'sh',
    folder: '/home/ada',
  };
  const names = Object.keys(fields);

  it.each(names.flatMap((name) => [true, 7, 'x', {}, [], [name]].map((value) => [name, value] as const)))(
    'in which %s is %j is refused, unless that is its type',
    async (name, value) => {
      const { path, asked } = await api();
      const { status, text } = await send(path, { body: JSON.stringify({ ...fields, [name]: value }) });
      const fits = name === 'server' ? false : name === 'minValid' ? value === 7 : value === 'x';
      expect([status, asked.length]).toEqual(fits ? [200, 1] : [400, 0]);
      if (!fits) expect(JSON.parse(text).detail).toMatch(`The field ${name} must be`);
    },
  );

  it.each(names)('that names %s twice is refused', async (name) => {
    const { path, asked } = await api();
    const twice = JSON.stringify(fields).replace(/}$/, `,"${name}":null}`);
    const { status, text, headers } = await send(path, { body: twice });
    expect([status, headers['companion-exit-code'], asked]).toEqual([400, '64', []]);
    expect(JSON.parse(text).detail).toBe(`The field ${name} must be given once.`);
  });

  it.each(names)('without %s is accepted, unless the tool is missing', async (name) => {
    const { path } = await api();
    const { [name]: _left, ...rest } = fields as Record<string, unknown>;
    expect((await send(path, { body: JSON.stringify(rest) })).status).toBe(name === 'tool' ? 400 : 200);
  });

  it.each(names.filter((name) => name !== 'minValid'))(
    'with a huge %s, or with control characters in it, does no harm',
    async (name) => {
      const isClaim = ['reason', 'startedBy', 'folder'].includes(name);
      const { path, asked } = await api();
      for (const value of ['x'.repeat(10_000), 'a\u0000b\u001b[2Jc\r\nd\u202e'])
        expect((await send(path, { body: JSON.stringify({ ...fields, [name]: value }) })).status).toBe(
          isClaim || (name === 'account' && value.length < 200) ? 200 : 400,
        );
      // The prompt displays only text, and only a limited amount.
      for (const { reason, startedBy, folder } of asked)
        for (const claim of [reason, startedBy, folder]) expect(claim).toMatch(/^[ -~…]{1,301}$/);
    },
  );

  it.each(['{', '}', '[', ']', '\\"', '\\\\', '{"tool":'])(
    'that names a field twice is refused, even if a text before it holds %j',
    async (text) => {
      const { path, asked } = await api();
      const before = JSON.stringify({ reason: text });
      const twice = `${before.slice(0, -1)},"tool":"git","tool":"backup"}`;
      const answer = await send(path, { body: twice });
      expect([answer.status, JSON.parse(answer.text).detail, asked]).toEqual([
        400,
        'The field tool must be given once.',
        [],
      ]);
      expect((await send(path, { body: `${before.slice(0, -1)},"tool":"git"}` })).status).toBe(200);
    },
  );

  it('may repeat a name inside another object: only the request’s own fields must be unique', async () => {
    const { path, asked } = await api();
    await send(path, { body: '{"tool":"git","later":{"tool":"x","tool":"y"},"more":["tool",{"tool":1}]}' });
    expect(asked).toMatchObject([{ tool: 'git' }]);
  });

  it.each([
    ['GET', '/v1/token'],
    ['PUT', '/v1/tools'],
    ['POST', '/v1/refresh-token'],
    ['GET', '/'],
  ])('%s %s finds nothing', async (method, route) => {
    const { path } = await api();
    expect((await send(path, { method, path: route })).status).toBe(404);
  });
});

describe('a web page', () => {
  it.each<[string, Record<string, string | string[]>]>([
    ['its origin', { Origin: 'https://evil.example.org' }],
    ['an opaque origin', { Origin: 'null' }],
    ['its address', { Referer: 'https://evil.example.org/' }],
    ['what browsers add', { 'Sec-Fetch-Site': 'cross-site' }],
    ['the key of a WebSocket', { 'Sec-WebSocket-Key': 'x', Upgrade: 'websocket', Connection: 'Upgrade' }],
    ['a name that was rebound', { Host: 'evil.example.org' }],
    ['an address for a name', { Host: '127.0.0.1' }],
    ['a name that ends like ours', { Host: 'evil.localhost' }],
    ['a name that begins like ours', { Host: 'localhost.evil.example.org' }],
    ['a name with more than a port behind it', { Host: 'localhost:evil' }],
  ])('is refused by %s', async (_, headers) => {
    const { path, asked } = await api();
    const { status, text } = await send(path, { headers });
    expect([status, asked]).toEqual([403, []]);
    expect(text).not.toContain('access-secret');
  });

  it('is no program that names the port of its address', async () => {
    const { path } = await api();
    expect((await send(path, { headers: { Host: 'localhost:8080' } })).status).toBe(200);
  });

  it('is refused without any name, and with two', async () => {
    const { path, asked } = await api();
    expect(await sendRaw(path, 'GET /v1/status HTTP/1.1\r\nConnection: close\r\n\r\n')).toMatch(/^HTTP\/1\.1 4/);
    expect(await sendRaw(path, `${RAW}Host: evil.example.org\r\nContent-Length: 0\r\n\r\n`)).toMatch(
      /^HTTP\/1\.1 403 /,
    );
    expect(asked).toEqual([]);
  });
});

describe('a list of accounts that cannot be read', () => {
  it.each(['/v1/accounts', '/v1/status', '/v1/tools'])('is not taken for an empty one: %s', async (url) => {
    const { path } = await api({ unknown: { problem: 'storage-unreadable', detail: 'accounts.json' } });
    expect(await callApi({ path, secret: null }, url, null)).toMatchObject({
      kind: 'problem',
      problem: 'storage-unreadable',
      detail: 'accounts.json',
    });
  });
});
