import { describe, expect, it, vi } from 'vitest';
import { LANGUAGE_TAGS } from '../../../locales/languages.ts';
import { readFlags } from '../../../main/cli/flags.ts';
import { print } from '../../../main/cli/output.ts';
import { runTerminal } from '../../../main/cli/terminal/run.ts';
import type { Server } from '../../../main/oauth/protocol.ts';
import type { Clock } from '../../../main/time/clock.ts';
import { VaultError } from '../../../main/vault/types.ts';
import type { Language, PolicyProblem, Snapshot } from '../../../preload/api.ts';
import { english } from '../../harness/messages.ts';
import { accountView, SERVER, settings as settingsOf, snapshot as snapshotOf } from '../../renderer/snapshots.ts';
import { settle } from '../fake-clock.ts';
import { allMessages } from '../messages.ts';
import { GRANT, memoryVault, scriptedServer, sessionOver, stored, TOKENS } from '../session/parts.ts';

const SERVER_URL = 'https://login.example.org';
const DENIED = { error: 'access_denied', error_description: 'Not today.' };

/** Runs the terminal with a scripted server. Time passes until it ends or is stopped. */
async function terminal(options: {
  args?: string[];
  start?: () => Response | Error;
  token?: ((clock: Clock) => Response | Error | Promise<Response>)[];
  vault?: ReturnType<typeof memoryVault>;
  /** When to stop it; -1: before it starts. */
  stopAfterMs?: number;
  revocation?: boolean;
  revoke?: () => Response;
  baseUrl?: string;
  automatic?: Server['automatic'];
  narrow?: boolean;
  drawQr?: () => Promise<string>;
  onWritten?: (text: string) => void;
  metadata?: () => Promise<Response>;
  policyProblem?: PolicyProblem;
  language?: Language;
  ownCommand?: string | null;
  settings?: Snapshot['settings'];
  /** Replaces the session's own value. */
  seen?: Partial<Snapshot>;
}) {
  const world = scriptedServer();
  const replies = options.token ?? [];
  let next = 0;
  world.on('/start/', options.start ?? (() => Response.json(GRANT)));
  world.on('/token', () =>
    (replies[Math.min(next++, replies.length - 1)] ?? (() => Response.json(TOKENS)))(over.clock),
  );
  if (options.revocation) world.offersRevocation();
  if (options.metadata) world.on('/.well-known/oauth-authorization-server', options.metadata);
  if (options.revoke) world.on('/revoke', options.revoke);
  const listeners = new Set<(snapshot: Snapshot) => void>();
  const over = sessionOver({
    world,
    ...(options.vault && { vault: options.vault }),
    ...(options.baseUrl && { baseUrl: options.baseUrl }),
    ...(options.automatic && { automatic: options.automatic }),
    onChange: () => {
      for (const report of listeners) report(snapshot());
    },
  });
  const snapshot = () =>
    snapshotOf(over.session.state(), {
      server: {
        ...SERVER,
        lockedBy: 'flag',
        metadata: over.session.metadataNotes(),
        clockOffMs: over.session.clockOffMs(),
      },
      policyProblem: options.policyProblem ?? null,
      keeping: over.session.keeping(),
      language: options.language ?? 'en',
      ...(options.settings && { settings: options.settings }),
      ...options.seen,
    });
  const flags = readFlags(options.args ?? []);
  if ('must' in flags) throw new Error('bad flags');
  const written: string[] = [];
  const answers: string[] = [];
  const stop = new AbortController();
  if (options.stopAfterMs === -1) stop.abort();
  let code: number | null = null;
  const run = runTerminal({
    session: over.session,
    start: over.session.start,
    signIn: over.session.signIn,
    signOut: over.session.signOut,
    answer: async (given) => void answers.push(given),
    snapshot,
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    flags,
    words: await allMessages(snapshot()),
    write(text) {
      written.push(text);
      options.onWritten?.(text);
    },
    drawQr: options.drawQr ?? (async (text) => (options.narrow ? null : `[QR of ${text}]`)),
    ownCommand: options.ownCommand === undefined ? 'transparenc-companion' : options.ownCommand,
    clock: over.clock,
    interrupted: stop.signal,
  }).then((ended) => (code = ended));
  for (let passedMs = 0; code === null && passedMs < 700_000; passedMs += 1_000) {
    if (passedMs === options.stopAfterMs) stop.abort();
    await over.clock.advance(1_000);
  }
  await settle();
  return {
    code: code ?? (await Promise.race([run, 'still running'])),
    output: written.join('\n'),
    answers,
    world,
    vault: over.vault,
    over,
  };
}

const json =
  (body: unknown, status = 200) =>
  () =>
    Response.json(body, { status });
const pending = json({ error: 'authorization_pending' }, 400);

describe('the terminal', () => {
  it('prints the address, the code and the QR code, and reports who is signed in', async () => {
    const { code, output, vault } = await terminal({ token: [pending, json(TOKENS)] });
    expect(code).toBe(0);
    expect(output).toContain('https://login.example.org/device');
    expect(output).toContain('WDJB-MJHT');
    expect(output).toContain('[QR of https://login.example.org/device]');
    expect(output).toMatch(/Approve only if you started this on ada-thinkpad/);
    expect(output).toMatch(/Signed in to login\.example\.org/);
    expect(vault.calls).toEqual(['save refresh-secret-1']);
    expect(output).not.toContain('secret');
  });

  it('shows the code before the QR code is drawn, and draws nothing once it has ended', async () => {
    const drawn = Promise.withResolvers<string>();
    const { code, output } = await terminal({
      token: [pending, json(TOKENS)],
      drawQr: () => drawn.promise,
      onWritten(text) {
        if (text.includes('Signed in')) drawn.resolve('[QR]');
      },
    });
    expect(code).toBe(0);
    expect(output).toMatch(/^Open +https:\/\/login\.example\.org\/device\nCode +WDJB-MJHT$/m);
    expect(output).not.toMatch(/\[QR\]|Approve only if/);
  });

  it.each([
    ['denied', 2, { token: [pending, json(DENIED, 400)] }, /access_denied: Not today\./],
    [
      'expired, by the server',
      3,
      { token: [json({ error: 'expired_token', error_description: 'Too late.' }, 400)] },
      /expired_token: Too late\./,
    ],
    ['expired, by the clock', 3, { token: [pending] }, /./],
    [
      'refused',
      4,
      { token: [json({ error: 'invalid_client', error_description: 'Who?' }, 401)] },
      /invalid_client: Who\?/,
    ],
    [
      'used up without a word',
      3,
      { token: [pending, json({ error: 'invalid_grant', error_description: 'Device code not valid' }, 400)] },
      /no longer valid[\s\S]*invalid_grant: Device code not valid/,
    ],
    [
      'declined in other words',
      2,
      { token: [json({ error: 'authorization_declined' }, 400)] },
      /declined[\s\S]*authorization_declined/,
    ],
    [
      'lost on the way',
      3,
      { token: [() => new Error('net::ERR_CONNECTION_RESET'), json(DENIED, 400)] },
      /response was lost[\s\S]*ERR_CONNECTION_RESET[\s\S]*access_denied: Not today\./,
    ],
    [
      'at the wrong address, by a page',
      4,
      { start: () => new Response('<h1>Not Found</h1>', { status: 404 }) },
      /No device sign-in at this address[\s\S]*https:\/\/login\.example\.org\/start\/[\s\S]*HTTP 404/,
    ],
    [
      'at the wrong address, in JSON',
      4,
      { start: json({ error: 'resource not found' }, 404) },
      /No device sign-in at this address[\s\S]*resource not found/,
    ],
    [
      'at an address without a token endpoint',
      4,
      { token: [() => new Response('', { status: 405 })] },
      /No device sign-in at this address[\s\S]*https:\/\/login\.example\.org\/token[\s\S]*HTTP 405/,
    ],
    ['refused at once', 4, { start: json({ detail: 'No such client.' }, 400) }, /No such client\./],
    ['malformed', 4, { start: json({ ...GRANT, verification_uri: 'javascript:alert(1)' }) }, /verification_uri/],
    ['malformed in the end', 4, { token: [json({ token: 'x' })] }, /access_token/],
    ['unreachable', 5, { start: () => new Error('net::ERR_CONNECTION_REFUSED') }, /ERR_CONNECTION_REFUSED/],
    [
      'unreachable until the code ran out',
      5,
      { token: [() => new Error('net::ERR_CONNECTION_RESET')] },
      /ERR_CONNECTION_RESET/,
    ],
    ['unkept without a keyring', 6, { vault: unkept() }, /keyring/i],
    ['unreadable', 6, { vault: memoryVault({ kind: 'unreadable', trouble: 'keyring-locked' }) }, /keyring/i],
    [
      'ended by the server',
      8,
      { vault: memoryVault(stored()), token: [json({ error: 'invalid_grant', error_description: 'Gone.' }, 400)] },
      /invalid_grant: Gone\./,
    ],
    [
      'signed in but unreachable',
      5,
      { vault: memoryVault(stored()), token: [() => new Error('net::ERR_NAME_NOT_RESOLVED')] },
      /ERR_NAME_NOT_RESOLVED/,
    ],
    [
      'signed in but refused',
      4,
      { vault: memoryVault(stored()), token: [json({ error: 'invalid_scope' }, 400)] },
      /invalid_scope[\s\S]*--sign-in/,
    ],
  ] as const)('reports that it was %s, with exit code %i', async (_, expected, options, response) => {
    const { code, output } = await terminal(options as Parameters<typeof terminal>[0]);
    expect(output).toMatch(response);
    expect(code).toBe(expected);
    expect(output).not.toContain('alert(1)');
    expect(output).not.toContain('secret');
    expect(output).not.toContain('transparenc-companion token');
  });

  it('prints the details of a failure last, and only those', async () => {
    const { output } = await terminal({ token: [json(DENIED, 400)] });
    expect(output).toMatch(/[^ ]\n {2}access_denied: Not today\.\n {2}HTTP 400$/);
  });

  it.each([
    ['too many requests', json({ error: 'too_many_requests' }, 429)],
    ['trouble of its own', json({ error: 'temporarily_unavailable' }, 400)],
    ['trouble, and calls it invalid_grant', json({ error: 'invalid_grant' }, 503)],
    ['no endpoint twice', () => new Response('', { status: 404 })],
  ])('keeps asking a server that has %s, and signs in', async (_, answer) => {
    const { code, output } = await terminal({ token: [pending, answer, answer, json(TOKENS)] });
    expect(output).toContain('Still trying.');
    expect(code).toBe(0);
  });

  it('reports that the server is slow, or asks for a pause', async () => {
    const pause = () => Response.json({ error: 'slow_down' }, { status: 429, headers: { 'retry-after': '120' } });
    const slow = async (clock: Clock) => {
      await clock.sleep(18_000);
      return Response.json(TOKENS);
    };
    const { code, output } = await terminal({ token: [pause, slow] });
    expect(output).toContain(english.terminal.mustWait({ duration: '2 minutes' }));
    expect(output).toContain(english.terminal.slow);
    expect(code).toBe(0);
  });

  it('names the fields that it ignored', async () => {
    const start = json({ ...GRANT, expires_in: null, verification_uri_complete: 'javascript:alert(1)' });
    const { code, output } = await terminal({ start, token: [json(TOKENS)] });
    expect(output).toContain('field `verification_uri_complete`: ignored, must be https');
    expect(output).toContain('field `expires_in`: missing, 600 s assumed');
    expect(output).not.toContain('alert(1)');
    expect(code).toBe(0);
  });

  it('asks a server that refuses at each start, with exit code 4, and names the way out', async () => {
    const vault = memoryVault(stored());
    const refuses = () => new Response('', { status: 400 });
    for (let start = 0; start < 5; start += 1) {
      const { code, output, world } = await terminal({ vault, token: [refuses] });
      expect(output).toContain('To sign in again with your phone: --sign-in');
      // This refers to the existing sign-in, which ends with the third refusal.
      expect(output).toMatch(
        start < 2
          ? /refused to renew the sign-in\./
          : /Please sign in again\n.*refused to renew this sign-in\. It expired /,
      );
      expect(code).toBe(4);
      expect(world.asked.map(({ form }) => form['grant_type'])).toEqual(['refresh_token']);
    }
    expect((await terminal({ vault, token: [json(TOKENS)] })).code).toBe(0);
  });

  it('offers nothing to scan if the terminal has no room for a QR code', async () => {
    const { code, output } = await terminal({ narrow: true });
    expect(code).toBe(0);
    expect(output.split('\n')).toEqual([
      '',
      'Open      https://login.example.org/device',
      'Code      WDJB-MJHT',
      '',
      english.terminal.caution({ server: 'login.example.org', computer: 'ada-thinkpad' }),
      english.terminal.waiting({ duration: '10 minutes' }),
      expect.stringMatching(/^Signed in to login\.example\.org/),
      'To get a token for a script or tool: transparenc-companion token',
    ]);
  });

  it('explains the QR code only if there is one, by whether it contains the code', async () => {
    const { output } = await terminal({});
    expect(output).toContain(`]\n${english.terminal.thenEnter}\n`);
    const start = json({ ...GRANT, verification_uri_complete: 'https://login.example.org/device?user_code=WDJB-MJHT' });
    expect((await terminal({ start })).output).toContain(`]\n${english.terminal.thenCompare}\n`);
    const undrawn = await terminal({ drawQr: () => Promise.reject(new Error('too long')) });
    expect(undrawn.output).toBe((await terminal({ narrow: true })).output);
  });

  it.each([
    'http://localhost:8628/device',
    'http://sso.localhost/device',
    'http://127.1.2.3/device',
    'http://[::1]:8628/device',
    'https://[::ffff:7f00:1]/device',
    'https://0.0.0.0/device',
  ])('draws no QR code of %s, which no phone can open', async (page) => {
    for (const complete of [undefined, `${page}?user_code=WDJB-MJHT`]) {
      const start = json({ ...GRANT, verification_uri: page, verification_uri_complete: complete });
      const { code, output } = await terminal({ baseUrl: 'http://localhost:8628', start });
      expect(code).toBe(0);
      expect(output).toContain(page);
      expect(output).toContain('WDJB-MJHT');
      expect(output).toContain(english.terminal.onlyHere);
      expect(output).not.toMatch(/\[QR|scan/i);
    }
  });

  it.each([
    [null, true],
    ['flag', false],
    ['administrator', false],
  ] as const)(
    'asks for no code when the sign-in could not be kept; with the choice set by %j, advises keeping it otherwise: %j',
    async (lockedBy, advised) => {
      const settings = { ...settingsOf(), keepWithoutKeyring: { value: lockedBy === 'flag', lockedBy } };
      const { world, output } = await terminal({ settings, vault: unkept() });
      expect(world.asked).toEqual([]);
      expect(output.includes('--keep-without-keyring')).toBe(advised);
    },
  );

  it('tests the storage once when it starts and once before it requests a code', async () => {
    const vault = memoryVault();
    const test = vi.spyOn(vault, 'testStorage');
    await terminal({ vault });
    expect(test).toHaveBeenCalledTimes(2);
  });

  it('shows when a sign-in ends that cannot renew itself', async () => {
    const { code, output } = await terminal({ token: [json({ ...TOKENS, refresh_token: undefined })] });
    expect(code).toBe(0);
    expect(output).toMatch(/The server ends this sign-in at the time below\.[^\n]*\n {2}Until: .*\d/);
  });

  it('recommends no new sign-in if the server could not be asked', async () => {
    const { output } = await terminal({ vault: memoryVault(stored()), token: [() => new Error('net::ERR_FAILED')] });
    expect(output).not.toContain('--sign-in');
  });

  it('names the way to a new sign-in once the server has ended one', async () => {
    const vault = memoryVault(stored());
    const { output } = await terminal({ vault, token: [json({ error: 'invalid_grant' }, 400)] });
    expect(output).toContain('To sign in again with your phone: --sign-in');
    const { code, world } = await terminal({ vault });
    expect([code, world.asked[0]?.path]).toEqual([0, '/start/']);
  });

  it('refreshes once when it is signed in, and names the account', async () => {
    const { code, output, world } = await terminal({ vault: memoryVault(stored()) });
    expect(code).toBe(0);
    expect(output).toContain('Ada');
    expect(world.asked.map(({ form }) => form['grant_type'])).toEqual(['refresh_token']);
  });

  it('names the command that uses the sign-in, once, after a new one and in every language', async () => {
    const { output, vault } = await terminal({ token: [() => Response.json(TOKENS)] });
    expect(output.match(/.*transparenc-companion token.*/g)).toEqual([
      'To get a token for a script or tool: transparenc-companion token',
    ]);
    expect((await terminal({ vault })).output).not.toContain('transparenc-companion');
    for (const language of LANGUAGE_TAGS) {
      const { output } = await terminal({ language });
      expect(output.trim().split('\n').at(-1)).toMatch(/\S+.*[:：] ?transparenc-companion token$/);
    }
  });

  it('names the account in that command if there are several', async () => {
    const accounts = [accountView({ id: 'a1' }), accountView({ id: 'b2', name: 'work' })];
    expect((await terminal({ seen: { accounts, account: 'b2' } })).output).toMatch(/ token --account=work$/);
  });

  it('names no such command if no program may use the sign-in, or none can', async () => {
    const off = await terminal({ settings: settingsOf({ localTools: 'off' }) });
    expect(off.output).not.toContain('transparenc-companion');
    expect((await terminal({ ownCommand: null })).output).not.toContain('To get a token');
  });

  it('asks for a new code with --sign-in although it is signed in', async () => {
    const { code, world } = await terminal({ args: ['--sign-in'], vault: memoryVault(stored()) });
    expect(code).toBe(0);
    expect(world.asked.map(({ path }) => path).slice(0, 2)).toEqual(['/start/', '/token']);
    expect(world.at('/start/')).toHaveLength(1);
  });

  it('signs out here and at the server', async () => {
    const { code, world, vault } = await terminal({
      args: ['--sign-out'],
      vault: memoryVault(stored()),
      revocation: true,
    });
    expect(code).toBe(0);
    expect(world.at('/revoke')).toHaveLength(1);
    expect(vault.stored).toEqual({ kind: 'absent' });
    const again = await terminal({ args: ['--sign-out'] });
    expect([again.code, again.output]).toEqual([0, expect.stringMatching(/not signed in|no one is signed in/i)]);
  });

  it('shows why the server didn’t end the sign-in, and what its metadata states', async () => {
    const metadata = async () =>
      Response.json({
        issuer: 'https://login.example.org',
        revocation_endpoint: 'https://login.example.org/revoke',
        revocation_endpoint_auth_methods_supported: ['client_secret_basic'],
      });
    const response = { error: 'invalid_client', error_description: 'Which client?' };
    const options = { args: ['--sign-out'], revocation: true, metadata };
    const refused = await terminal({ ...options, vault: memoryVault(stored()), revoke: json(response, 401) });
    expect(refused.code).toBe(0);
    expect(refused.output).toContain(english.endings.signedOutHere['not-ended'].text({ server: 'login.example.org' }));
    expect(refused.output).toMatch(
      /^ {2}invalid_client: Which client\?\n {2}HTTP 401\n {2}metadata: revocation requires/m,
    );
    const revoked = await terminal({ ...options, vault: memoryVault(stored()) });
    expect(revoked.output).not.toContain('metadata');
  });

  it('reports oddities of the metadata if a sign-in fails', async () => {
    const metadata = async () =>
      Response.json({
        issuer: 'https://login.example.org',
        device_authorization_endpoint: 'https://elsewhere.example.org/device',
      });
    const { code, output } = await terminal({
      automatic: ['deviceAuthorizationEndpoint'],
      start: () => new Response('', { status: 404 }),
      metadata,
    });
    expect(code).toBe(4);
    expect(output).toContain('metadata: `device_authorization_endpoint` is at another origin and is not used');
  });

  it('also signs out of a sign-in that can’t be read, and reports that the server was not asked', async () => {
    const { code, vault, output } = await terminal({
      args: ['--sign-out'],
      vault: memoryVault({ kind: 'unreadable', trouble: 'damaged' }),
      revocation: true,
    });
    expect(code).toBe(0);
    expect(vault.calls).toContain('destroy');
    expect(output).toContain(english.endings.signedOutHere['not-ended'].text({ server: 'login.example.org' }));
  });

  it.each([
    ['no-keyring', english.storageTroubles['no-keyring'].next, true],
    ['keyring-locked', english.storageTroubles['keyring-locked'].next, true],
    ['keyring-changed', 'go back to the previous keyring', true],
    ['disk-full', english.storageTroubles['disk-full'].next, true],
    ['read-only', english.storageTroubles['read-only'].next, true],
    ['no-permission', english.storageTroubles['no-permission'].next, true],
    ['damaged', 'backup', true],
    ['newer-version', 'Update Companion', false],
    ['other-computer', 'Sign in here', true],
    ['io', 'Check the disk', true],
  ] as const)(
    'explains what to do if the sign-in can’t be read (%s), ends with exit code 6, and touches nothing',
    async (trouble, next, maySignIn) => {
      const { code, output, vault, world } = await terminal({ vault: memoryVault({ kind: 'unreadable', trouble }) });
      expect(code).toBe(6);
      expect(output).toContain(next);
      expect(output).toContain(`storage: ${trouble}`);
      expect(output.includes('--sign-in')).toBe(maySignIn);
      expect(vault.calls).toEqual([]);
      expect(world.asked).toEqual([]);
    },
  );

  it('signs out nothing that a newer version stored', async () => {
    const vault = memoryVault({ kind: 'unreadable', trouble: 'newer-version' });
    const { code, output } = await terminal({ args: ['--sign-out'], vault });
    expect(code).toBe(6);
    expect(output).toContain('Update Companion');
    expect(vault.calls).toEqual([]);
  });

  it.each(['load', 'testStorage'] as const)(
    'reports that a keyring is probably waiting for its password (%s)',
    async (waiting) => {
      const vault = memoryVault();
      vault[waiting] = () => new Promise<never>(() => {});
      const { code, output } = await terminal({ vault, stopAfterMs: 20_000 });
      expect(output.match(/Waiting for your keyring\nLook for a password prompt/g)).toHaveLength(1);
      expect(code).toBe(130);
    },
  );

  it.each([
    ['refresh_token', TOKENS, 'refresh-secret-1'],
    ['access_token', { access_token: 'access-secret-1' }, 'access-secret-1'],
  ])('revokes a sign-in that it couldn’t keep: the process ends with the %s', async (hint, tokens, token) => {
    const vault = memoryVault();
    vault.full = true;
    const { code, world, output } = await terminal({ vault, token: [json(tokens)], revocation: true });
    expect(code).toBe(6);
    expect(world.at('/revoke')).toMatchObject([{ form: { token, token_type_hint: hint } }]);
    expect(output).toMatch(/disk/i);
    expect(output).not.toContain('--keep-without-keyring');
  });

  it('reports it when a refresh brought a token that could not be kept: the old one is used up', async () => {
    const vault = memoryVault(stored());
    vault.save = () => Promise.reject(new VaultError('io'));
    const { code, output } = await terminal({ vault });
    expect(code).toBe(6);
    expect(output).toContain('storage: io');
  });

  it('does not end before it is on disk that the server ended the session', async () => {
    const vault = memoryVault(stored());
    vault.save = () => new Promise(() => {});
    const { code, output } = await terminal({ vault, token: [json({ error: 'invalid_grant' }, 400)] });
    expect(output).toContain('invalid_grant');
    expect(code).toBe('still running');
  });

  it('leaves the sign-in of before alone when a new one could not be kept', async () => {
    const vault = memoryVault(stored());
    vault.full = true;
    const { code } = await terminal({ args: ['--sign-in'], vault });
    expect(code).toBe(6);
    expect(vault.stored).toEqual(stored());
  });

  it('stops at Ctrl-C, and stops polling', async () => {
    const { code, world, output } = await terminal({ token: [pending], stopAfterMs: 12_000 });
    expect(code).toBe(130);
    expect(world.at('/token')).toHaveLength(2);
    expect(output).toMatch(/Stopped\.$/);
    expect(output).not.toMatch(/signed out/i);
    // No request is in progress.
    expect(output).not.toContain(english.terminal.stopping);
  });

  it('sends nothing if it has been ended before it starts', async () => {
    const { code, world, output } = await terminal({ vault: memoryVault(stored()), stopAfterMs: -1 });
    expect([code, output]).toEqual([130, english.terminal.stopped]);
    expect(world.at('/token')).toEqual([]);
  });

  it('stopped while it asks for the user’s name, it reports that someone is signed in', async () => {
    const vault = memoryVault();
    const metadata = () => new Promise<Response>(() => {});
    const { code, output } = await terminal({ vault, token: [json(TOKENS)], metadata, stopAfterMs: 6_000 });
    expect(code).toBe(130);
    expect(vault.stored.kind).toBe('value');
    expect(output).toMatch(/Stopped\.\nSigned in to login\.example\.org/);
  });

  it('stopped while it checks a sign-in, it reports that once', async () => {
    const slow = (clock: Clock) => clock.sleep(4_000).then(() => Response.json(TOKENS));
    const { code, output } = await terminal({ vault: memoryVault(stored()), token: [slow], stopAfterMs: 1_000 });
    expect(code).toBe(130);
    expect(output).toMatch(/^Stopping…\nStopped\.\nSigned in as Ada.*$/);
  });

  it('claims no sign-in if it is stopped while that is unanswered', async () => {
    const never = () => new Promise<Response>(() => {});
    const { code, output, over } = await terminal({ vault: memoryVault(stored()), token: [never], stopAfterMs: 1_000 });
    expect([code, over.clock.passedMs()]).toEqual([130, 11_000]);
    expect(output).toMatch(/^Stopping…\nStopped\.$/);
  });

  it('stopped with a sign-in in memory only, it ends that at the server', async () => {
    const vault = memoryVault();
    vault.full = true;
    const stopping = Promise.withResolvers<void>();
    const revocation_endpoint = `${SERVER_URL}/revoke`;
    const { world, output } = await terminal({
      vault,
      token: [json(TOKENS)],
      revocation: true,
      metadata: () => stopping.promise.then(json({ issuer: SERVER_URL, revocation_endpoint })),
      onWritten(text) {
        if (text === english.terminal.stopping) stopping.resolve();
      },
      stopAfterMs: 6_000,
    });
    expect(world.at('/revoke')).toMatchObject([{ form: { token: 'refresh-secret-1' } }]);
    expect(output).toMatch(/Stopped\.$/);
  });

  it('waits at Ctrl-C for a poll in progress, and revokes the tokens it brings', async () => {
    const slow = (clock: Clock) => clock.sleep(4_000).then(() => Response.json(TOKENS));
    const { code, world, output, over } = await terminal({ token: [slow], revocation: true, stopAfterMs: 5_000 });
    expect(code).toBe(130);
    expect(world.at('/revoke')).toMatchObject([{ form: { token: 'refresh-secret-1' } }]);
    expect(over.clock.passedMs()).toBe(9_000);
    expect(output).toMatch(/Stopped\.$/);
  });

  it('waits no longer than 5 s for that', async () => {
    const { code, over } = await terminal({ token: [() => new Promise(() => {})], stopAfterMs: 5_000 });
    expect(code).toBe(130);
    expect(over.clock.passedMs()).toBe(10_000);
  });

  it('reports trouble with the connection, and that it is back', async () => {
    const { output } = await terminal({
      token: [() => new Response('<html>', { status: 502 }), pending, json(TOKENS)],
    });
    expect(output).toMatch(/HTTP 502.*Still trying/);
    expect(output.match(/Still trying/g)).toHaveLength(1);
    expect(output).toContain('The connection is back.');
  });
});

function unkept() {
  const vault = memoryVault();
  vault.kept = { kind: 'until-quit', because: 'no-keyring' };
  return vault;
}

it('prints an empty line before what happened, and none for what there is nothing to tell about', () => {
  const written: string[] = [];
  print({ write: (text) => void written.push(text) }, { title: 'Signed out', text: '', next: 'Sign in.' }, [
    'HTTP 401',
  ]);
  print({ write: (text) => void written.push(text) }, { title: 'Signed out', text: '', next: '' });
  expect(written).toEqual(['\nSigned out\nSign in.\n  HTTP 401', '\nSigned out']);
});

describe('with a configuration of the administrator’s that cannot be used, the terminal', () => {
  const policyProblem = { file: '/etc/c.json', why: 'wrong-field', field: 'theme', rule: 'must be text' } as const;

  it.each([[[]], [['--sign-in']]])('begins no sign-in, and names file, field and rule: %j', async (args) => {
    const { code, output, world } = await terminal({ args, policyProblem });
    expect(code).toBe(78);
    expect(output).toMatch(
      /has an error\n.*contains an error\.\n.*administrator.*\n {2}\/etc\/c\.json\n {2}theme must be text$/,
    );
    expect(world.asked).toEqual([]);
  });

  it.each([
    ['has ended', 8, { vault: memoryVault(stored()), token: [json({ error: 'invalid_grant' }, 400)] }],
    ['is refused a renewal', 4, { vault: memoryVault(stored()), token: [json({}, 400)] }],
    ['cannot be read', 6, { vault: memoryVault({ kind: 'unreadable', trouble: 'damaged' }) }],
  ] as const)(
    'recommends no new sign-in, which it would refuse, in place of one that %s',
    async (_, expected, options) => {
      const { code, output } = await terminal({ policyProblem, ...options } as Parameters<typeof terminal>[0]);
      expect(code).toBe(expected);
      expect(output).not.toContain('--sign-in');
    },
  );

  it('reports that the user stays signed in', async () => {
    const { code, output } = await terminal({ policyProblem, vault: memoryVault(stored()) });
    expect(code).toBe(0);
    expect(output).toMatch(/Signed in as Ada[\s\S]*You stay signed in, but/);
  });
});

describe('with someone else’s sign-in to decide on, the terminal', () => {
  const who = (name: string) => ({ name, server: 'login.example.org' });
  const session = {
    kind: 'someone-else',
    expected: who('ada'),
    approvedBy: who('grace'),
    approver: { kind: 'someone-else' },
    was: 'needs-you',
  } as const;

  it.each([
    ['anywhere', ['--someone-else=keep', '--someone-else=replace', '--someone-else=discard']],
    ['no', ['--someone-else=replace', '--someone-else=discard']],
  ] as const)('offers the allowed choices, and decides nothing, if accounts may be added %s', async (may, offers) => {
    const { code, output, answers, world } = await terminal({ seen: { session, mayAddAccount: may } });
    expect(code).toBe(10);
    expect(world.asked).toEqual([]);
    expect(output).toMatch(/Nothing has changed yet\.\n {2}/);
    expect(output.match(/--someone-else=\w+/g)).toEqual(offers);
    expect(answers).toEqual([]);
  });

  it.each([
    [{ kind: 'has-account', account: 'test' }, 'already has the account test', ['keep', 'discard'], 'replace'],
    [{ kind: 'not-reported' }, 'didn’t report who approved', ['replace', 'discard'], 'keep'],
  ] as const)('asks another question, and has other choices: %j', async (approver, text, offers, refused) => {
    const accounts = [accountView({ id: 'a1' }), accountView({ id: 'b2', name: 'work' })];
    const seen = { session: { ...session, approver }, mayAddAccount: 'no', accounts, account: 'b2' } as const;
    const { code, output } = await terminal({ seen });
    expect(output).toContain('You were signing in to work');
    expect([code, output]).toEqual([10, expect.stringContaining(text)]);
    expect(output.match(/--someone-else=\w+/g)).toEqual(offers.map((answer) => `--someone-else=${answer}`));
    expect((await terminal({ args: ['--terminal', `--someone-else=${refused}`], seen })).answers).toEqual([]);
    expect((await terminal({ args: ['--terminal', `--someone-else=${offers[0]}`], seen })).answers).toEqual([
      offers[0],
    ]);
  });

  it('ends that with the account', async () => {
    const { code, output } = await terminal({ args: ['--sign-out'], seen: { session } });
    expect([code, output]).toEqual([0, expect.stringMatching(/^\nYou’re signed out\n/)]);
  });

  it('keeps no account that may not be added', async () => {
    const args = ['--terminal', '--someone-else=keep'];
    const { code, answers } = await terminal({ args, seen: { session, mayAddAccount: 'no' } });
    expect(code).toBe(10);
    expect(answers).toEqual([]);
    expect((await terminal({ args, seen: { session } })).answers).toEqual(['keep']);
  });
});
