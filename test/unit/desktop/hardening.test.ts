/** The restrictions of pages, even hostile ones. */
import { EventEmitter } from 'node:events';
import type { App } from 'electron';
import { describe, expect, it } from 'vitest';
import { harden } from '../../../main/desktop/hardening.ts';

class FakeApp extends EventEmitter {
  sandboxed = false;
  readonly switches: Map<string, string>;
  readonly commandLine = {
    hasSwitch: (name: string) => this.switches.has(name),
    appendSwitch: (name: string, value = '') => void this.switches.set(name, value),
  };
  constructor(given: readonly string[] = []) {
    super();
    this.switches = new Map(given.map((name) => [name, '']));
  }
  enableSandbox() {
    this.sandboxed = true;
  }
}

/** A session or page that stores its handlers by the names of their setters. */
class FakeTarget extends EventEmitter {
  readonly given = new Map<string, (...args: unknown[]) => unknown>();
  setPermissionRequestHandler = this.#keep('request');
  setPermissionCheckHandler = this.#keep('check');
  setDevicePermissionHandler = this.#keep('device');
  setWindowOpenHandler = this.#keep('open');
  readonly policies: unknown[] = [];
  readonly proxies: unknown[] = [];
  readonly #persistent: boolean;
  constructor(persistent = false) {
    super();
    this.#persistent = persistent;
  }
  isPersistent = () => this.#persistent;
  setWebRTCIPHandlingPolicy = (policy: unknown) => void this.policies.push(policy);
  setProxy = async (config: unknown) => void this.proxies.push(config);
  #keep(name: string) {
    return (handler: (...args: unknown[]) => unknown) => this.given.set(name, handler);
  }
}

function hardened(...switches: readonly string[]) {
  const app = new FakeApp(switches);
  const session = new FakeTarget();
  const contents = new FakeTarget();
  // The fake has both members that the code under test calls.
  harden(app as unknown as App);
  app.emit('session-created', session);
  app.emit('web-contents-created', {}, contents);
  return { app, session, contents };
}

const prevented = (target: EventEmitter, event: string, details: object = {}) => {
  let count = 0;
  target.emit(event, { ...details, preventDefault: () => count++ });
  return count;
};

it('every renderer is sandboxed', () => {
  expect(hardened().app.sandboxed).toBe(true);
  // `enableSandbox` would remove the switch, and then the app could not start at all.
  expect(hardened('no-sandbox').app.sandboxed).toBe(false);
});

describe('a page', () => {
  it.each([
    ['will-navigate', { url: 'https://evil.example' }],
    ['will-navigate', { url: 'app://companion/index.html' }],
    ['will-frame-navigate', { url: 'https://evil.example', isMainFrame: false }],
    ['will-attach-webview', {}],
  ])('%s %j is prevented', (event, details) => {
    expect(prevented(hardened().contents, event, details)).toBe(1);
  });

  it('opens no window', () => {
    expect(hardened().contents.given.get('open')?.({ url: 'https://login.example.org' })).toEqual({ action: 'deny' });
  });
});

describe('the network of a page', () => {
  it('goes through a proxy that no one runs, to loopback too', () => {
    const app = new FakeApp();
    const [page, ours] = [new FakeTarget(true), new FakeTarget(false)];
    harden(app as unknown as App);
    app.emit('session-created', page);
    app.emit('session-created', ours);
    expect(page.proxies).toEqual([
      { mode: 'fixed_servers', proxyRules: 'http://127.0.0.1:1', proxyBypassRules: '<-loopback>' },
    ]);
    // Main sends its requests in a different session.
    expect(ours.proxies).toEqual([]);
  });

  it('has no UDP, and looks up no names ahead', () => {
    const { app, contents } = hardened();
    expect(contents.policies).toEqual(['disable_non_proxied_udp']);
    expect(app.switches.get('webrtc-ip-handling-policy')).toBe('disable_non_proxied_udp');
    expect(app.switches.has('dns-prefetch-disable')).toBe(true);
  });
});

describe('a permission', () => {
  it.each(['media', 'notifications', 'clipboard-read', 'openExternal', 'unknown'])('%s is refused', (permission) => {
    const { given } = hardened().session;
    const answers: unknown[] = [];
    given.get('request')?.({}, permission, (answer: unknown) => answers.push(answer), {});
    expect([answers, given.get('check')?.(null, permission, '', {})]).toEqual([[false], false]);
  });

  it('for a device is refused', () => {
    expect(hardened().session.given.get('device')?.({ deviceType: 'usb' })).toBe(false);
  });

  it('to put a file into the downloads is refused', () => {
    expect(prevented(hardened().session, 'will-download')).toBe(1);
  });
});
