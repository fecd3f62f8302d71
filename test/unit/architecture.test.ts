/** Who may know whom, and what app code must not hold: each rule with its reason. `npm run check` runs this file too. */
import { describe, expect, it } from 'vitest';
import { type Import, readSources, readText } from './sources.ts';

const sources = readSources('{main,preload,renderer}/**/*.{ts,tsx}');

interface Boundary {
  /** Files, or folders with their slash. The longest that fits a file decides. */
  readonly who: readonly string[];
  /** Files, folders with their slash, packages; `type ` before one: its types only. */
  readonly may: readonly string[];
  readonly because: string;
}

const boundaries: readonly Boundary[] = [
  {
    who: ['main/oauth/'],
    may: ['main/oauth/', 'type preload/api.ts', 'axios', 'node:os'],
    because:
      'the protocol is judged without Electron, without a screen and without a disk, so that a table can test it',
  },
  {
    who: ['main/session/'],
    may: [
      'main/oauth/',
      'main/session/',
      'main/vault/types.ts',
      'main/error-name.ts',
      'type main/log.ts',
      'type preload/api.ts',
      'node:util',
    ],
    because:
      'a session gets its vault, clock and http handed in: several can live side by side, and tests can lie to it',
  },
  {
    who: ['main/proxy/'],
    may: ['main/proxy/', 'type main/oauth/runtime.ts', 'type preload/api.ts', 'type electron', 'node:stream'],
    because: 'what a proxy is told is typed by a person: code that knows no disk, no log and no window cannot leak it',
  },
  {
    who: ['main/companion.ts'],
    may: [
      'main/config.ts',
      'type main/doctor/keeper.ts',
      'main/flags.ts',
      'main/oauth/address.ts',
      'type main/oauth/',
      'type main/preferences.ts',
      'type main/settings.ts',
      'type main/proxy/passwords.ts',
      'main/server-name.ts',
      'type main/session/types.ts',
      'type main/updates/types.ts',
      'type preload/api.ts',
    ],
    because: 'what windows, tray and terminal share must not depend on any one of them',
  },
  {
    who: ['main/updates/'],
    may: [
      'main/updates/',
      'type main/log.ts',
      'type main/log-events.ts',
      'main/error-name.ts',
      'main/oauth/runtime.ts',
      'type main/session/types.ts',
      'type preload/api.ts',
      'valibot',
      'node:fs',
    ],
    because: 'what a feed says is judged, and when to look decided, without Electron and without a network of its own',
  },
  {
    who: ['main/updates/build.ts'],
    may: [],
    because: 'the bundler reads it, and puts what it comes to into the program: nothing else names a feed',
  },
  {
    who: ['main/updates/built.ts'],
    may: ['type main/updates/build.ts', 'main/open-updates.ts'],
    because: 'where a build has no feed, this one import is left out of it, and all that looks for updates with it',
  },
  {
    who: ['main/updates/installer.ts'],
    may: [
      'type main/updates/',
      'type main/oauth/runtime.ts',
      'type preload/api.ts',
      'type electron',
      'type electron-updater',
    ],
    because: 'the library is handed in when there is something to install, and never before',
  },
  {
    who: ['main/administrator/'],
    may: [
      'main/administrator/',
      'main/choices.ts',
      'main/error-name.ts',
      'main/oauth/protocol.ts',
      'main/server-fields.ts',
      'type preload/api.ts',
      'type electron',
      'valibot',
      'node:fs/promises',
      'type node:fs',
    ],
    because: 'it knows no flag, no profile and no person: what an administrator has set is not theirs to change',
  },
  {
    who: ['main/administrator/place.ts'],
    may: ['node:path'],
    because: 'the file lies where the system says: this one file names that, and is handed nothing but the system',
  },
  {
    who: ['main/server-fields.ts'],
    may: ['main/oauth/address.ts', 'valibot'],
    because: 'a field of the server is judged in one way, whether a flag, a person or an administrator sets it',
  },
  {
    who: ['main/server-name.ts'],
    may: [],
    because: 'a server has one name, whoever tells it',
  },
  {
    who: ['main/config.ts'],
    may: [
      'type main/administrator/types.ts',
      'main/choices.ts',
      'main/error-name.ts',
      'type main/flags.ts',
      'main/server-fields.ts',
      'main/oauth/',
      'main/vault/durable.ts',
      'type preload/api.ts',
      'valibot',
      'node:fs/promises',
      'node:path',
    ],
    because: 'settings are judged in a test as in the app: without Electron',
  },
  {
    who: ['main/choices.ts'],
    may: ['renderer/i18n/languages.ts', 'type preload/api.ts', 'valibot'],
    because: 'a choice is judged in one way, whether a file or a window makes it',
  },
  {
    who: ['main/settings.ts'],
    may: ['type main/config.ts', 'main/flags.ts', 'main/vault/turns.ts'],
    because: 'one hand writes the settings, and a test gives it the disk',
  },
  {
    who: ['main/preferences.ts'],
    may: [
      'type main/administrator/types.ts',
      'main/choices.ts',
      'type main/config.ts',
      'type main/flags.ts',
      'type main/settings.ts',
      'main/vault/durable.ts',
      'main/vault/turns.ts',
      'type preload/api.ts',
    ],
    because: 'what a choice means is decided without a desktop: the system’s part in it is handed in',
  },
  {
    who: ['main/flags.ts', 'main/runtime-switches.ts', 'main/exit.ts', 'main/faults.ts', 'main/error-name.ts'],
    may: ['main/error-name.ts', 'main/runtime-switches.ts'],
    because: 'flags are judged before anything else runs',
  },
  {
    who: ['main/power.ts'],
    may: ['main/oauth/runtime.ts', 'type electron'],
    because: 'sleep and network are told by Electron, and handed in so that a test can put the computer to sleep',
  },
  {
    who: ['main/app-image.ts'],
    may: ['node:fs', 'node:path'],
    because: 'what a program runs from is told by its variables and its path',
  },
  {
    who: ['main/device.ts'],
    may: ['node:fs/promises', 'node:os'],
    because: 'what this computer is called needs no window',
  },
  {
    who: ['main/doctor/'],
    may: [
      'main/doctor/',
      'main/administrator/judge.ts',
      'main/error-name.ts',
      'main/flags.ts',
      'main/oauth/',
      'main/server-name.ts',
      'main/vault/durable.ts',
      'main/vault/examine.ts',
      'main/vault/keyring.ts',
      'main/vault/places.ts',
      'type main/',
      'type preload/api.ts',
      'node:fs/promises',
      'node:os',
      'node:path',
    ],
    because: 'it looks at everything and changes nothing: of the vault it gets what reads, and of Electron nothing',
  },
  {
    who: ['main/doctor/permissions.ts'],
    may: [
      'main/doctor/finding.ts',
      'type main/doctor/types.ts',
      'main/vault/durable.ts',
      'type preload/api.ts',
      'node:fs',
      'node:fs/promises',
      'node:path',
    ],
    because: 'it asks the disk whose files these are, and opens none of them',
  },
  {
    who: ['main/doctor/report.ts', 'main/doctor/save.ts', 'main/doctor/ask-where.ts'],
    may: [
      'main/doctor/report.ts',
      'main/doctor/save.ts',
      'main/vault/durable.ts',
      'renderer/i18n/',
      'type preload/api.ts',
      'type electron',
      'node:fs/promises',
      'node:path',
    ],
    because: 'a report is made of findings and words alone: what writes it cannot reach anything that is secret',
  },
  { who: ['main/terminal/qr.ts'], may: ['qrcode'], because: 'it draws one square in characters' },
  {
    who: ['main/terminal/terminal.ts', 'main/terminal/say.ts'],
    may: [
      'main/terminal/say.ts',
      'type main/session/types.ts',
      'main/session/patiently.ts',
      'type main/flags.ts',
      'main/exit.ts',
      'type main/oauth/runtime.ts',
      'renderer/i18n/',
      'type preload/api.ts',
    ],
    because: 'terminal mode runs where there is no display: nothing of a desktop may be loaded',
  },
  {
    who: ['main/vault/'],
    may: [
      'main/vault/',
      'main/error-name.ts',
      'type main/oauth/id-token.ts',
      'type main/oauth/protocol.ts',
      'type preload/api.ts',
      'type electron',
      'electron-store',
      'valibot',
      'node:',
    ],
    because: 'the vault gets its keychain handed in, so that tests can lock it, and sends nothing anywhere',
  },
  {
    who: ['main/vault/machine-id.ts'],
    may: ['node:child_process', 'node:crypto', 'node:fs/promises', 'node:util'],
    because: 'macOS and Windows tell a computer’s id to programs of theirs only: this file runs them',
  },
  {
    who: ['main/desktop/'],
    may: [
      'main/desktop/',
      'main/choices.ts',
      'type main/companion.ts',
      'main/error-name.ts',
      'type main/log.ts',
      'type preload/api.ts',
      'preload/channels.ts',
      'type renderer/i18n/',
      'type electron',
      'valibot',
      'node:',
    ],
    because: 'windows and trays draw the state; code that cannot reach a token cannot leak one',
  },
  {
    who: ['main/desktop/autostart.ts'],
    may: [
      'main/app-image.ts',
      'main/desktop/desktop-entry.ts',
      'main/preferences.ts',
      'main/vault/durable.ts',
      'type electron',
      'node:path',
    ],
    because: 'it writes a file that each login runs: durably, and nowhere but where it is told',
  },
  {
    who: ['main/desktop/tray-host.ts'],
    may: ['node:child_process'],
    because: 'the message bus is asked through the system’s own programs: this file runs them, and asks one question',
  },
  {
    who: ['main/package/'],
    may: ['electron-builder', 'node:fs/promises', 'node:path', 'node:url'],
    because: 'it is run by the packager, to lay out what people install: nothing that runs knows of it',
  },
  {
    who: ['main/desktop/icons/make.ts'],
    may: ['@resvg/resvg-js', '@shockpkg/icon-encoder', 'node:fs/promises'],
    because: 'it draws files that are committed: nothing that runs knows of it, and no package holds it',
  },
  {
    who: ['main/when-exit.ts'],
    may: [],
    because: 'it stands in for a module of npm, in the bundle alone',
  },
  {
    who: ['main/log.ts', 'main/log-events.ts'],
    may: ['electron-log', 'node:path', 'type main/', 'type preload/api.ts', 'type electron'],
    because: 'everything that is written down passes here, and what has no place in its types cannot be written',
  },
  {
    who: ['main/desktop/quitting.ts', 'main/run.ts'],
    may: ['type main/', 'type electron'],
    because: 'they are handed what they join',
  },
  {
    who: ['main/profile.ts'],
    may: ['main/error-name.ts', 'main/exit.ts', 'type main/flags.ts', 'electron', 'node:fs', 'node:path'],
    because: 'it runs before anything reads the profile',
  },
  {
    who: ['main/open-updates.ts'],
    may: [
      'main/',
      'electron',
      'electron-updater',
      'node:child_process',
      'node:events',
      'node:fs/promises',
      'node:path',
      'node:util',
    ],
    because: 'it is loaded late, and loads the library later: nothing that runs before the first paint may import it',
  },
  {
    who: [
      'main/index.ts',
      'main/open-companion.ts',
      'main/open-doctor.ts',
      'main/in-doctor.ts',
      'main/in-terminal.ts',
      'main/in-window.ts',
    ],
    may: ['main/', 'type preload/api.ts', 'renderer/i18n/', 'electron', 'node:'],
    because: 'the real parts are built and joined here and nowhere else, by way of the terminal or of windows',
  },
  {
    who: ['preload/api.ts', 'preload/doctor.ts', 'preload/session.ts', 'preload/settings.ts'],
    may: ['type preload/'],
    because: 'the contract is types only: both sides derive from it, and neither can hide code in it',
  },
  {
    who: ['preload/channels.ts'],
    may: ['type preload/api.ts'],
    because: 'both ends of the contract take its names from here, and nothing else crosses',
  },
  {
    who: ['preload/index.ts'],
    may: ['type preload/api.ts', 'preload/channels.ts', 'electron'],
    because: 'a sandboxed preload is one file that hands over the contract and nothing more',
  },
  {
    who: ['renderer/'],
    may: ['renderer/', 'type preload/api.ts', 'preact', 'qrcode'],
    because:
      'a window knows only the contract: a page that an attacker takes over holds no secret and no other way out',
  },
  {
    who: ['renderer/i18n/'],
    may: ['renderer/i18n/', 'type preload/api.ts'],
    because: 'tray and terminal speak the same words, where there is no DOM',
  },
];

describe('who may know whom', () => {
  it.each(boundaries.map((it) => ({ ...it, names: it.who.join(', ') })))('$names: $because', ({ who, may }) => {
    const strangers = sources
      .filter(({ file }) => who === ownerOf(file)?.who)
      .flatMap(({ file, imports }) =>
        imports
          .filter((it) => !may.some((rule) => allows(rule, it)))
          .map(({ type, of }) => `${file} imports ${type ? 'type ' : ''}${of}`),
      );
    expect(strangers).toEqual([]);
  });

  it('no boundary allows what nobody behind it needs', () => {
    const unused = boundaries.flatMap((boundary) => {
      const imports = sources.filter(({ file }) => ownerOf(file) === boundary).flatMap((it) => it.imports);
      return boundary.may
        .filter((rule) => !imports.some((it) => allows(rule, it) && (rule.startsWith('type ') || !it.type)))
        .map((rule) => `${boundary.who.join(', ')}: ${rule}`);
    });
    expect(unused).toEqual([]);
  });

  it('every file of the app has a boundary, so that a new one is thought about', () => {
    expect(sources.filter(({ file }) => !ownerOf(file)).map(({ file }) => file)).toEqual([]);
  });

  it('no file of the app reaches the network by a way of its own: proxy, trust store and limits are those of one transport', () => {
    const ways = /^node:(https?|http2|net|tls|dgram|dns|child_process)|^undici$/;
    expect(
      sources.flatMap(({ file, imports }) =>
        imports.filter(({ of }) => ways.test(of)).map(({ of }) => `${file} imports ${of}`),
      ),
      // They run ioreg, reg.exe, PowerShell for a signature, and what asks the message bus: nothing beyond this computer.
    ).toEqual([
      'main/desktop/tray-host.ts imports node:child_process',
      'main/open-updates.ts imports node:child_process',
      'main/vault/machine-id.ts imports node:child_process',
    ]);
  });
});

describe('what app code does not hold', () => {
  it('no way around an import, where these rules would not see it', () => {
    expect(mentions((name) => ['require', 'createRequire', 'getBuiltinModule'].includes(name))).toEqual([]);
  });

  it('no variable in what looks for updates: a feed is fixed when the program is built, and by nothing else', () => {
    const outside = ['env', 'argv', 'flags', 'settings'];
    const ways = mentions((name) => outside.includes(name), 'main/updates/');
    expect([...ways, ...mentions((name) => outside.includes(name), 'main/open-updates.ts')]).toEqual([]);
  });

  it('no variable in the administrator’s part: a user sets his own, and would set what holds for him', () => {
    expect(mentions((name) => ['env', 'argv', 'getPath', 'homedir'].includes(name), 'main/administrator/')).toEqual([]);
  });

  it('no console: what is printed or logged goes through one place that knows what may be said', () => {
    expect(sources.filter(({ variables }) => variables.has('console')).map(({ file }) => file)).toEqual([]);
  });

  it('no place for a secret in the contract: what has no field cannot be sent to a window', () => {
    const secret = /device_?code|(access|refresh|id)_?token|client_?secret|password$/i;
    // A proxy's, which a person types in a window: it goes one way, in a request.
    expect(mentions((name) => secret.test(name), 'preload/')).toEqual(['preload/api.ts: password']);
    expect(readText('preload/api.ts').match(/ProxyLogin/g)).toHaveLength(2);
  });

  it('no raw HTML in a view: every word of a server is hostile', () => {
    const raw = new Set(['innerHTML', 'outerHTML', 'insertAdjacentHTML', 'dangerouslySetInnerHTML', 'eval']);
    expect(mentions((name) => raw.has(name), 'renderer/')).toEqual([]);
  });

  it('nobody who overrules a certificate’s verdict, and nothing that sends memory to anybody when it crashes', () => {
    expect(mentions((name) => ['crashReporter', 'setCertificateVerifyProc'].includes(name))).toEqual([]);
    expect(sources.filter(({ text }) => /['"`]certificate-error['"`]/.test(text)).map(({ file }) => file)).toEqual([]);
  });

  it('no word of the stand-in: an app that could tell would not prove what it does on Electron', () => {
    expect(sources.filter(({ text }) => /stand.?in\b|recorder|test\//i.test(text)).map(({ file }) => file)).toEqual([]);
  });

  it('no DOM type in reach of the main process: renderer/ has a tsconfig of its own', () => {
    expect(JSON.parse(readText('tsconfig.json')).compilerOptions.lib).not.toContainEqual(expect.stringMatching(/dom/i));
  });
});

function ownerOf(file: string): Boundary | undefined {
  const fits = (who: string) => file === who || (who.endsWith('/') && file.startsWith(who));
  const all = boundaries.flatMap((boundary) => boundary.who.filter(fits).map((who) => ({ who, boundary })));
  return all.sort((a, b) => b.who.length - a.who.length)[0]?.boundary;
}

function allows(rule: string, { of, type }: Import): boolean {
  const whom = rule.replace(/^type /, '');
  if (rule !== whom && !type) return false;
  return of === whom || (/[/:]$/.test(whom) && of.startsWith(whom));
}

function mentions(fits: (name: string) => boolean, within = ''): string[] {
  return sources
    .filter(({ file }) => file.startsWith(within))
    .flatMap(({ file, names }) => [...names].filter(fits).map((name) => `${file}: ${name}`));
}
