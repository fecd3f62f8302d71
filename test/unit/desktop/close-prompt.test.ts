/** Closing the window if nothing shows the tray icon, and detecting whether anything does. */
import { EventEmitter } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { MessageBoxOptions } from 'electron';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { createClosePrompt, promptOnceClosed } from '../../../main/desktop/close-prompt.ts';
import { type Ask, hasTrayHost } from '../../../main/desktop/tray-host.ts';
import type { SettingValues } from '../../../preload/api.ts';
import { startSessionBus, whyNoSessionBus } from '../../harness/session-bus.ts';
import { allMessages } from '../messages.ts';

const QUIT = 1;
const KEEP = 0;

const en = await allMessages({ language: 'en', systemLocale: 'en-GB' });

function closing({
  chosen = 'ask' as SettingValues['whenClosed'],
  tray = false,
  isOpen = false,
  isQuitting = false,
  warning = null as string | null,
} = {}) {
  const settled = () => new Promise((resolve) => setImmediate(resolve));
  const did: string[] = [];
  const asked: MessageBoxOptions[] = [];
  let answer: (response: number, checkboxChecked: boolean) => void = () => undefined;
  const made = createClosePrompt({
    dialog: {
      // The code under test uses only the form without a window.
      showMessageBox: ((options: MessageBoxOptions) => {
        asked.push(options);
        return new Promise((resolve) => {
          answer = (response, checkboxChecked) => resolve({ response, checkboxChecked });
          // The system takes a dialog away in its own time.
          options.signal?.addEventListener('abort', () =>
            setImmediate(resolve, { response: KEEP, checkboxChecked: true }),
          );
        });
      }) as Electron.Dialog['showMessageBox'],
    },
    closing: () => en.settings.closing,
    hasTray: async () => {
      did.push('look for a tray');
      return tray;
    },
    chosen: () => chosen,
    // Like the real function, which writes a file, this is asynchronous.
    remember: async (choice) => {
      await settled();
      did.push(`remember ${choice}`);
    },
    isOpen: () => isOpen,
    isQuitting: () => isQuitting,
    warning: () => warning,
    quit: () => did.push('quit'),
    quitUnasked: () => did.push('quit, unless another question is to be asked'),
  });
  return {
    ...made,
    did,
    asked,
    settled,
    async answer(response: number, checkboxChecked = false) {
      answer(response, checkboxChecked);
      await settled();
    },
  };
}

describe('when the window closes', () => {
  it('nothing is asked if there is a tray', async () => {
    const { closed, did, asked } = closing({ tray: true });
    await closed();
    expect([did, asked]).toEqual([['look for a tray'], []]);
  });

  it.each([
    ['quit', QUIT, false, ['quit']],
    ['quit, always', QUIT, true, ['remember quit', 'quit']],
    ['keep running', KEEP, false, []],
    ['keep running, always', KEEP, true, ['remember keep-running']],
  ])('without one the user is asked, and the answer is followed: %s', async (_, response, always, then) => {
    const { closed, settled, answer, did, asked } = closing();
    const over = closed();
    await settled();
    expect(asked).toMatchObject([{ message: 'Keep Companion running?', buttons: ['Keep running', 'Quit'] }]);
    expect(asked[0]?.detail).toBe(en.settings.closing.text);
    await answer(response, always);
    await over;
    expect(did.slice(1)).toEqual(then);
  });

  it.each([
    ['quit', ['look for a tray', 'quit, unless another question is to be asked']],
    ['keep-running', []],
  ] as const)('the remembered choice is applied without a question: %s', async (chosen, then) => {
    const { closed, did, asked } = closing({ chosen });
    await closed();
    expect([did, asked]).toEqual([then, []]);
  });

  it('the question names the sign-in that quitting would end, so that no second one is needed', async () => {
    const { closed, settled, asked, answer, did } = closing({ warning: 'You are signed in until you quit.' });
    void closed();
    await settled();
    expect(asked[0]?.detail).toBe(`${en.settings.closing.text}\n\nYou are signed in until you quit.`);
    await answer(QUIT);
    expect(did).toEqual(['look for a tray', 'quit']);
  });

  it('a window that comes back takes the question away, and nothing is remembered', async () => {
    const { closed, opened, settled, answer, did, asked } = closing();
    const first = closed();
    await settled();
    opened();
    await first;
    expect(did).toEqual(['look for a tray']);
    void closed();
    await settled();
    expect(asked).toHaveLength(2);
    await answer(KEEP);
  });

  it('is not asked twice at once, even if the first question takes long to go away', async () => {
    const { closed, opened, settled, asked } = closing();
    const first = closed();
    await settled();
    opened();
    void closed();
    await first;
    void closed();
    await settled();
    expect(asked).toHaveLength(2);
  });

  it('nothing is asked once the user has chosen to quit, and waits for it', async () => {
    const { closed, asked } = closing({ isQuitting: true });
    await closed();
    expect(asked).toEqual([]);
  });

  it('nothing is asked if a window has been opened again in the meantime', async () => {
    const { closed, asked } = closing({ isOpen: true });
    await closed();
    expect(asked).toEqual([]);
  });
});

describe('a tray', () => {
  const GNOME = {
    XDG_CURRENT_DESKTOP: 'ubuntu:GNOME',
    WAYLAND_DISPLAY: 'wayland-0',
    DBUS_SESSION_BUS_ADDRESS: 'unix:path=/run/user/1000/bus',
  };
  const X11 = { ...GNOME, WAYLAND_DISPLAY: undefined };

  /** The output of each program. Programs that are not in the table are not installed. */
  async function look(answers: Readonly<Record<string, string>>, environment: object = GNOME) {
    const asked: string[] = [];
    const ask: Ask = async (program) => {
      asked.push(program);
      return answers[program] ?? '';
    };
    return { there: await hasTrayHost({ platform: 'linux', environment: { ...environment }, ask }), asked };
  }

  const nobody = 'The name org.kde.StatusNotifierWatcher was not provided by any .service files';
  it.each([
    ['busctl', 'b true\n', true],
    ['busctl', 'b false\n', false],
    ['busctl', `Failed to get property IsStatusNotifierHostRegistered: ${nobody}\n`, false],
    ['busctl', 'Failed to get property IsStatusNotifierHostRegistered: The name is not activatable\n', false],
    ['busctl', 'Failed to connect to bus: No medium found\n', true],
    ['gdbus', '(<true>,)\n', true],
    ['gdbus', '(<false>,)\n', false],
    ['gdbus', `Error: GDBus.Error:org.freedesktop.DBus.Error.ServiceUnknown: ${nobody}\n`, false],
    ['dbus-send', 'method return time=1 sender=:1.5\n   variant       boolean true\n', true],
    ['dbus-send', 'method return time=1 sender=:1.5\n   variant       boolean false\n', false],
    ['dbus-send', `Error org.freedesktop.DBus.Error.ServiceUnknown: ${nobody}\n`, false],
  ])('by %s, which answers %j, is there: %s', async (program, answer, there) => {
    expect((await look({ [program]: answer })).there).toBe(there);
  });

  it('counts as available if its presence can’t be determined', async () => {
    expect(await look({})).toEqual({ there: true, asked: ['busctl', 'gdbus', 'dbus-send'] });
    expect(await look({ busctl: 'b false' }, { ...GNOME, DBUS_SESSION_BUS_ADDRESS: undefined })).toEqual({
      there: true,
      asked: [],
    });
  });

  it('is looked for on the user’s bus, by the name of its property', async () => {
    const asked: string[] = [];
    const ask: Ask = async (program, args) => {
      asked.push([program, ...args].join(' '));
      return '';
    };
    await hasTrayHost({ platform: 'linux', environment: GNOME, ask });
    const watcher = 'org.kde.StatusNotifierWatcher';
    const property = 'IsStatusNotifierHostRegistered';
    const get = 'org.freedesktop.DBus.Properties.Get';
    expect(asked).toEqual([
      `busctl --user get-property ${watcher} /StatusNotifierWatcher ${watcher} ${property}`,
      `gdbus call --session --dest=${watcher} --object-path=/StatusNotifierWatcher --method=${get} ${watcher} ${property}`,
      `dbus-send --session --print-reply --dest=${watcher} /StatusNotifierWatcher ${get} string:${watcher} string:${property}`,
    ]);
  });

  it('on X11 may be of the older kind, which cannot be asked for; GNOME has none of those', async () => {
    expect(await look({ busctl: nobody }, { ...X11, XDG_CURRENT_DESKTOP: 'i3' })).toEqual({ there: true, asked: [] });
    expect((await look({ busctl: nobody }, X11)).there).toBe(false);
  });

  it.each(['darwin', 'win32'] as const)('is always there on %s', async (platform) => {
    expect(await hasTrayHost({ platform, environment: GNOME, ask: () => Promise.reject(new Error()) })).toBe(true);
  });

  it.skipIf(whyNoSessionBus() !== null)('is not there on a bus on which no one shows icons', async () => {
    const bus = await startSessionBus();
    vi.stubEnv('DBUS_SESSION_BUS_ADDRESS', bus.address);
    onTestFinished(() => {
      bus.close();
      vi.unstubAllEnvs();
    });
    const environment = { ...GNOME, DBUS_SESSION_BUS_ADDRESS: bus.address };
    expect(await hasTrayHost({ platform: 'linux', environment })).toBe(false);
  });

  it('is looked for by programs that report errors in English', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'programs-'));
    writeFileSync(join(folder, 'busctl'), '#!/bin/sh\n[ "$LC_ALL" = C ] && echo is not activatable\n', { mode: 0o755 });
    vi.stubEnv('PATH', folder);
    onTestFinished(() => {
      vi.unstubAllEnvs();
      rmSync(folder, { recursive: true });
    });
    expect(await hasTrayHost({ platform: 'linux', environment: GNOME })).toBe(false);
  });

  it('is looked for by programs that are really run', async () => {
    const environment = { ...GNOME, DBUS_SESSION_BUS_ADDRESS: 'unix:path=/nowhere/bus' };
    expect(await hasTrayHost({ platform: 'linux', environment })).toBe(true);
  });
});

it('asks once the window is closed with the last one, and not when only a tool’s question was open', () => {
  const app = new EventEmitter();
  const windows = new EventEmitter();
  let asked = 0;
  promptOnceClosed(
    // The code under test calls only `on`.
    app as never,
    (listener) => windows.on('closed', listener),
    () => {
      asked += 1;
    },
  );
  app.emit('window-all-closed');
  expect(asked).toBe(0);
  windows.emit('closed');
  expect(asked).toBe(0);
  app.emit('window-all-closed');
  expect(asked).toBe(1);
  app.emit('window-all-closed');
  expect(asked).toBe(1);
});
