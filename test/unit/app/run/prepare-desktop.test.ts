/** What is done before Electron is ready, after which it would be too late. */
import { afterEach, expect, it, vi } from 'vitest';
import { prepareDesktop } from '../../../../main/app/run/prepare-desktop.ts';
import { app, desk, protocol } from './fake-desktop.ts';

vi.mock('electron', () => import('./fake-desktop.ts'));

afterEach(() => {
  vi.restoreAllMocks();
  app.removeAllListeners();
  desk.clear();
});

it('the scheme of the pages is registered, every page is confined, and the app has its name in the taskbar', () => {
  const [sandbox, id] = [vi.spyOn(app, 'enableSandbox'), vi.spyOn(app, 'setAppUserModelId')];
  const register = vi.spyOn(protocol, 'registerSchemesAsPrivileged');
  prepareDesktop();
  expect(register.mock.calls).toEqual([[[expect.objectContaining({ scheme: 'app' })]]]);
  expect(sandbox).toHaveBeenCalledTimes(1);
  expect(id.mock.calls).toEqual([['com.transparenc.companion']]);
  const contents = { on: vi.fn(), setWebRTCIPHandlingPolicy: vi.fn(), setWindowOpenHandler: vi.fn() };
  app.emit('web-contents-created', {}, contents);
  expect(contents.setWindowOpenHandler.mock.calls[0]?.[0]()).toEqual({ action: 'deny' });
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
