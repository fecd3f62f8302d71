/** Mistakes that Electron refuses, in the words of its source: an app must not come to rely on a stand-in that forgives them. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Menu, nativeImage, net, protocol, Tray } from '../src/exports.ts';
import { refuseDestroyed } from '../src/guard.ts';
import { state } from '../src/state.ts';

beforeEach(() => {
  state.ready = true;
});
afterEach(() => {
  state.ready = false;
});

describe('before the app is ready', () => {
  it.each([
    ['net.fetch', () => net.fetch('http://127.0.0.1/')],
    ['protocol.handle', () => protocol.handle('early', () => new Response())],
    ['protocol.unhandle', () => protocol.unhandle('early')],
    ['protocol.isProtocolHandled', () => protocol.isProtocolHandled('early')],
  ])('%s, which uses the default session, is refused', (_name, use) => {
    state.ready = false;
    expect(use).toThrow('Session can only be received when app is ready');
    expect(() => protocol.registerSchemesAsPrivileged([])).not.toThrow();
  });
});

describe('a tray icon', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'stand-in-tray-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it('needs an image that can be loaded', () => {
    const [present, absent] = [join(folder, 'present.png'), join(folder, 'absent.png')];
    writeFileSync(present, 'an image');
    const refusal = new Error(`Failed to load image from path '${absent}'`);
    expect(() => new Tray(absent)).toThrow(refusal);
    const tray = new Tray(present);
    expect(() => tray.setImage(absent)).toThrow(refusal);
    // @ts-expect-error: it is not an image
    expect(() => tray.setImage(null)).toThrow('Argument must be a file path or a NativeImage');
  });

  it('takes only a menu', () => {
    const tray = new Tray(nativeImage.createEmpty());
    // @ts-expect-error: it is only a template
    expect(() => tray.setContextMenu([{ label: 'Quit' }])).toThrow(new TypeError('Must pass Menu or null'));
    // Both of the stand-in's class and of Electron's type, of which it implements only a part.
    const menu = Menu.buildFromTemplate([]) as Menu & Electron.Menu;
    for (const valid of [menu, null]) expect(() => tray.setContextMenu(valid)).not.toThrow();
  });

  it('that is destroyed is refused every call but `destroy` and `isDestroyed`', () => {
    const tray = new Tray(nativeImage.createEmpty());
    tray.destroy();
    tray.destroy();
    expect(tray.isDestroyed()).toBe(true);
    const own = Object.keys(Object.getOwnPropertyDescriptors(Tray.prototype));
    const calls = own.filter((name) => !['constructor', 'destroy', 'isDestroyed'].includes(name));
    expect(calls.length).toBeGreaterThan(6);
    for (const name of calls) expect(() => Reflect.get(tray, name).call(tray, null), name).toThrow('Tray is destroyed');
  });
});

describe('a scheme', () => {
  it('has one handler, until it is unhandled', () => {
    const handler = () => new Response();
    protocol.handle('own', handler);
    expect(() => protocol.handle('own', handler)).toThrow('Failed to register protocol: own');
    protocol.unhandle('own');
    expect(() => protocol.unhandle('own')).toThrow('Failed to unhandle protocol: own');
  });
});

describe('a destroyed object', () => {
  class Thing {
    #destroyed = false;
    get name() {
      return 'thing';
    }
    double(number: number) {
      return 2 * number;
    }
    destroy() {
      this.#destroyed = true;
    }
    isDestroyed() {
      return this.#destroyed;
    }
  }
  refuseDestroyed(Thing);

  it('works until then', () => {
    const thing = new Thing();
    expect([thing.name, thing.double(21)]).toEqual(['thing', 42]);
  });

  it('refuses its methods and properties afterwards', () => {
    const thing = new Thing();
    thing.destroy();
    thing.destroy();
    const refusal = new TypeError('Object has been destroyed');
    expect(() => thing.double(21)).toThrow(refusal);
    expect(() => thing.name).toThrow(refusal);
    expect(thing.isDestroyed()).toBe(true);
  });
});
