import { describe, expect, it } from 'vitest';
import * as electron from '../src/exports.ts';
import { guard } from '../src/guard.ts';

const whole: Record<string, unknown> = electron.default;

describe('what is not implemented', () => {
  it.each([
    ['electron.desktopCapturer', () => whole['desktopCapturer']],
    ['app.getGPUInfo', () => Reflect.get(electron.app, 'getGPUInfo')],
    ['BrowserWindow.fromBrowserView', () => Reflect.get(electron.BrowserWindow, 'fromBrowserView')],
    ['BrowserWindow.prototype.setVibrancy', () => Reflect.get(electron.BrowserWindow.prototype, 'setVibrancy')],
    ['Tray.prototype.displayBalloon', () => Reflect.get(electron.Tray.prototype, 'displayBalloon')],
    ['Notification.prototype.sound', () => Reflect.get(electron.Notification.prototype, 'sound')],
    ['safeStorage.encryptString', () => Reflect.get(electron.safeStorage, 'encryptString')],
    ['safeStorage.isEncryptionAvailable', () => Reflect.get(electron.safeStorage, 'isEncryptionAvailable')],
    ['net.resolveHost', () => Reflect.get(electron.net, 'resolveHost')],
    ['protocol.registerFileProtocol', () => Reflect.get(electron.protocol, 'registerFileProtocol')],
    ['clipboard.readHTML', () => Reflect.get(electron.clipboard, 'readHTML')],
  ])('%s throws by its name', (name, use) => {
    expect(use).toThrow(`${name} is not implemented by the Electron stand-in`);
  });

  it('is distinguished from what Electron lacks on Linux', () => {
    expect(Reflect.get(electron.app, 'dock')).toBeUndefined();
    expect(Reflect.get(electron.app, 'setActivationPolicy')).toBeUndefined();
    expect(whole['ipcRenderer']).toBeUndefined();
  });

  it('does not get in the way of events, promises and replaced methods', async () => {
    const thing = guard('thing', Object.assign(electron.powerMonitor, { greet: (): string => 'hello' }));
    const heard: unknown[] = [];
    thing.on('resume', () => heard.push('resume'));
    thing.emit('resume');
    thing.greet = () => 'replaced';
    expect([heard, thing.greet(), await Promise.resolve(thing)]).toEqual([['resume'], 'replaced', thing]);
  });

  it('leaves the methods of every export replaceable: the tests wrap them', () => {
    const original = electron.safeStorage.encryptStringAsync;
    electron.safeStorage.encryptStringAsync = async () => Buffer.from('v11');
    expect(electron.safeStorage.encryptStringAsync).not.toBe(original);
    electron.safeStorage.encryptStringAsync = original;
    for (const [name, own] of Object.entries(Object.getOwnPropertyDescriptors(electron.Tray.prototype))) {
      expect(own, name).toMatchObject({ configurable: true, writable: true });
    }
  });
});
