/** The data that the app sends to the clipboard and the browser, and when. */
import type { MenuItemConstructorOptions } from 'electron';
import { describe, expect, it } from 'vitest';
import { LANGUAGE_TAGS } from '../../../locales/languages.ts';
import { copyCode, openInBrowser } from '../../../main/desktop/code-actions.ts';
import { applicationMenu, drawApplicationMenu } from '../../../main/desktop/menu.ts';
import type { SessionState } from '../../../preload/api.ts';
import { allMessages } from '../messages.ts';
import { awaitingApproval, signedIn } from './parts.ts';

const copied = async (state: SessionState) => {
  const texts: string[] = [];
  await copyCode(state, { writeText: async (text) => void texts.push(text) });
  return texts;
};

const opened = async (state: SessionState) => {
  const addresses: string[] = [];
  const codes: string[] = [];
  await openInBrowser(state, {
    shell: { openExternal: async (url) => void addresses.push(url) },
    clipboard: { writeText: async (text) => void codes.push(text) },
  });
  expect(codes).toHaveLength(addresses.length);
  return addresses;
};

const others: readonly SessionState[] = [
  { kind: 'signed-out', because: null },
  { kind: 'requesting-code' },
  signedIn(),
];

it('the code is copied verbatim', async () => {
  expect(await copied(awaitingApproval({ userCode: 'wdjb mjht–0O' }))).toEqual(['wdjb mjht–0O']);
});

it('opening the page copies the code as well, and a clipboard that fails does not keep it from opening', async () => {
  const done: string[] = [];
  const shell = { openExternal: async (url: string) => void done.push(url) };
  const state = awaitingApproval({ userCode: 'WDJB-MJHT', qrText: 'https://login.example.org/device' });
  await openInBrowser(state, { shell, clipboard: { writeText: async (text) => void done.push(text) } });
  expect(done).toEqual(['WDJB-MJHT', 'https://login.example.org/device']);
  await openInBrowser(state, { shell, clipboard: { writeText: () => Promise.reject(new Error('no clipboard')) } });
  expect(done).toHaveLength(3);
});

it('the page is opened with the code filled in if the server offers that', async () => {
  expect(await opened(awaitingApproval())).toEqual(['https://login.example.org/device?user_code=WDJB-MJHT']);
});

it.each(['https://login.example.org/device', 'http://127.0.0.1:4000/device'])(
  'the page %s is opened',
  async (qrText) => {
    expect(await opened(awaitingApproval({ qrText }))).toEqual([qrText]);
  },
);

it.each([
  'file:///etc/passwd',
  'javascript:alert(1)',
  'smb://evil.example/share',
  'ms-msdt:/id',
  'data:text/html,x',
  'app://companion/index.html',
])('%s is never opened, even if it ever got into the state', async (qrText) => {
  expect(await opened(awaitingApproval({ qrText }))).toEqual([]);
});

describe('while no code is shown', () => {
  it.each(others.map((state) => ({ state, name: state.kind })))(
    '$name: nothing is copied and nothing opened',
    async ({ state }) => {
      expect([await copied(state), await opened(state)]).toEqual([[], []]);
    },
  );
});

const spoken = await Promise.all(
  LANGUAGE_TAGS.map(async (language) => [language, await allMessages({ language, systemLocale: language })] as const),
);
const english = (await allMessages({ language: 'en', systemLocale: 'en' })).mac;
const page = (label: string, open = () => {}) => ({ label, open });
const pages = { about: page('About'), settings: page('Settings'), quit() {} };

it.each(spoken)('the items of the macOS menu bar have their standard roles, and are in %s', (_, { mac }) => {
  const menu = applicationMenu(pages, mac);
  expect(menu.map((part) => [part.role, itemsOf(part).flatMap(({ role }) => role ?? [])])).toEqual([
    ['appMenu', ['services', 'hide', 'hideOthers', 'unhide']],
    ['editMenu', ['undo', 'redo', 'cut', 'copy', 'paste', 'selectAll']],
    ['windowMenu', ['minimize', 'zoom', 'close', 'front']],
  ]);
  // The first entry has the app's name, which macOS sets.
  const labeled = [...menu.slice(1), ...menu.flatMap(itemsOf)].filter(({ type }) => type !== 'separator');
  const labels = labeled.map(({ label }) => label);
  expect(labels).not.toContain(undefined);
  expect(new Set(labels).size).toBe(labels.length);
});

it('the menu bar has the usual items in German', async () => {
  const { mac } = await allMessages({ language: 'de', systemLocale: 'de' });
  const labels = applicationMenu(pages, mac).flatMap((part) => [part, ...itemsOf(part)].map(({ label }) => label));
  expect(labels.filter((label) => label !== undefined)).toEqual([
    ...['About', 'Settings', 'Dienste'],
    ...['Transparenc Companion ausblenden', 'Andere ausblenden', 'Alle einblenden', 'Transparenc Companion beenden'],
    ...['Bearbeiten', 'Widerrufen', 'Wiederholen', 'Ausschneiden', 'Kopieren', 'Einsetzen', 'Alles auswählen'],
    ...['Fenster', 'Im Dock ablegen', 'Zoomen', 'Schließen', 'Alle nach vorne bringen'],
  ]);
});

it('the application menu leads to the program’s own pages, to the settings by the key that they have everywhere', () => {
  const went: string[] = [];
  const way = (label: string) => page(label, () => void went.push(label));
  const [own] = applicationMenu(
    { about: way('About'), settings: way('Settings'), quit: () => void went.push('Quit') },
    english,
  );
  const quit = english.app.quit;
  const item = (wanted: string) => own && itemsOf(own).find(({ label }) => label === wanted);
  expect(item('Settings')?.accelerator).toBe('CommandOrControl+,');
  expect(item(quit)).toMatchObject({ accelerator: 'Command+Q' });
  expect(item(quit)?.role, 'a role would quit without the question').toBeUndefined();
  // The code under test ignores a click's arguments.
  for (const label of ['About', 'Settings', quit]) (item(label)?.click as (() => void) | undefined)?.();
  expect(went).toEqual(['About', 'Settings', 'Quit']);
});

function itemsOf({ submenu }: MenuItemConstructorOptions): readonly MenuItemConstructorOptions[] {
  return Array.isArray(submenu) ? submenu : [];
}

it('the application menu is there from the start, and again in each language that is chosen', async () => {
  const [en, de] = await Promise.all(
    ['en', 'de'].map((language) =>
      allMessages({ language, systemLocale: language } as Parameters<typeof allMessages>[0]),
    ),
  );
  if (!en || !de) throw new Error('both languages are there');
  const drawn: string[] = [];
  const menus: MenuItemConstructorOptions[][] = [];
  const quits: string[] = [];
  const listeners: (() => void)[] = [];
  let words = en;
  drawApplicationMenu({
    Menu: {
      buildFromTemplate: (items: unknown) => items,
      setApplicationMenu(menu: MenuItemConstructorOptions[]) {
        menus.push(menu);
        drawn.push(JSON.stringify(menu));
      },
    } as unknown as Parameters<typeof drawApplicationMenu>[0]['Menu'],
    words: () => words,
    onLanguage: (listener) => listeners.push(listener),
    commands: { settings: () => {}, about: () => {}, quit: async () => void quits.push('quit') },
  });
  const [own] = menus[0] ?? [];
  const quit = own && itemsOf(own).find(({ accelerator }) => accelerator === 'Command+Q');
  (quit?.click as (() => void) | undefined)?.();
  expect(quits).toEqual(['quit']);
  expect(drawn.map((menu) => menu.includes('Bearbeiten'))).toEqual([false]);
  words = de;
  for (const listener of listeners) listener();
  expect(drawn.map((menu) => menu.includes('Bearbeiten'))).toEqual([false, true]);
});
