/** What leaves the app for the clipboard and the browser, and when. */
import { describe, expect, it } from 'vitest';
import { copyCode, openPage } from '../../main/desktop/handover.ts';
import { applicationMenu } from '../../main/desktop/menu.ts';
import type { SessionState } from '../../preload/api.ts';
import { awaitingApproval, signedIn } from './desktop-parts.ts';

const copied = async (state: SessionState) => {
  const texts: string[] = [];
  await copyCode(state, { writeText: async (text) => void texts.push(text) });
  return texts;
};

const opened = async (state: SessionState) => {
  const addresses: string[] = [];
  await openPage(state, { openExternal: async (url) => void addresses.push(url) });
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

it('the page is opened with the code filled in where the server offers that', async () => {
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

it.each([
  ['linux', null],
  ['win32', null],
  ['darwin', ['appMenu', 'editMenu', 'windowMenu']],
] as const)('the application menu on %s is %j', (platform, roles) => {
  const item = { label: '', open: () => {} };
  expect(applicationMenu(platform, { about: item, settings: item })?.map(({ role }) => role) ?? null).toEqual(roles);
});

it('the application menu leads to the program’s own pages, to the settings by the key that they have everywhere', () => {
  const opened: string[] = [];
  const page = (label: string) => ({ label, open: () => opened.push(label) });
  const [own] = applicationMenu('darwin', { about: page('About'), settings: page('Settings') }) ?? [];
  const items = Array.isArray(own?.submenu) ? own.submenu : [];
  const item = (wanted: string) => items.find(({ label }) => label === wanted);
  expect(item('Settings')?.accelerator).toBe('CommandOrControl+,');
  // What a click is given is not looked at.
  for (const label of ['About', 'Settings']) (item(label)?.click as (() => void) | undefined)?.();
  expect(opened).toEqual(['About', 'Settings']);
});
