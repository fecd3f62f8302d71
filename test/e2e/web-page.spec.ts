/** A page in a real browser tries everything that could reach the local API, and gets nothing. */
import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { createServer, request as httpRequest } from 'node:http';
import type { AddressInfo } from 'node:net';
import { chromium, type Page } from '@playwright/test';
import { openBrowser } from '../harness/browser.ts';
import { testWorld } from '../harness/test-world.ts';
import { ended, expect, test } from './command-test.ts';

test.skip(process.platform !== 'linux', 'Another system’s ports are listed in another way.');

/** The name of an attacker's page. It may resolve to this computer, because the attacker controls its DNS. */
const EVIL = 'evil.example.org';

interface Passed {
  readonly line: string;
  readonly headers: Readonly<NodeJS.Dict<string | string[]>>;
  readonly status: number;
  readonly answer: string;
}

/**
 * What no computer of a user has: a TCP port that leads to the socket, so that a browser's own requests get to the API
 * as they are. It serves an empty page, too, as a server would whose name is rebound to this computer afterwards.
 */
async function bridgeTo(socketPath: string) {
  const passed: Passed[] = [];
  const server = createServer((request, response) => {
    if (request.url === '/page') {
      response.writeHead(200, { 'Content-Type': 'text/html' }).end('<!doctype html>');
      return;
    }
    const { method, url: path, headers } = request;
    const on = httpRequest({ socketPath, method, path, headers, agent: false }, (from) => {
      let answer = '';
      from.setEncoding('utf8').on('data', (part: string) => {
        answer += part;
      });
      from.once('end', () => {
        passed.push({ line: `${method} ${path}`, headers, status: from.statusCode ?? 0, answer });
        // The page may read every response, so the API's own refusal is what protects the data.
        response.writeHead(from.statusCode ?? 0, {
          'Access-Control-Allow-Origin': '*',
          'Access-Control-Allow-Headers': '*',
        });
        response.end(answer);
      });
    });
    on.once('error', () => response.destroy());
    request.pipe(on);
  });
  server.on('upgrade', ({ method, url: path, headers }, client) => {
    const on = httpRequest({ socketPath, method, path, headers, agent: false }, (from) => {
      passed.push({ line: `upgrade ${path}`, headers, status: from.statusCode ?? 0, answer: '' });
      from.resume();
      client.destroy();
    });
    on.once('upgrade', (_from, socket) => {
      passed.push({ line: `upgrade ${path}`, headers, status: 101, answer: '' });
      socket.destroy();
      client.destroy();
    });
    on.once('error', () => client.destroy()).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const close = () => {
    server.closeAllConnections();
    server.close();
  };
  return { passed, port, close };
}

/** Every kind of request from a page, to one address. Resolves with the responses it could read. */
const ATTACK = `async (at) => {
  const body = JSON.stringify({ tool: 'backup' });
  const json = { 'Content-Type': 'application/json' };
  const plain = { method: 'POST', headers: { 'Content-Type': 'text/plain' }, body };
  const read = (path, init = {}) => fetch(at + path, init).then((response) => response.text(), String);
  const first = (start) => new Promise((resolve) => {
    start(resolve);
    setTimeout(resolve, 5_000, 'nothing');
  });
  const listen = (opened, resolve) => {
    opened.onmessage = ({ data }) => resolve(String(data));
    opened.onerror = opened.onclose = () => resolve('closed');
  };
  const framed = first((resolve) => {
    const frame = document.createElement('iframe');
    frame.name = 'frame';
    document.body.append(frame);
    const form = document.createElement('form');
    Object.assign(form, { method: 'POST', action: at + '/v1/token', target: 'frame', enctype: 'text/plain' });
    const input = document.createElement('input');
    Object.assign(input, { name: '{"tool":"backup","reason":"', value: '"}' });
    form.append(input);
    document.body.append(form);
    frame.onload = () => {
      try {
        resolve(frame.contentDocument.body.textContent);
      } catch (error) {
        resolve(String(error));
      }
    };
    form.submit();
  });
  navigator.sendBeacon(at + '/v1/token', body);
  new Image().src = at + '/v1/accounts';
  return Promise.all([
    read('/v1/token', { method: 'POST', headers: json, body }),
    read('/v1/token', plain),
    read('/v1/token', { ...plain, mode: 'no-cors' }),
    read('/v1/token', { ...plain, referrerPolicy: 'no-referrer', credentials: 'omit' }),
    read('/v1/status'),
    read('/v1/accounts', { referrerPolicy: 'no-referrer', cache: 'no-store' }),
    read('/v1/hand-over', { ...plain, mode: 'no-cors', referrerPolicy: 'no-referrer' }),
    first((resolve) => listen(new WebSocket(at.replace('http', 'ws') + '/v1/token'), resolve)),
    first((resolve) => listen(new EventSource(at + '/v1/status'), resolve)),
    framed,
  ]);
}`;

async function attack(page: Page, host: string): Promise<string> {
  return JSON.stringify(await page.evaluate(`(${ATTACK})(${JSON.stringify(`http://${host}`)})`));
}

/** The TCP ports on which a process and its children listen. */
function tcpPortsOf(pid: number): readonly string[] {
  const sockets = new Set(
    readdirSync(`/proc/${pid}/fd`).flatMap((fd) => {
      try {
        return /^socket:\[(\d+)\]$/.exec(readlinkSync(`/proc/${pid}/fd/${fd}`))?.[1] ?? [];
      } catch {
        return [];
      }
    }),
  );
  return ['tcp', 'tcp6']
    .flatMap((table) => readFileSync(`/proc/${pid}/net/${table}`, 'utf8').trim().split('\n').slice(1))
    .map((line) => line.trim().split(/\s+/))
    .filter(([, , , state, , , , , , inode]) => state === '0A' && sockets.has(inode ?? ''))
    .map(([, address]) => address ?? '');
}

test('a page can’t reach a port or socket, and a browser’s requests are refused', { tag: '@long' }, async ({
  signIn,
  allow,
  command,
}) => {
  await signIn();
  // The tool is already allowed, so a request that reached the API would get a token.
  await allow('backup');
  const service = command(['serve']);
  await service.stderr.waitFor(/Serving local tools at .*\n/);
  const socket = /Serving local tools at (.*)/.exec(service.stderr.text())?.[1] ?? '';
  expect(tcpPortsOf(service.pid)).toEqual([]);

  const bridge = await bridgeTo(socket);
  const browser = await openBrowser(chromium, testWorld().phone, [`--host-resolver-rules=MAP ${EVIL} 127.0.0.1`]);
  try {
    const page = await browser.newPage();
    await page.goto(`http://${EVIL}:${bridge.port}/page`);
    // A socket has no URL that a page could use.
    for (const url of [`unix://${socket}`, `http+unix://${encodeURIComponent(socket)}/v1/status`, `file://${socket}`])
      expect(await page.evaluate(`fetch(${JSON.stringify(url)}).then(String, String)`)).toMatch(/^TypeError/);

    // These are a name rebound to this computer, and other origins by the API's name and by an address.
    for (const host of [EVIL, 'localhost', '127.0.0.1']) {
      expect(await attack(page, `${host}:${bridge.port}`)).not.toContain('access_token');
    }
    // This page has the API's own name, like a development server of the user.
    await page.goto(`http://localhost:${bridge.port}/page`);
    expect(await attack(page, `localhost:${bridge.port}`)).not.toContain('access_token');
  } finally {
    await browser.close();
    bridge.close();
  }

  expect(bridge.passed.length).toBeGreaterThan(30);
  expect(bridge.passed.filter(({ line }) => line.startsWith('upgrade'))).not.toEqual([]);
  expect(bridge.passed.filter(({ status }) => status !== 403)).toEqual([]);
  // The same request gets a response if a program sends it.
  expect(await ended(command(['token', '--tool=backup']))).toMatchObject({ code: 0 });
});
