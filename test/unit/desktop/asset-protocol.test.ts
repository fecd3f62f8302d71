/** What a window can and can't fetch under `app://companion`. */
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { LANGUAGE_TAGS } from '../../../locales/languages.ts';
import { consentScripts, firstScripts } from '../../../main/app/run/first-scripts.ts';
import {
  CONSENT_PAGE,
  registerAssetScheme,
  responseFrom,
  START_PAGE,
  serveAssets,
} from '../../../main/desktop/asset-protocol.ts';
import { several, TWENTY } from '../../renderer/accounts.ts';
import { snapshotOf } from './parts.ts';

const PAGE = '<!doctype html><head><title>Companion</title></head>';
const STYLE = '<link rel="stylesheet" crossorigin href="./assets/own.css">';
const script = (name: string) => `<script type="module" crossorigin src="./assets/${name}.js"></script>`;

let parent: string;
let folder: string;

beforeAll(async () => {
  parent = await mkdtemp(join(tmpdir(), 'assets-'));
  folder = join(parent, 'renderer');
  await mkdir(join(folder, 'assets', 'deep.js'), { recursive: true });
  await mkdir(join(folder, '.hidden'));
  const files = {
    'renderer/index.html': PAGE,
    'renderer/consent.html': `<head>${STYLE}${script('registry')}${script('consent')}</head>`,
    'renderer/assets/registry.js': 'registry',
    'renderer/assets/consent.js': 'consent',
    'renderer/assets/de.js': 'German',
    'renderer/assets/own.css': 'p {}',
    'renderer/assets/index-C_x9.js': 'export {}',
    'renderer/assets/style.css': 'body {}',
    'renderer/assets/mark.svg': '<svg/>',
    'renderer/assets/code.woff2': 'font',
    'renderer/LICENSE.txt': 'not a part of the page',
    'renderer/.hidden/a.js': 'hidden',
    'renderer/assets/odd%20name.js': 'not a plain name',
    'secret.js': 'outside',
    'renderer-of-another.js': 'outside',
  };
  for (const [name, text] of Object.entries(files)) await writeFile(join(parent, name), text);
});
afterAll(() => rm(parent, { recursive: true }));

const nothing = { '/index.html': () => [], '/consent.html': () => [] };
const get = (url: string, method = 'GET') => responseFrom(folder, nothing, { url, method });
const hash = (text: string) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;

describe('a file of the page', () => {
  it.each([
    ['index.html', 'text/html; charset=utf-8', PAGE],
    ['assets/index-C_x9.js', 'text/javascript; charset=utf-8', 'export {}'],
    ['assets/index-C_x9.js?v=1#top', 'text/javascript; charset=utf-8', 'export {}'],
    ['assets/style.css', 'text/css; charset=utf-8', 'body {}'],
    ['assets/mark.svg', 'image/svg+xml', '<svg/>'],
    ['assets/code.woff2', 'font/woff2', 'font'],
  ])('%s comes as %s', async (path, type, text) => {
    const answer = await get(`app://companion/${path}`);
    expect([answer.status, answer.headers.get('Content-Type'), await answer.text()]).toEqual([200, type, text]);
    expect(answer.headers.get('Content-Security-Policy')).toContain("script-src 'self'; style-src 'self';");
  });

  it('is the single page of its origin', async () => {
    const pages = ['companion/index', 'companion/consent', 'consent/consent', 'consent/index'];
    const statuses = await Promise.all(pages.map(async (page) => (await get(`app://${page}.html`)).status));
    expect(statuses).toEqual([200, 404, 200, 404]);
  });

  it('has the policy that only the app’s own files may run, and nothing may be sent anywhere', async () => {
    const { headers } = await get(START_PAGE);
    expect(headers.get('Content-Security-Policy')).toBe(
      "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self' data:; img-src 'self' data:; " +
        "connect-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    );
    expect(headers.get('Connection-Allowlist')).toBe('("*://*:*/*");webrtc=block');
    expect(headers.get('X-Content-Type-Options')).toBe('nosniff');
    expect(headers.get('Referrer-Policy')).toBe('no-referrer');
    expect(headers.get('X-DNS-Prefetch-Control')).toBe('off');
    expect(headers.get('Permissions-Policy')).toBe(
      'camera=(), clipboard-read=(), clipboard-write=(), display-capture=(), geolocation=(), hid=(), microphone=(), ' +
        'midi=(), payment=(), publickey-credentials-create=(), publickey-credentials-get=(), serial=(), usb=()',
    );
  });
});

describe('anything else', () => {
  it.each([
    'app://companion/../secret.js',
    'app://companion/assets/../../secret.js',
    'app://companion/%2e%2e/secret.js',
    'app://companion/..%2fsecret.js',
    'app://companion/..%2Fsecret.js',
    'app://companion/assets/..%2f..%2fsecret.js',
    'app://companion/..%252fsecret.js',
    'app://companion/..%5csecret.js',
    'app://companion/..\\secret.js',
    'app://companion/assets\\..\\..\\secret.js',
    'app://companion//secret.js',
    'app://companion/..-of-another.js',
    'app://companion/index.html%00.js',
    'app://companion/index.html\0.js',
    'app://companion/C:/secret.js',
    'app://companion/C:%5csecret.js',
    'app://companion/index.html:stream.js',
    'app://companion/%69ndex.html',
    'app://companion/.hidden/a.js',
    'app://companion/assets/odd%20name.js',
    'app://companion/assets/deep.js',
    'app://companion/LICENSE.txt',
    'app://companion/missing.js',
    'app://companion/toString',
    'app://companion/a.constructor',
    'app://companion/',
    'app://companion',
    'app:///index.html',
    'app:index.html',
    'app://companion:80/index.html',
    'app://user@companion/index.html',
    'app://companion.evil.example/index.html',
    'app://bundle/index.html',
    'app://bundle/assets/style.css',
    'https://companion/index.html',
    'file:///etc/hostname',
    'nonsense',
    '',
  ])('%j is not found', async (url) => {
    const answer = await get(url);
    expect([answer.status, await answer.text()]).toEqual([404, '']);
  });

  it('does not find the file beside the folder although it is there, by its absolute path', async () => {
    expect((await get(`app://companion${join(parent, 'secret.js')}`)).status).toBe(404);
  });

  it.each(['POST', 'PUT', 'DELETE', 'HEAD', 'OPTIONS'])('%s is not allowed', async (method) => {
    const answer = await get(START_PAGE, method);
    expect([answer.status, answer.headers.get('Allow')]).toEqual([405, 'GET']);
  });
});

it('the scheme has an origin and counts as secure, and has no further rights', () => {
  const registered: unknown[] = [];
  registerAssetScheme({ registerSchemesAsPrivileged: (schemes) => registered.push(...schemes) });
  expect(registered).toEqual([{ scheme: 'app', privileges: { standard: true, secure: true } }]);
});

it('requests of the scheme are answered from the folder', async () => {
  const handlers = new Map<string, (request: Request) => Response | Promise<Response>>();
  serveAssets({ handle: (scheme, handler) => handlers.set(scheme, handler) }, folder, nothing, true);
  const answer = await handlers.get('app')?.(new Request(START_PAGE));
  expect(await answer?.text()).toBe(PAGE);
});

it('the page is read ahead of its request, once Chromium starts the window’s process', async () => {
  vi.useFakeTimers();
  const scripts = vi.fn(() => []);
  serveAssets({ handle: () => undefined }, folder, { ...nothing, '/index.html': scripts }, true);
  vi.advanceTimersByTime(100);
  vi.useRealTimers();
  expect(scripts).toHaveBeenCalledTimes(1);
});

it('nothing is read ahead of a request if the app opens no window', () => {
  const timer = vi.spyOn(globalThis, 'setTimeout');
  serveAssets({ handle: () => undefined }, folder, nothing, false);
  expect(timer).not.toHaveBeenCalled();
  timer.mockRestore();
});

it('the page contains the scripts that its first view needs at that time, and its policy allows no others', async () => {
  const scripts = ['assets/de.js'];
  const page = async () => {
    const answer = await responseFrom(
      folder,
      { '/index.html': () => ['assets/index-C_x9.js'], '/consent.html': () => scripts },
      { url: CONSENT_PAGE, method: 'GET' },
    );
    return { html: await answer.text(), policy: answer.headers.get('Content-Security-Policy') };
  };
  const inline = (text: string) => `<script type="module">${text}</script>`;
  const first = await page();
  expect(first.html).toBe(
    `<head><style>p {}</style>${inline('registry')}${inline('German')}${inline('consent')}</head>`,
  );
  expect(first.policy).toContain(`; script-src 'self' ${['registry', 'German', 'consent'].map(hash).join(' ')}; `);
  expect(first.policy).toContain(`; style-src 'self' ${hash('p {}')}; `);
  scripts.push('assets/index-C_x9.js');
  expect((await page()).html).toContain(`${inline('German')}${inline('export {}')}${inline('consent')}`);
});

it.each(LANGUAGE_TAGS)('the scripts of a first view are known by name, with its words in %s', (language) => {
  const wanted = (snapshot: Parameters<typeof firstScripts>[0]) => firstScripts({ ...snapshot, language });
  const chunks = (...names: string[]) =>
    names.flatMap((name) => [`assets/${name}.js`, `assets/${language}-${name}.js`]);
  const words = `assets/${language}-common.js`;
  expect(consentScripts({ language })).toEqual([words, `assets/${language}-consent.js`]);
  expect(wanted(snapshotOf({ kind: 'no-server' }))).toEqual([words, ...chunks('connect')]);
  const others: readonly (readonly [Parameters<typeof firstScripts>[0], readonly string[]])[] = [
    [snapshotOf({ kind: 'signed-out', because: null }), ['signed-out']],
    [snapshotOf({ kind: 'requesting-code' }), ['code']],
    [several(TWENTY, null), ['accounts']],
    [several(TWENTY, null, { page: 'settings' }), ['accounts', 'pages']],
    [several(TWENTY, null, { page: 'add-account' }), ['accounts', 'connect']],
    [{ ...snapshotOf({ kind: 'signed-out', because: null }), page: 'doctor' }, ['signed-out', 'doctor']],
  ];
  for (const [snapshot, names] of others) {
    expect(wanted(snapshot)).toEqual([words, 'assets/shared.js', ...chunks(...names)]);
    for (const name of names) expect(existsSync(`renderer/chunks/${name}.ts`), name).toBe(true);
  }
});
