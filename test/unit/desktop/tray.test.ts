/** The tray as a function of the state: its icon, texts and menu. */
import { EventEmitter } from 'node:events';
import type { Menu, MenuItemConstructorOptions, Tray } from 'electron';
import { describe, expect, it } from 'vitest';
import { createTray, type TrayParts } from '../../../main/desktop/tray.ts';
import type { SessionState, Snapshot } from '../../../preload/api.ts';
import { accountView, NO_TOOLS, ACCOUNT_ID as ONLY, SYSTEM, settings } from '../../renderer/snapshots.ts';
import { consentView } from '../../renderer/tools.ts';
import { awaitingApproval, signedIn, snapshotOf } from './parts.ts';

const ACCOUNT = { name: 'Ada', server: 'login.example.org' };
const ENDED = { kind: 'ran-out', at: 0 } as const;
const OFFLINE = { kind: 'retrying', because: { why: 'offline', code: 'net::ERR_INTERNET_DISCONNECTED' } } as const;

class FakeTray extends EventEmitter {
  readonly did: string[] = [];
  destroyed = false;
  constructor(image: string) {
    super();
    this.did.push(`image ${image}`);
  }
  setImage = (image: string) => this.did.push(`image ${image}`);
  setToolTip = (text: string) => this.did.push(`tooltip ${text}`);
  setContextMenu = (_menu: object) => this.did.push('menu');
  isDestroyed = () => this.destroyed;
}

function put(session: SessionState, parts: Partial<TrayParts> = {}) {
  const trays: FakeTray[] = [];
  const ran: string[] = [];
  const logged: unknown[] = [];
  let menu: readonly MenuItemConstructorOptions[] = [];
  const note = (name: string) => (account: string) => void ran.push(account === '' ? name : `${name} ${account}`);
  const keeper = createTray(
    {
      // The fakes have every member that the code under test calls.
      Tray: class extends FakeTray {
        constructor(image: string) {
          super(image);
          trays.push(this);
        }
      } as unknown as new (
        image: string,
      ) => Tray,
      Menu: {
        buildFromTemplate(template: MenuItemConstructorOptions[]) {
          menu = template;
          return {} as Menu;
        },
      },
      platform: 'linux',
      icons: { ok: 'ok.png', working: 'working.png', attention: 'attention.png' },
      words: () => ({
        productName: 'Companion',
        trayState: (state, server) => `${state.kind} at ${server}`,
        accountState: (state) => state.kind,
        number: String,
        tray: {
          ofAccount: ({ account, state }) => `${account}: ${state}`,
          needYou: ({ number }) => `${number} need you`,
          allSignedIn: ({ number }) => `${number} signed in`,
        },
        menu: {
          signInTo: ({ account }) => `Sign in to ${account}…`,
          signIn: 'Sign in',
          signInAgain: 'Sign in again…',
          show: 'Show',
          signOut: 'Sign out',
          quit: 'Quit',
          copyCode: 'Copy code',
          openPage: 'Open page',
          settings: 'Settings',
          startAtLogin: 'Start at login',
        },
        updates: {
          menuGet: ({ version }) => `Get ${version}`,
          menuRestart: ({ version }) => `Restart with ${version}`,
        },
        tools: { title: 'Tools' },
        consent: { title: ({ tool }) => `${tool} asks`, open: 'Answer…' },
      }),
      commands: {
        signIn: note('signIn'),
        copyCode: note('copyCode'),
        openInBrowser: note('openInBrowser'),
        signOut: note('signOut'),
        update: note('update'),
        show: note('show'),
        showAccount: note('showAccount'),
        settings: note('settings'),
        tools: note('tools'),
        answerTool: note('answerTool'),
        switchStartAtLogin: note('switchStartAtLogin'),
        quit: note('quit'),
      },
      log: (event, detail) => logged.push([event, detail]),
      ...parts,
    },
    snapshotOf(session),
  );
  const [tray] = trays;
  return {
    keeper,
    ran,
    logged,
    did: tray?.did ?? [],
    tray,
    labels: () => menu.flatMap(({ label }) => label ?? []),
    item: (label: string) => menu.find((it) => it.label === label),
    async changeSetting(label: string) {
      // The code under test ignores a click's arguments.
      (menu.find((it) => it.label === label)?.click as (() => void) | undefined)?.();
      await new Promise(setImmediate);
    },
  };
}

const BECAUSE = { response: { status: 400, error: 'x', description: null } };

describe('each state', () => {
  const states: readonly [session: SessionState, mark: string, ...offers: string[]][] = [
    [{ kind: 'loading', keyring: 'quick' }, 'working', 'Show', 'Quit'],
    [{ kind: 'no-server' }, 'attention', 'Show', 'Quit'],
    [{ kind: 'signed-out', because: null }, 'attention', 'Sign in', 'Show', 'Quit'],
    [{ kind: 'requesting-code' }, 'working', 'Show', 'Quit'],
    [awaitingApproval(), 'working', 'Copy code', 'Open page', 'Show', 'Quit'],
    [signedIn(), 'ok', 'Sign in again…', 'Show', 'Sign out', 'Quit'],
    [signedIn({ connection: OFFLINE }), 'ok', 'Sign in again…', 'Show', 'Sign out', 'Quit'],
    [{ kind: 'signing-out' }, 'working', 'Show', 'Quit'],
    [
      { kind: 'needs-you', because: ENDED, account: ACCOUNT },
      'attention',
      'Sign in again…',
      'Show',
      'Sign out',
      'Quit',
    ],
    [{ kind: 'storage-unreadable', trouble: 'keyring-locked' }, 'attention', 'Show', 'Quit'],
    [
      { kind: 'failed', failure: { kind: 'refused', ...BECAUSE }, signedInAs: null },
      'attention',
      'Sign in',
      'Show',
      'Quit',
    ],
    [
      { kind: 'failed', failure: { kind: 'refused', ...BECAUSE }, signedInAs: ACCOUNT },
      'ok',
      'Sign in again…',
      'Show',
      'Sign out',
      'Quit',
    ],
  ];
  it.each(states.map(([session, mark, ...offers]) => ({ name: session.kind, session, mark, offers })))(
    '$name is drawn as $mark and offers $offers',
    ({ session, mark, offers }) => {
      const { did, labels, item } = put(session);
      const state = `${session.kind} at ${session.kind === 'no-server' ? '' : 'login.example.org'}`;
      expect(did).toEqual([`image ${mark}.png`, `tooltip Companion\n${state}`, 'menu']);
      const always = ['Tools', 'Settings', 'Start at login'];
      expect(labels()).toEqual([state, ...offers.flatMap((offer) => (offer === 'Show' ? [offer, ...always] : offer))]);
      expect(item(state)?.enabled).toBe(false);
    },
  );
});

describe('a change', () => {
  it('of the state sets icon, tooltip and a new menu', () => {
    const { keeper, did } = put({ kind: 'requesting-code' });
    did.length = 0;
    keeper.draw(snapshotOf(signedIn()));
    expect(did).toEqual(['image ok.png', 'tooltip Companion\nsigned-in at login.example.org', 'menu']);
  });

  it('that the tray does not show sets nothing', () => {
    const { keeper, did } = put(signedIn());
    did.length = 0;
    keeper.draw(snapshotOf(signedIn({ connection: OFFLINE })));
    expect(did).toEqual([]);
  });

  it('of the words alone leaves the icon', () => {
    const { keeper, did } = put({ kind: 'requesting-code' });
    did.length = 0;
    keeper.draw(snapshotOf(awaitingApproval()));
    expect(did).toEqual(['tooltip Companion\nawaiting-approval at login.example.org', 'menu']);
  });

  it('after Electron destroyed the tray, as it does at the end, is not drawn', () => {
    const { keeper, did, tray } = put({ kind: 'requesting-code' });
    if (tray) tray.destroyed = true;
    did.length = 0;
    keeper.draw(snapshotOf(signedIn()));
    expect(did).toEqual([]);
  });
});

describe('the menu', () => {
  it.each([
    ['Sign in', { kind: 'signed-out', because: null }, [`signIn ${ONLY}`, `show ${ONLY}`]],
    ['Sign in again…', { kind: 'needs-you', because: ENDED, account: ACCOUNT }, [`signIn ${ONLY}`, `show ${ONLY}`]],
    ['Copy code', awaitingApproval(), [`copyCode ${ONLY}`]],
    ['Open page', awaitingApproval(), [`openInBrowser ${ONLY}`]],
    ['Sign out', signedIn(), [`signOut ${ONLY}`]],
    ['Show', signedIn(), ['show']],
    ['Settings', signedIn(), ['settings']],
    ['Tools', signedIn(), ['tools']],
    ['Start at login', signedIn(), ['switchStartAtLogin']],
    ['Quit', signedIn(), ['quit']],
  ] as const)('%s does what its label says', async (label, session, expected) => {
    const { changeSetting, ran } = put(session);
    await changeSetting(label);
    expect(ran).toEqual(expected);
  });

  it('shows whether the app starts at login, and doesn’t let a locked setting change', () => {
    const { keeper, item } = put(signedIn());
    expect(item('Start at login')).toMatchObject({ type: 'checkbox', checked: false, enabled: true });
    const on = { value: true, lockedBy: 'administrator' } as const;
    keeper.draw({ ...snapshotOf(signedIn()), settings: { ...settings(), startAtLogin: on } });
    expect(item('Start at login')).toMatchObject({ checked: true, enabled: false });
    keeper.draw({ ...snapshotOf(signedIn()), system: { ...SYSTEM, startAtLogin: 'not-installed' } });
    expect(item('Start at login')).toBeUndefined();
  });

  it('is drawn again after a switch that could not be made: the item has switched itself', async () => {
    const { keeper, changeSetting, did } = put(signedIn());
    await changeSetting('Start at login');
    did.length = 0;
    keeper.draw(snapshotOf(signedIn()));
    expect(did).toEqual(['menu']);
  });

  it('uses the language that is chosen now', () => {
    let state = 'Signed in';
    const { keeper, labels } = put(signedIn(), { words: () => wordsOf(state)() });
    state = 'Angemeldet';
    keeper.draw(snapshotOf(signedIn()));
    expect(labels()[0]).toBe('Angemeldet');
  });

  it('shows an ampersand as one, and not as an access key', () => {
    const { labels } = put(signedIn(), {
      words: wordsOf('Signed in to a&b.example/x&&y'),
    });
    expect(labels()[0]).toBe('Signed in to a&&b.example/x&&&&y');
  });

  it.each([
    [
      'throws',
      () => {
        throw new RangeError('secret');
      },
    ],
    ['rejects', () => Promise.reject(new RangeError('secret'))],
  ])('logs by name a command that %s', async (_how, openPage) => {
    const { changeSetting, logged } = put(awaitingApproval(), {
      commands: { ...commandsOf(), openInBrowser: openPage },
    });
    await changeSetting('Open page');
    expect(logged).toEqual([['tray: command failed', { name: 'openInBrowser', error: 'RangeError' }]]);
  });
});

describe('a click on the icon', () => {
  it.each([
    ['linux', 1],
    ['win32', 1],
    ['darwin', 0],
  ] as const)('on %s asks for the window %i times: on macOS it opens the menu', async (platform, times) => {
    const { tray, ran } = put(signedIn(), { platform });
    tray?.emit('click');
    await new Promise(setImmediate);
    expect(ran).toEqual(Array(times).fill('show'));
  });
});

it('without a tray, the app keeps running', () => {
  const { keeper, logged } = put(signedIn(), {
    Tray: class {
      constructor() {
        throw new Error('no host');
      }
    } as unknown as new (
      image: string,
    ) => Tray,
  });
  keeper.draw(snapshotOf({ kind: 'requesting-code' }));
  expect(logged).toEqual([['tray: none', { error: 'Error' }]]);
});

describe('an update that is there', () => {
  const toGet = { kind: 'to-get', version: '1.1.0', isOffered: true } as const;

  it('is the first thing that the menu offers, and one press away', async () => {
    const it = put(signedIn());
    it.keeper.draw({ ...snapshotOf(signedIn()), updates: toGet });
    await it.changeSetting('Get 1.1.0');
    it.keeper.draw({ ...snapshotOf(signedIn()), updates: { ...toGet, kind: 'to-install' } });
    expect(it.labels()[1]).toBe('Restart with 1.1.0');
    await it.changeSetting('Restart with 1.1.0');
    expect(it.ran).toEqual(['update', 'update']);
  });

  it.each<[string, SessionState, Snapshot['updates']]>([
    ['a code is asked for', { kind: 'requesting-code' }, toGet],
    ['a code is on the screen', awaitingApproval(), toGet],
    ['it was put off', signedIn(), { ...toGet, isOffered: false }],
    ['it is not there yet', signedIn(), { kind: 'downloading', version: '1.1.0' }],
  ])('is not in the menu while %s', (_, session, updates) => {
    const it = put(session);
    it.keeper.draw({ ...snapshotOf(session), updates });
    expect(it.labels().join()).not.toContain('1.1.0');
  });
});

describe('a tool that waits for an answer', () => {
  const { question } = consentView();
  const asking = { ...snapshotOf(signedIn()), tools: { ...NO_TOOLS, question } };

  it('is shown before everything else, and the menu only opens the question', async () => {
    const it = put(signedIn());
    it.keeper.draw(asking);
    expect(it.did).toContain('image attention.png');
    expect(it.did).toContain('tooltip Companion\nbackup asks');
    expect(it.labels().slice(0, 2)).toEqual(['backup asks', 'Answer…']);
    await it.changeSetting('Answer…');
    expect(it.ran).toEqual(['answerTool']);
  });

  it('disappears with its question', () => {
    const it = put(signedIn());
    it.keeper.draw(asking);
    it.keeper.draw(snapshotOf(signedIn()));
    expect(it.labels()).not.toContain('Answer…');
    expect(it.did.filter((done) => done.startsWith('image')).at(-1)).toBe('image ok.png');
  });
});

function wordsOf(state: string): TrayParts['words'] {
  const label = 'label';
  return () => ({
    productName: 'Companion',
    trayState: () => state,
    accountState: () => state,
    number: String,
    tray: { ofAccount: () => state, needYou: () => state, allSignedIn: () => state },
    menu: {
      signInTo: () => label,
      signIn: label,
      signInAgain: label,
      show: label,
      signOut: label,
      quit: label,
      copyCode: label,
      openPage: label,
      settings: label,
      startAtLogin: label,
    },
    updates: { menuGet: () => label, menuRestart: () => label },
    tools: { title: label },
    consent: { title: () => label, open: label },
  });
}

function commandsOf(): TrayParts['commands'] {
  const nothing = () => {};
  return {
    signIn: nothing,
    copyCode: nothing,
    openInBrowser: nothing,
    signOut: nothing,
    update: nothing,
    show: nothing,
    showAccount: nothing,
    settings: nothing,
    tools: nothing,
    answerTool: nothing,
    switchStartAtLogin: nothing,
    quit: nothing,
  };
}

it('draws what several accounts can do beneath the line of each', async () => {
  const { keeper, item, ran } = put(signedIn());
  const accounts = ['Home', 'R&D'].map((name, at) =>
    accountView({ id: `${at}`.repeat(16), name, session: signedIn() }),
  );
  keeper.draw({ ...snapshotOf(signedIn()), accounts });
  const beneath = (item('R&&D')?.submenu ?? []) as readonly MenuItemConstructorOptions[];
  expect(beneath.map(({ label, type }) => label ?? type)).toEqual([
    'signed-in',
    'separator',
    'Sign in again…',
    'Show',
    'Sign out',
  ]);
  (beneath[3]?.click as (() => void) | undefined)?.();
  await new Promise(setImmediate);
  expect(ran).toEqual([`showAccount ${'1'.repeat(16)}`]);
});
