import { EventEmitter } from 'node:events';
import { expect, it } from 'vitest';
import { createDock } from '../../../main/desktop/dock.ts';

function app() {
  const policies: string[] = [];
  const emitter = new EventEmitter();
  // The listeners have different types; the emitter accepts all of them.
  const on = emitter.on.bind(emitter) as never;
  return { emitter, policies, on, setActivationPolicy: (policy: string) => void policies.push(policy) };
}

it('on macOS the app is in the dock while it has a window', () => {
  const it = app();
  const dock = createDock(it, 'darwin');
  dock.hide();
  it.emitter.emit('browser-window-created');
  it.emitter.emit('window-all-closed');
  expect(it.policies).toEqual(['accessory', 'regular', 'accessory']);
});

it.each(['linux', 'win32'] as const)('on %s there is no dock, and the app lives on without a window', (platform) => {
  const it = app();
  createDock(it, platform).hide();
  it.emitter.emit('browser-window-created');
  // Electron quits if there is no listener.
  expect(it.emitter.emit('window-all-closed')).toBe(true);
  expect(it.policies).toEqual([]);
});
