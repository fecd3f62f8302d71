/** What is done before Electron is ready, after which it would be too late. */
import { afterEach, expect, it, vi } from 'vitest';
import { prepareDesktop } from '../../../../main/app/run/prepare-desktop.ts';
import { TOAST_ACTIVATOR } from '../../../../main/app/run/run-context.ts';
import { readText } from '../../sources.ts';
import { app, desk, protocol } from './fake-desktop.ts';

vi.mock('electron', () => import('./fake-desktop.ts'));

afterEach(() => {
  vi.restoreAllMocks();
  app.removeAllListeners();
  desk.clear();
});

it('the scheme of the pages is registered, and every page is confined', () => {
  const sandbox = vi.spyOn(app, 'enableSandbox');
  const register = vi.spyOn(protocol, 'registerSchemesAsPrivileged');
  prepareDesktop();
  expect(register.mock.calls).toEqual([[[expect.objectContaining({ scheme: 'app' })]]]);
  expect(sandbox).toHaveBeenCalledTimes(1);
  const contents = { on: vi.fn(), setWebRTCIPHandlingPolicy: vi.fn(), setWindowOpenHandler: vi.fn() };
  app.emit('web-contents-created', {}, contents);
  expect(contents.setWindowOpenHandler.mock.calls[0]?.[0]()).toEqual({ action: 'deny' });
});

it.each([
  ['win32', true, ['com.transparenc.companion', TOAST_ACTIVATOR]],
  // Electron would write a shortcut to itself that has the app's name.
  ['win32', false, []],
  ['linux', true, []],
] as const)('on %s (installed: %s), the app identifies itself to Windows as %j', (platform, isPackaged, ids) => {
  vi.spyOn(process, 'platform', 'get').mockReturnValue(platform);
  vi.spyOn(app, 'isPackaged', 'get').mockReturnValue(isPackaged);
  const given: string[] = [];
  for (const name of ['setAppUserModelId', 'setToastActivatorCLSID'] as const)
    vi.spyOn(app, name).mockImplementation((id: string) => void given.push(id));
  prepareDesktop();
  expect(given).toEqual(ids);
});

it('what Electron registers with Windows for notifications is removed with the app', () => {
  expect(readText('build/windows/uninstall.nsh')).toContain(
    `DeleteRegKey HKCU "Software\\Classes\\CLSID\\${TOAST_ACTIVATOR}"`,
  );
});

it('a later launch that comes while the app starts is honored once it is up', async () => {
  const up = prepareDesktop();
  const launch = (...args: readonly string[]) => app.emit('second-instance', {}, [], '', { args });
  launch();
  await new Promise((resolve) => setImmediate(resolve));
  const honored: string[][] = [];
  up(({ switches }) => honored.push([...switches]));
  launch('--hidden');
  await expect.poll(() => honored).toEqual([[], ['hidden']]);
});

it.each([
  ['linux', null],
  ['darwin', undefined],
] as const)(
  'on %s, the application menu is %s, since macOS needs it for the keys of the clipboard',
  (platform, menu) => {
    vi.spyOn(process, 'platform', 'get').mockReturnValue(platform);
    prepareDesktop();
    expect(desk.menu).toBe(menu);
  },
);
