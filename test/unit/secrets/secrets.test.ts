/** Triggers every failure while the app holds secrets. None may end up in a file, a log line, a response or the state. */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { switchesRefusedAtStart } from '../../../main/cli/allowed-switches.ts';
import { isProblem, readFlags } from '../../../main/cli/flags.ts';
import { parsePolicy } from '../../../main/settings/policy/parse.ts';
import { resolveServer } from '../../../main/settings/resolve.ts';
import { encodings, findSecrets, scanFolder } from '../../harness/secrets.ts';
import { FAILURES } from './failures.ts';
import { openLeaky, type Secrets, secretsIn } from './parts.ts';

/** The same cases in every run; `npm run test:long` goes through more of them. */
const SEED = 8628;
const RUNS = process.env['LONG'] === '1' ? 1_000 : 24;

if (process.env['LONG']) vi.setConfig({ testTimeout: 600_000 });

const text = fc
  .tuple(
    fc.string({
      unit: fc.constantFrom(...'abcdefghijkmnpqrstuvwxyzABCDEFGH23456789-._~'),
      minLength: 20,
      maxLength: 60,
    }),
    fc.constantFrom('', '+/=', '"\\', '&%', 'é🔑'),
  )
  .map(([plain, odd]) => `${plain.slice(0, 10)}${odd}${plain.slice(10)}`);

const secretsOf: fc.Arbitrary<Secrets> = fc
  .record({
    // RFC 6749 allows only printable ASCII characters in tokens.
    tokens: fc.uniqueArray(
      text.filter((it) => /^[\x20-\x7e]*$/.test(it)),
      { minLength: 3, maxLength: 3 },
    ),
    passwords: fc.uniqueArray(text, { minLength: 2, maxLength: 2 }),
    code: fc.string({ unit: fc.constantFrom(...'BCDFGHJKLMNPQRSTVWXZ'), minLength: 8, maxLength: 8 }),
  })
  .map(
    ({
      tokens: [deviceCode = '', access = '', refresh = ''],
      passwords: [proxyPassword = '', urlPassword = ''],
      code,
    }) => ({
      deviceCode,
      access,
      refresh,
      proxyPassword,
      urlPassword,
      userCode: `${code.slice(0, 4)}-${code.slice(4)}`,
    }),
  );

type Program = ReturnType<typeof openLeaky>;

/** The actions of a user, a keyring or an attacker. */
const STEPS: Readonly<Record<string, (program: Program, secrets: Secrets) => unknown>> = {
  async signIn({ session, pass }) {
    void session.signIn();
    await pass(20_000);
  },
  async refresh({ session, pass }) {
    void session.refresh();
    await pass(5_000);
  },
  async tryAgain({ session, pass }) {
    void session.tryAgain();
    await pass(10_000);
  },
  async protect({ session, pass }) {
    void session.protect();
    await pass(5_000);
  },
  async signOut({ session, pass }) {
    void session.signOut();
    await pass(10_000);
  },
  networkGoes: ({ network }) => {
    network.isDown = true;
  },
  networkComes: ({ network }) => {
    network.isDown = false;
  },
  cancel: ({ session }) => session.cancel(),
  wait: ({ pass }) => pass(120_000),
  restart: ({ session }) => session.start(),
  keyringFails: ({ failing }, its) => {
    failing.message = `keyring: ${its.refresh} ${its.access}`;
  },
  keyringWorks: ({ failing, keychain }) => {
    failing.message = null;
    keychain.mode = 'works';
  },
  keyringLocks: ({ keychain }) => {
    keychain.mode = 'locked';
  },
  keyringGoes: ({ keychain }) => {
    keychain.mode = 'none';
  },
  answerProxy: ({ ask }, { proxyPassword }) => ask('answerProxy', { user: 'ada', password: proxyPassword }),
  answerProxyWrongly: ({ ask }, { proxyPassword }) => ask('answerProxy', proxyPassword, { password: proxyPassword }),
  useServer: ({ ask }, { urlPassword }) =>
    ask('useServer', { url: `https://ada:${urlPassword}@example.org`, clientId: null }),
  useServerWrongly: ({ ask }, its) => ask('useServer', { url: its.urlPassword, clientId: 7, token: its.refresh }),
  failing: async ({ ask }) => {
    for (const name of ['signIn', 'signOut', 'tryAgain', 'protect', 'copyCode', 'openInBrowser'] as const)
      await ask(name, 'a1b2c3d4e5f60718');
    for (const name of ['changeServer', 'quit'] as const) await ask(name);
  },
  async tool({ askAsTool, issued }, its) {
    if (await askAsTool('/v1/token', { tool: 'backup', reason: its.urlPassword.slice(0, 3) })) issued.push('backup');
  },
  async toolWrongly({ askAsTool }, its) {
    await askAsTool('/v1/token', { tool: `${its.refresh}/`, account: its.access });
    await askAsTool('/v1/token', { tool: 'git', account: its.refresh, host: 'git.example.org' });
    await askAsTool(`/v1/${encodeURIComponent(its.access)}`, { tool: `${its.refresh}"` });
  },
  async toolLooks({ askAsTool }) {
    for (const route of ['/v1/accounts', '/v1/tools', '/v1/status']) await askAsTool(route, null);
    await askAsTool('/v1/rejected', { tool: 'backup' });
  },
  look: ({ ask }) => ask('current'),
};

describe('a secret', () => {
  it(`doesn’t leak through any failure of network, server, keyring, disk or request: ${RUNS} lives`, async () => {
    const met = new Set<string>();
    let lives = 0;
    let issued = 0;
    const printed: string[] = [];
    const restore = listen(printed);
    try {
      await fc.assert(
        fc.asyncProperty(
          secretsOf,
          fc.array(fc.constantFrom('signIn', 'signIn', 'refresh', ...Object.keys(STEPS)), {
            minLength: 8,
            maxLength: 16,
          }),
          fc.shuffledSubarray([...Array(FAILURES.length + 4).keys()], { minLength: 6, maxLength: 12 }),
          async (secrets, steps, failures) => {
            const program = openLeaky(secrets);
            try {
              // Each of them comes first in one of the runs, so that chance can't omit any.
              for (const at of [lives++ % FAILURES.length, ...failures]) {
                const [name, response] = FAILURES[at] ?? ['none', null];
                program.responses.push((its, sent) => {
                  met.add(name);
                  return response?.(its, sent) ?? program.usual(sent);
                });
              }
              await program.session.start();
              for (const step of ['signIn', ...steps]) await STEPS[step]?.(program, secrets);
              // Each run ends with a working server and a tool that gets its token.
              program.responses.length = 0;
              for (const step of ['signIn', 'tool']) await STEPS[step]?.(program, secrets);
              await program.pass(120_000);
              await program.session.settled();
              await program.ask('current');
              issued += program.issued.length;
              expect(scanFolder(program.folder, [...secretsIn(secrets), secrets.userCode])).toEqual([]);
              expect(findSecrets('shown', program.seen(), secretsIn(secrets))).toEqual([]);
              expect(findSecrets('printed', printed.join(''), [...secretsIn(secrets), secrets.userCode])).toEqual([]);
            } finally {
              program.remove();
            }
          },
        ),
        { seed: SEED, numRuns: RUNS, endOnFailure: true },
      );
    } finally {
      restore();
    }
    // A failure that was never triggered proves nothing.
    expect(issued).toBeGreaterThan(0);
    expect(FAILURES.map(([name]) => name).filter((name) => !met.has(name))).toEqual([]);
  });

  it('does not leak from the token that an offline sign-out keeps for revocation', async () => {
    await fc.assert(
      fc.asyncProperty(secretsOf, async (secrets) => {
        const program = openLeaky(secrets);
        try {
          await program.session.start();
          for (const step of ['signIn', 'networkGoes', 'signOut']) await STEPS[step]?.(program, secrets);
          expect(program.session.state()).toMatchObject({ because: { server: 'later' } });
          expect(readdirSync(join(program.folder, 'vault'))).toEqual([expect.stringMatching(/-revoke-only$/)]);
          expect(scanFolder(program.folder, [...secretsIn(secrets), secrets.userCode])).toEqual([]);
          expect(findSecrets('shown', program.seen(), secretsIn(secrets))).toEqual([]);
        } finally {
          program.remove();
        }
      }),
      { seed: SEED, numRuns: 8 },
    );
  });

  it('would be found in each of these places, in whatever form', async () => {
    await fc.assert(
      fc.property(secretsOf, (secrets) => {
        for (const secret of secretsIn(secrets))
          for (const { name, forms } of encodings(secret))
            for (const form of forms) {
              const text = Buffer.concat([Buffer.from('state {"kind":"'), form, Buffer.from('"}\n')]);
              expect(findSecrets('log', text, [secret]), name).toHaveLength(1);
            }
      }),
      { seed: SEED, numRuns: RUNS },
    );
  });

  it('in a flag, a variable or a settings file is not repeated in its refusal', () => {
    fc.assert(
      fc.property(secretsOf, ({ urlPassword, proxyPassword, refresh }) => {
        const url = `https://ada:${encodeURIComponent(urlPassword)}@login.example.org`;
        const flags = readFlags([`--server-url=${url}`, `--proxy-server=${proxyPassword}`, `--scope=${refresh}"`]);
        const none = { file: '/etc/x', managed: {} };
        const reported = [
          isProblem(flags)
            ? flags
            : [
                resolveServer(flags, {}, {}, none),
                switchesRefusedAtStart(flags.foreign, { SSLKEYLOGFILE: refresh }, false),
              ],
          readFlags([`--terminal=${refresh}`]),
          isProblem(flags)
            ? null
            : resolveServer({ ...flags, values: {} }, { COMPANION_SERVER_URL: url }, { clientId: `${refresh}é` }, none),
          ...[
            { serverUrl: url },
            { scope: `${refresh}"` },
            { proxy: { mode: 'fixed', rules: `ada:${proxyPassword}@proxy` } },
            { proxy: { mode: proxyPassword } },
            refresh,
          ].map((file) => parsePolicy('/etc/x', JSON.stringify(file)).problem),
          parsePolicy('/etc/x', `{"clientId": "${refresh}`).problem,
        ];
        expect(reported.flat().filter((it) => it === null)).toEqual([]);
        expect(findSecrets('ended', JSON.stringify(reported), [urlPassword, proxyPassword, refresh])).toEqual([]);
      }),
      { seed: SEED, numRuns: RUNS * 10 },
    );
  });
});

/** Captures what this process prints, except for the test's reporter. */
function listen(printed: string[]): () => void {
  const streams = [process.stdout, process.stderr].map((stream) => ({ stream, write: stream.write }));
  for (const { stream, write } of streams)
    stream.write = (...args: readonly unknown[]): boolean => {
      printed.push(String(args[0]));
      return Reflect.apply(write, stream, args);
    };
  return () => {
    for (const { stream, write } of streams) stream.write = write;
  };
}
