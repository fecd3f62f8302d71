/**
 * Which folder may import which, and what app code must not contain. Each rule has its reason. `npm run check` also runs this
 * file.
 */
import { describe, expect, it } from 'vitest';
import { type Import, readSources, readText } from './sources.ts';

const sources = readSources('{main,preload,renderer,locales,build}/**/*.{ts,tsx}');

interface Boundary {
  /** A folder with its slash, or a file. For each file, the longest match applies. */
  readonly of: string;
  /** Folders with their slash, files and packages. `type ` allows only its types. A folder may always import from itself. */
  readonly may: readonly string[];
  readonly because: string;
}

const boundaries: readonly Boundary[] = [
  {
    of: 'main/',
    may: ['main/', 'electron', 'node:inspector'],
    because: 'the entry point picks a way to run and knows every part of the program',
  },
  {
    of: 'main/app/',
    may: ['main/', 'type preload/', 'locales/', 'electron', 'electron-updater', 'node:'],
    because: 'the real parts are created and connected here and nowhere else',
  },
  {
    of: 'main/accounts/',
    may: [
      'main/files/',
      'type main/oauth/',
      'main/settings/',
      'type main/settings/policy/',
      'main/time/',
      'type preload/',
      'valibot',
      'node:',
    ],
    because: 'what distinguishes, names and lists accounts is plain data: no session, no token and no window',
  },
  {
    of: 'main/audit/',
    may: ['main/system/windows-programs.ts', 'main/time/', 'node:child_process', 'node:fs'],
    because:
      'what an organization gets to know is made of a few named fields, and reaches nothing but the system’s own log',
  },
  {
    of: 'main/cli/',
    may: [
      'main/session/keyring-wait.ts',
      'type main/session/',
      'main/time/',
      'type main/local-tools/',
      'main/local-tools/problems.ts',
      'main/system/error-name.ts',
      'locales/',
      'type preload/',
      'type electron',
      'qrcode',
      'node:',
    ],
    because: 'terminal mode runs without a display, so nothing of a desktop may be loaded',
  },
  {
    of: 'main/session/',
    may: [
      'main/oauth/',
      'main/vault/types.ts',
      'main/time/',
      'type main/audit/',
      'type main/net/',
      'main/system/error-name.ts',
      'type main/system/',
      'type preload/',
      'node:util',
    ],
    because: 'a session is handed its vault, clock and HTTP client, so that several can live side by side',
  },
  {
    of: 'main/oauth/',
    may: ['main/time/', 'type main/net/', 'type preload/'],
    because: 'the protocol is pure: no Electron, no screen and no disk, so that a table can test it',
  },
  {
    of: 'main/net/',
    may: ['main/time/', 'type preload/', 'type electron', 'axios', 'type node:stream'],
    because: 'code that knows no disk, no log and no window cannot leak a token or a proxy password',
  },
  {
    of: 'main/time/',
    may: ['type preload/', 'type electron', 'node:os'],
    because: 'everything that waits is handed this clock, and a test can put the computer to sleep',
  },
  {
    of: 'main/vault/',
    may: [
      'main/files/',
      'main/time/',
      'type main/oauth/',
      'main/system/error-name.ts',
      'main/system/windows-programs.ts',
      'type preload/',
      'type electron',
      'electron-store',
      'valibot',
      'node:',
    ],
    because: 'the vault is handed its keychain, so that tests can lock it, and sends nothing anywhere',
  },
  {
    of: 'main/files/',
    may: ['main/system/error-name.ts', 'type preload/', 'node:'],
    because: 'durable writes know nothing of what they write',
  },
  {
    of: 'main/settings/',
    may: [
      'main/cli/flags.ts',
      'main/files/',
      'main/oauth/',
      'main/time/',
      'type main/settings/policy/',
      'main/system/error-name.ts',
      'locales/languages.ts',
      'type preload/',
      'valibot',
      'node:',
    ],
    because: 'settings are validated in a test as in the app: without Electron',
  },
  {
    of: 'main/settings/policy/',
    may: [
      'main/settings/',
      'main/accounts/names.ts',
      'main/files/bom.ts',
      'main/oauth/protocol.ts',
      'main/system/error-name.ts',
      'type preload/',
      'type electron',
      'jsonc-parser',
      'valibot',
      'node:fs/promises',
      'type node:fs',
      'node:path',
    ],
    because: 'a policy knows no flag, no profile and no user: what an administrator sets is not theirs to change',
  },
  {
    of: 'main/desktop/',
    may: [
      'main/settings/',
      'main/files/',
      'type main/session/',
      'main/time/',
      'main/system/',
      'preload/',
      'type locales/',
      'type electron',
      'valibot',
      'node:',
    ],
    because: 'windows and tray render the state, and code that cannot reach a token cannot leak one',
  },
  {
    of: 'main/diagnostics/',
    may: [
      'main/cli/flags.ts',
      'main/files/',
      'main/oauth/',
      'main/settings/',
      'main/time/',
      'main/vault/',
      'type main/net/',
      'main/system/error-name.ts',
      'locales/',
      'type preload/',
      'type electron',
      'node:',
    ],
    because: 'the diagnosis reads everything, changes nothing, and is handed what it needs of Electron',
  },
  {
    of: 'main/updates/',
    may: [
      'main/files/bom.ts',
      'main/net/bounded-text.ts',
      'main/net/net-error.ts',
      'type main/session/',
      'main/time/',
      'main/system/',
      'type preload/',
      'type electron',
      'type electron-updater',
      'valibot',
      'node:fs',
    ],
    because: 'when to check and what a feed means are decided without Electron and without a network of its own',
  },
  {
    of: 'main/local-tools/',
    may: [
      'main/accounts/select.ts',
      'type main/audit/',
      'main/cli/exit-codes.ts',
      'main/files/',
      'main/oauth/',
      'main/settings/tool-name.ts',
      'main/time/',
      'type main/session/',
      'type main/vault/',
      'main/system/error-name.ts',
      'type preload/',
      'valibot',
      'node:',
    ],
    because: 'a token leaves the app here and nowhere else, without a window and for no one but a local caller',
  },
  {
    of: 'main/system/',
    may: [
      'main/cli/exit-codes.ts',
      'type main/',
      'type preload/',
      'electron',
      'node:fs',
      'node:fs/promises',
      'node:os',
      'node:path',
    ],
    because: 'everything that is logged passes here, and what has no place in its types cannot be written',
  },
  {
    of: 'preload/',
    may: ['type locales/catalog.ts', 'electron'],
    because: 'the contract is one set of types, and a sandboxed preload hands over the contract and nothing more',
  },
  {
    of: 'renderer/',
    may: ['type preload/', 'locales/', 'preact', 'qrcode'],
    because: 'a page that an attacker takes over knows only the contract: it holds no secret and no other way out',
  },
  {
    of: 'locales/',
    may: ['messages:', 'type preload/'],
    because: 'tray and terminal use the same messages, and they have no DOM',
  },
  {
    of: 'build/',
    may: [
      '@messageformat/core',
      '@messageformat/parser',
      '@messageformat/runtime',
      '@resvg/resvg-js',
      '@shockpkg/icon-encoder',
      'electron-builder',
      'type vite',
      'node:',
    ],
    because: 'the packager runs these files, and nothing that ships knows of them',
  },
];

describe('boundaries', () => {
  it.each(boundaries)('$of: $because', (boundary) => {
    const forbidden = sources
      .filter(({ file }) => ownerOf(file) === boundary)
      .flatMap(({ file, imports }) =>
        imports
          .filter((it) => ownerOf(it.of) !== boundary && !boundary.may.some((rule) => allows(rule, it)))
          .map(({ type, of }) => `${file} imports ${type ? 'type ' : ''}${of}`),
      );
    expect(forbidden).toEqual([]);
  });

  it('no boundary allows an import that nothing needs', () => {
    const unused = boundaries.flatMap((boundary) => {
      const imports = sources.filter(({ file }) => ownerOf(file) === boundary).flatMap((it) => it.imports);
      return boundary.may
        .filter((rule) => !imports.some((it) => allows(rule, it) && (rule.startsWith('type ') || !it.type)))
        .map((rule) => `${boundary.of}: ${rule}`);
    });
    expect(unused).toEqual([]);
  });

  it('every file of the app has a boundary, so that a new folder is thought about', () => {
    expect(sources.filter(({ file }) => !ownerOf(file)).map(({ file }) => file)).toEqual([]);
  });

  it('no file imports itself through others, types included', () => {
    expect(cycles()).toEqual([]);
  });

  it('no library is read by every run: commands of tools, --help and the window would all wait for it', () => {
    const read = new Set(['main/index.ts']);
    for (const file of read)
      for (const { of, type, lazy } of sources.find((it) => it.file === file)?.imports ?? [])
        if (!type && !lazy) read.add(of);
    const own = new Set(sources.map(({ file }) => file));
    expect([...read].filter((of) => !own.has(of) && of !== 'electron' && !of.startsWith('node:'))).toEqual([]);
  });

  it('no file of the app has its own access to the network: one transport sets the proxy, trust store and limits', () => {
    const ways = /^node:(https?|http2|net|tls|dgram|dns|child_process)|^undici$/;
    expect(
      sources.flatMap(({ file, imports }) =>
        [...new Set(imports.map(({ of }) => of))].filter((of) => ways.test(of)).map((of) => `${file} imports ${of}`),
      ),
      // They run ioreg, reg.exe, PowerShell for a signature, logger, what asks the message bus, and what a user gives to `exec`;
      // the local API listens on a socket file: nothing beyond this computer.
    ).toEqual([
      'main/app/wiring/create-updates.ts imports node:child_process',
      'main/audit/system-log.ts imports node:child_process',
      'main/cli/child.ts imports node:child_process',
      'main/desktop/screen-lock.ts imports node:child_process',
      'main/desktop/tray-host.ts imports node:child_process',
      'main/local-tools/api-responses.ts imports node:http',
      'main/local-tools/api-responses.ts imports node:net',
      'main/local-tools/api-server.ts imports node:http',
      'main/local-tools/api-server.ts imports node:net',
      'main/local-tools/client.ts imports node:http',
      'main/local-tools/pipe.ts imports node:net',
      'main/local-tools/socket.ts imports node:net',
      'main/vault/machine-id.ts imports node:child_process',
    ]);
  });
});

describe('what app code does not hold', () => {
  it('no way to import that these rules can’t see', () => {
    expect(mentions((name) => ['require', 'createRequire', 'getBuiltinModule'].includes(name))).toEqual([]);
  });

  it('no environment variable in the update check: only the build sets the feed', () => {
    const outside = ['env', 'argv', 'flags', 'settings'];
    const ways = mentions((name) => outside.includes(name), 'main/updates/');
    expect([...ways, ...mentions((name) => outside.includes(name), 'main/app/wiring/create-updates.ts')]).toEqual([]);
  });

  it('no environment variable in the policy: users could set their own and bypass it', () => {
    expect(mentions((name) => ['env', 'argv', 'getPath', 'homedir'].includes(name), 'main/settings/policy/')).toEqual(
      [],
    );
  });

  it('no vault in a session but behind its token store: tokens have one owner', () => {
    expect(mentions((name) => ['Vault', 'vault'].includes(name), 'main/session/')).toEqual([
      'main/session/rotation.ts: Vault',
      'main/session/rotation.ts: vault',
      'main/session/token-store.ts: Vault',
      'main/session/token-store.ts: vault',
      // These pass it on.
      'main/session/types.ts: Vault',
      'main/session/types.ts: vault',
    ]);
  });

  it('no console: everything printed or logged goes through one place that knows what may be printed', () => {
    expect(sources.filter(({ variables }) => variables.has('console')).map(({ file }) => file)).toEqual([]);
  });

  it('no field for a secret in the contract: nothing else can be sent to a window', () => {
    const secret = /device_?code|(access|refresh|id)_?token|client_?secret|password$/i;
    // This is a proxy's password, which the user types in a window. A request sends it to main, and nothing returns it.
    expect(mentions((name) => secret.test(name), 'preload/')).toEqual(['preload/requests.ts: password']);
    expect(readText('preload/requests.ts').match(/ProxyCredentials/g)).toHaveLength(2);
  });

  it('no raw HTML in a view: every word of a server is hostile', () => {
    const raw = new Set(['innerHTML', 'outerHTML', 'insertAdjacentHTML', 'dangerouslySetInnerHTML', 'eval']);
    expect(mentions((name) => raw.has(name), 'renderer/')).toEqual([]);
  });

  it('no code that overrules certificate validation, and no crash reporter that sends memory', () => {
    expect(mentions((name) => ['crashReporter', 'setCertificateVerifyProc'].includes(name))).toEqual([]);
    expect(sources.filter(({ text }) => /['"`]certificate-error['"`]/.test(text)).map(({ file }) => file)).toEqual([]);
  });

  it('no mention of the stand-in: an app that recognizes it would not prove how it behaves on Electron', () => {
    expect(sources.filter(({ text }) => /stand.?in\b|recorder|test\//i.test(text)).map(({ file }) => file)).toEqual([]);
  });

  it('no DOM types in the main process: renderer/ has its own tsconfig', () => {
    expect(JSON.parse(readText('tsconfig.json')).compilerOptions.lib).not.toContainEqual(expect.stringMatching(/dom/i));
  });
});

function ownerOf(file: string): Boundary | undefined {
  const fits = ({ of }: Boundary) => file === of || (of.endsWith('/') && file.startsWith(of));
  return boundaries.filter(fits).sort((a, b) => b.of.length - a.of.length)[0];
}

/** Every file that can be reached from itself. */
function cycles(): readonly string[] {
  const importsOf = new Map(sources.map(({ file, imports }) => [file, imports.map(({ of }) => of)]));
  const reach = (from: string) => {
    const seen = new Set<string>();
    const next = [...(importsOf.get(from) ?? [])];
    for (let file = next.pop(); file !== undefined; file = next.pop()) {
      if (seen.has(file) || !importsOf.has(file)) continue;
      seen.add(file);
      next.push(...(importsOf.get(file) ?? []));
    }
    return seen;
  };
  const reachable = new Map([...importsOf.keys()].map((file) => [file, reach(file)]));
  return [...reachable].filter(([file, seen]) => seen.has(file)).map(([file]) => file);
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
