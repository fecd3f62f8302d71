/** The limits of the window's page, and recovery when its renderer dies. */
import { createSocket } from 'node:dgram';
import { readFileSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { join } from 'node:path';
import { expect, test } from '../harness/fixtures.ts';
import { askForCode, sees, shownCode, TITLES } from './steps.ts';

/** Part of every name that the page asks Chromium to look up, and of nothing else. */
const NAME = 'what-the-page-knows';

test('the page can’t navigate away, open a window, reach the network, run foreign code, or exceed the contract', async ({
  launch,
}) => {
  const app = await launch();
  const page = await app.window();
  await sees(page, TITLES.signedOut);
  const address = page.url();
  // This is text, because this program's types have no DOM.
  const outcome = await page.evaluate(`(async () => {
    const add = (name, properties) => document.body.append(Object.assign(document.createElement(name), properties));
    add('script', { textContent: 'globalThis.ranInline = true' });
    add('script', { src: 'data:text/javascript,globalThis.ranData=true' });
    add('iframe', { src: 'https://evil.example/' });
    open('https://evil.example/');
    const outcome = {
      fetched: await fetch('index.html').then(() => true, () => false),
      // Run it later, because code that a debugger evaluates is allowed to evaluate code itself.
      evaluated: await new Promise((resolve) => setTimeout(() => {
        try { resolve((0, eval)('true')); } catch { resolve(false); }
      })),
      ran: [globalThis.ranInline, globalThis.ranData].join(),
      node: [typeof globalThis.require, typeof globalThis.process].join(),
    };
    location.href = 'https://evil.example/';
    return outcome;
  })()`);
  expect(outcome).toEqual({ fetched: false, evaluated: false, ran: ',', node: 'undefined,undefined' });
  // A request with fields outside the contract is refused without a reason.
  const refusals = await page.evaluate(`(() => {
    const choice = { url: 'https://evil.example', clientId: null, scope: null, deviceAuthorizationPath: null, tokenPath: null };
    return Promise.all([
      companion.openInBrowser('https://evil.example/'),
      companion.signIn({}),
      companion.useServer({ ...choice, keepWithoutKeyring: true }, 'wait'),
      companion.useServer(choice, 'at once'),
      companion.useServer(choice),
    ].map((asked) => asked.then(() => 'answered', (error) => error.message.replace(/^.*Error: /, ''))));
  })()`);
  expect(refusals).toEqual(Array(5).fill('refused'));
  expect(await app.desktop.opened()).toEqual([]);
  await sees(page, TITLES.signedOut);
  // The page still has the contract. If the app had followed the link or opened a window, that would have happened before these
  // responses.
  expect(page.url()).toBe(address);
  expect(app.electron.windows()).toHaveLength(1);
});

test('no request of a page reaches the network: no preconnect, no WebRTC, not even a name lookup', {
  tag: '@long',
}, async ({ launch, home, server }) => {
  const heard: string[] = [];
  const tcp = createServer((socket) => {
    heard.push('TCP');
    socket.destroy();
  });
  const udp = createSocket('udp4').on('message', () => void heard.push('UDP'));
  await Promise.all([
    new Promise<void>((resolve) => tcp.listen(0, '127.0.0.1', resolve)),
    new Promise<void>((resolve) => udp.bind(0, '127.0.0.1', resolve)),
  ]);
  const [{ port }, { port: udpPort }] = [tcp.address() as AddressInfo, udp.address()];
  try {
    const netLog = join(home.folder, 'net-log.json');
    // The stand-in has a resolver rule for all names, which would keep lookups out of the log.
    const app = await launch({
      flags: [`--log-net-log=${netLog}`, '--host-resolver-rules=MAP nothing.test ~NOTFOUND'],
    });
    const page = await app.window();
    await sees(page, TITLES.signedOut);
    const tried = await page.evaluate(`(async () => {
      const tcp = '127.0.0.1:${port}';
      const tried = [];
      const attempt = async (name, act) => {
        try { await act(); tried.push(name); } catch (error) { tried.push(name + ': ' + error.name); }
      };
      const add = (name, properties) => document.head.append(Object.assign(document.createElement(name), properties));
      for (const scheme of ['http', 'https'])
        for (const rel of ['preconnect', 'dns-prefetch', 'prefetch', 'prerender', 'preload', 'modulepreload', 'icon', 'stylesheet', 'manifest'])
          add('link', { rel, href: scheme + '://' + tcp + '/' + rel, as: 'script', crossOrigin: 'anonymous' });
      for (const host of ['localhost', 'page.localhost', '[::1]', '[::ffff:127.0.0.1]', '0.0.0.0', '2130706433'])
        add('link', { rel: 'preconnect', href: 'http://' + host + ':${port}' });
      add('script', { type: 'speculationrules', textContent: JSON.stringify({ prefetch: [{ urls: ['http://' + tcp + '/s'] }], prerender: [{ urls: ['http://' + tcp + '/p'] }] }) });
      await attempt('image', () => { new Image().src = 'http://' + tcp + '/image'; });
      await attempt('fetch', () => fetch('http://' + tcp + '/fetch', { mode: 'no-cors' }));
      await attempt('beacon', () => navigator.sendBeacon('http://' + tcp + '/beacon', 'x'));
      await attempt('socket', () => new WebSocket('ws://' + tcp + '/socket'));
      await attempt('events', () => new EventSource('http://' + tcp + '/events'));
      await attempt('transport', () => new WebTransport('https://127.0.0.1:${udpPort}/').ready);
      await attempt('media', () => { new Audio('http://' + tcp + '/audio').play().catch(() => undefined); });
      await attempt('font', () => new FontFace('x', 'url(http://' + tcp + '/font)').load());
      await attempt('worker', () => new Worker('http://' + tcp + '/worker'));
      const peer = (where, { RTCPeerConnection }) => attempt('peer in ' + where, async () => {
        const urls = ['stun:127.0.0.1:${udpPort}', 'stun:127.0.0.1:${port}', 'turn:' + tcp + '?transport=tcp', 'turns:' + tcp + '?transport=tcp', 'turn:127.0.0.1:${udpPort}?transport=udp'];
        // Try names as well: Chromium resolves them itself, and a name can carry the page's data to its DNS server.
        urls.push('stun:localhost:${udpPort}', 'turn:localhost:${udpPort}?transport=udp', 'turn:localhost:${port}?transport=tcp', 'turns:localhost:${port}');
        for (const scheme of ['stun', 'turn', 'turns']) urls.push(scheme + ':' + scheme + '-${NAME}.test');
        for (const scheme of ['turn', 'turns']) urls.push(scheme + ':tcp-' + scheme + '-${NAME}.test?transport=tcp');
        const peer = new RTCPeerConnection({ iceServers: [{ urls, username: 'u', credential: 'c' }] });
        peer.createDataChannel('x');
        await peer.setLocalDescription();
        // This peer is at a fixed address, without any server in between.
        const answer = (protocol, port, host = '127.0.0.1') => 'candidate:1 1 ' + protocol + ' 2130706431 ' + host + ' ' + port + ' typ host' + (protocol === 'tcp' ? ' tcptype passive' : '');
        const other = peer.localDescription.sdp.replace('a=setup:actpass', 'a=setup:active');
        await peer.setRemoteDescription({ type: 'answer', sdp: other });
        await peer.addIceCandidate({ candidate: answer('udp', ${udpPort}), sdpMid: '0' });
        await peer.addIceCandidate({ candidate: answer('tcp', ${port}), sdpMid: '0' });
        await peer.addIceCandidate({ candidate: answer('udp', ${udpPort}, 'peer-${NAME}.test'), sdpMid: '0' });
      });
      // Each attempt runs in a separate realm, where APIs that were removed from this one would exist again.
      const blank = document.createElement('iframe');
      const written = Object.assign(document.createElement('iframe'), { srcdoc: '<p>' });
      document.body.append(blank, written);
      await new Promise((resolve) => written.addEventListener('load', resolve));
      await peer('the page', globalThis);
      await peer('a blank frame', blank.contentWindow);
      await peer('a frame of its own text', written.contentWindow);
      return tried;
    })()`);
    expect(tried).toEqual(
      expect.arrayContaining([expect.stringMatching(/^peer in the page/), expect.stringMatching(/^fetch: /)]),
    );
    // Chromium sends requests immediately, so a later request and Chromium's end come after all of them.
    // Quit from the tray, because Chromium may have ended a page that tried WebRTC against its connection allowlist.
    await app.desktop.chooseFromTray('Sign in…');
    await expect.poll(server.userCodes).toHaveLength(1);
    // Chromium writes its log in the background, and ends without it if the disk is busy for long.
    await expect.poll(() => readFileSync(netLog, 'utf8')).toContain('"events"');
    expect(await app.quit()).toBe(0);
    expect(heard).toEqual([]);
    expect(readFileSync(netLog, 'utf8').match(new RegExp(`[\\w-]*${NAME}[\\w.-]*`, 'g'))).toBeNull();
  } finally {
    tcp.close();
    udp.close();
  }
});

test('a window whose renderer dies comes back where it was, with the same code', { tag: '@long' }, async ({
  launch,
}) => {
  const app = await launch();
  const dying = await app.window();
  const code = await askForCode(dying);
  const bounds = { x: 40, y: 60, width: 520, height: 700 };
  await app.electron.evaluate(({ BrowserWindow }, place) => BrowserWindow.getAllWindows()[0]?.setBounds(place), bounds);

  const died = dying.waitForEvent('crash');
  const devtools = await dying.context().newCDPSession(dying);
  // The renderer dies before it can respond.
  void devtools.send('Page.crash').catch(() => {});
  await died;
  await expect.poll(() => app.electron.windows().filter((page) => page !== dying)).toHaveLength(1);
  expect(await shownCode(await app.window())).toBe(code);
  const { width, height } = await app.electron.evaluate(
    ({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.getBounds() ?? { width: 0, height: 0 },
  );
  expect({ width, height }).toEqual({ width: bounds.width, height: bounds.height });
});
