/** Several accounts without a window: two on one server, two on two. They don't affect each other. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { startCommand } from '../harness/command.ts';
import type { AuthorizationServer, Home, TerminalOptions, TerminalRun } from '../harness/fixtures.ts';
import { approveByForms, expect, test } from '../harness/fixtures.ts';
import { english } from '../harness/messages.ts';
import { ending } from './in-terminal.ts';
import { expectNoSecrets } from './secrets-of-a-run.ts';
import { approve, polls } from './steps.ts';

type Start = (
  options?: Omit<TerminalOptions, 'home'> & { readonly server?: AuthorizationServer | null },
) => TerminalRun;

/** Adds an account on a server, as a script would. */
async function add(terminal: Start, server: AuthorizationServer, person: string, ...flags: readonly string[]) {
  const run = terminal({ server, flags: ['--add-account', ...flags] });
  await approve(server, (await run.prompt()).userCode, person);
  const { code, output } = await ending(run);
  expect(code, output).toBe(0);
  expect(output).toContain(`Signed in as ${person}`);
}

/** Runs `--terminal` without a flag for its server. */
function terminalSays(terminal: Start, ...flags: readonly string[]) {
  return ending(terminal({ server: null, flags }));
}

async function command(home: Home, ...args: readonly string[]) {
  const run = startCommand({ home, args });
  const code = await run.exitCode;
  return { code, stdout: run.stdout.text(), stderr: run.stderr.text() };
}

/** Each account in one line, without its server. */
async function status(home: Home): Promise<readonly string[]> {
  const { stdout } = await command(home, 'status');
  return stdout
    .trim()
    .split('\n')
    .map((line) => line.split(/ {2,}/).slice(0, 3).join(' | '));
}

test('two accounts on one server and one on another: each is signed in, renewed, ended and signed out by itself', {
  tag: '@long',
}, async ({ terminal, home, server, startServer }) => {
  const other = await startServer();
  await add(terminal, server, 'ada@example.org', '--account=work');
  await add(terminal, server, 'grace@example.org', '--account=customer');
  await add(terminal, other, 'ada@example.org');
  const ALL = [
    'work | signed in | ada@example.org',
    'customer | signed in | grace@example.org',
    'localhost | signed in | ada@example.org',
  ];

  await test.step('a table shows all of them', async () => {
    expect(await status(home)).toEqual(ALL);
    const { stdout } = await command(home, 'accounts', '--json');
    expect(JSON.parse(stdout).accounts.map(({ name, server: url }: Record<string, string>) => [name, url])).toEqual([
      ['work', server.url],
      ['customer', server.url],
      ['localhost', other.url],
    ]);
  });

  await test.step('11 with their names if several match, 64 for an unknown name', async () => {
    for (const named of [await command(home, 'token'), await command(home, 'token', `--server=${server.url}`)]) {
      expect(named.code).toBe(11);
      expect(named.stderr).toContain('work, customer');
    }
    expect(await command(home, 'token', '--account=wrok')).toMatchObject({ code: 64, stdout: '' });
    expect((await terminalSays(terminal)).code).toBe(11);
    expect((await terminalSays(terminal, '--account=wrok')).code).toBe(64);
    // The app asks for consent only once it knows the account.
    expect((await command(home, 'token', `--server=${other.url}`)).code).toBe(10);
    expect((await command(home, 'token', '--account=work')).code).toBe(10);
  });

  await test.step('one is renewed, and the other server is asked nothing', async () => {
    const [before, others] = [server.log.length, other.log.length];
    expect((await terminalSays(terminal, '--account=work')).output).toContain('Signed in as ada@example.org');
    expect(server.log.length).toBeGreaterThan(before);
    expect(other.log).toHaveLength(others);
  });

  await test.step('COMPANION_ACCOUNT names it, and a flag goes before it', async () => {
    const environment = { COMPANION_ACCOUNT: 'customer' };
    expect((await ending(terminal({ server: null, environment }))).output).toContain('Signed in as grace@example.org');
    const flags = ['--account=work'];
    expect((await ending(terminal({ server: null, environment, flags }))).output).toContain('ada@example.org');
  });

  await test.step('the server ends one: the others stay', async () => {
    other.revokeAll();
    expect((await terminalSays(terminal, '--account=localhost')).code).toBe(8);
    expect(await status(home)).toEqual([...ALL.slice(0, 2), 'localhost | must sign in again | -']);
  });

  await test.step('a keyring that is locked for a moment changes none of them', async () => {
    const { code } = await ending(terminal({ server: null, flags: ['--account=work'], keychain: { kind: 'none' } }));
    expect(code).toBe(6);
    expect(await status(home)).toEqual([...ALL.slice(0, 2), 'localhost | must sign in again | -']);
  });

  await test.step('one is killed while it is renewed: the others are whole', async () => {
    const before = polls(server);
    const run = terminal({ server: null, flags: ['--account=work'] });
    await expect.poll(() => polls(server)).toBeGreaterThan(before);
    run.signal('SIGKILL');
    await run.exitCode;
    expect((await terminalSays(terminal, '--account=customer')).code).toBe(0);
    // The response may have been lost with the process. Then this account's sign-in is interrupted, and no other.
    if ((await terminalSays(terminal, '--account=work')).code === 0) return;
    const renewed = terminal({ server: null, flags: ['--account=work', '--sign-in'] });
    await approve(server, (await renewed.prompt()).userCode, 'ada@example.org');
    expect((await ending(renewed)).code).toBe(0);
  });

  await test.step('signing out of one leaves the others', async () => {
    expect((await terminalSays(terminal, '--sign-out', '--account=customer')).code).toBe(0);
    expect(await status(home)).toEqual([ALL[0], 'customer | not signed in | -', 'localhost | must sign in again | -']);
    expect((await terminalSays(terminal, '--account=work')).code).toBe(0);
  });

  await test.step('--all signs out of all', async () => {
    const { code, output } = await terminalSays(terminal, '--sign-out', '--all');
    expect(code, output).toBe(0);
    expect(await status(home)).toEqual(['work', 'customer', 'localhost'].map((name) => `${name} | not signed in | -`));
  });
  const secrets = new Set(server.secrets());
  expect(other.secrets().some((secret) => secrets.has(secret))).toBe(false);
  expectNoSecrets({ home, server });
  expectNoSecrets({ home, server: other });
});

test('a profile’s first account is unchanged when another one is added', { tag: '@long' }, async ({
  terminal,
  home,
  server,
}) => {
  const first = terminal();
  await approve(server, (await first.prompt()).userCode, 'ada@example.org');
  expect(await first.exitCode).toBe(0);
  await add(terminal, server, 'grace@example.org', '--account=customer');
  // The same flags still name the same account, although there are two on that server now.
  const { code, output } = await ending(terminal());
  expect(code, output).toBe(11);
  const named = await ending(terminal({ flags: ['--account=localhost'] }));
  expect(named.output).toContain('Signed in as ada@example.org');
  expect((await ending(terminal({ flags: ['--account=customer'] }))).output).toContain(
    'Signed in as grace@example.org',
  );
  expectNoSecrets({ home, server });
});

test('an account without a sign-in is not added, so that commands don’t have to choose it', {
  tag: '@long',
}, async ({ terminal, home, server }) => {
  await add(terminal, server, 'ada@example.org', '--account=work');
  const denied = terminal({ server, flags: ['--add-account', '--account=customer'] });
  const { url, userCode } = await denied.prompt();
  await approveByForms(url, { userCode, decision: 'deny' });
  expect((await ending(denied)).code).toBe(2);
  expect(await status(home)).toEqual(['work | signed in | ada@example.org']);

  const stopped = terminal({ server, flags: ['--add-account', '--account=customer'] });
  await stopped.prompt();
  stopped.signal('SIGINT');
  expect((await ending(stopped)).code).toBe(130);
  expect(await status(home)).toEqual(['work | signed in | ada@example.org']);

  const killed = terminal({ server, flags: ['--add-account', '--account=customer'] });
  await killed.prompt();
  killed.signal('SIGKILL');
  await killed.exitCode;
  expect(await status(home)).toEqual(['work | signed in | ada@example.org']);

  const unkept = terminal({ server, flags: ['--add-account', '--account=customer'], keychain: { kind: 'none' } });
  expect((await ending(unkept)).code).toBe(6);
  expect(await status(home)).toEqual(['work | signed in | ada@example.org']);
});

test('a list of accounts that cannot be read is named, and is not taken for an empty one', { tag: '@long' }, async ({
  terminal,
  home,
  server,
}) => {
  await add(terminal, server, 'ada@example.org', '--account=work');
  const list = join(home.profile, 'accounts.json');
  const whole = readFileSync(list, 'utf8');
  writeFileSync(list, '{"format":2}');
  for (const args of [['status'], ['accounts'], ['token'], ['serve']]) {
    const { code, stdout, stderr } = await command(home, ...args);
    expect([code, stdout], args[0]).toEqual([6, '']);
    expect(stderr).toContain('accounts.json');
  }
  expect(await terminalSays(terminal)).toMatchObject({ code: 6, output: expect.stringContaining('accounts.json') });
  expect(readFileSync(list, 'utf8')).toBe('{"format":2}');
  writeFileSync(list, whole);
  expect(await status(home)).toEqual(['work | signed in | ada@example.org']);
});

test('someone else approves: nothing changes until the user decides', { tag: '@long' }, async ({
  terminal,
  home,
  server,
}) => {
  await add(terminal, server, 'ada@example.org', '--account=work');
  const again = async (person: string, ...flags: readonly string[]) => {
    const run = terminal({ server: null, flags: ['--sign-in', '--account=work', ...flags] });
    await approve(server, (await run.prompt()).userCode, person);
    return ending(run);
  };

  await test.step('10, with what is known; the account is as it was, and so it is after a restart', async () => {
    const { code, output } = await again('mallory@example.org');
    expect(code).toBe(10);
    expect(output).toContain(english.accounts.someoneElse.title);
    expect(output).toContain('mallory@example.org');
    expect(output).toContain('--someone-else=discard');
    expect(await status(home)).toEqual(['work | signed in | ada@example.org']);
    expect((await terminalSays(terminal, '--account=work')).code).toBe(10);
  });

  await test.step('if discarded, it is gone here and on the server', async () => {
    const revoked = () => server.log.filter(({ path }) => path.includes('revo')).length;
    const before = revoked();
    expect((await terminalSays(terminal, '--account=work', '--someone-else=discard')).output).toContain(
      'ada@example.org',
    );
    expect(revoked()).toBeGreaterThan(before);
    expect((await terminalSays(terminal, '--account=work')).code).toBe(0);
  });

  await test.step('kept, it is another account', async () => {
    expect((await again('grace@example.org', '--someone-else=keep')).code).toBe(0);
    expect(await status(home)).toEqual([
      'work | signed in | ada@example.org',
      'localhost | signed in | grace@example.org',
    ]);
  });

  await test.step('replaced, it has the account’s name', async () => {
    const { code, output } = await again('bob@example.org', '--someone-else=replace');
    expect(code, output).toBe(0);
    expect(await status(home)).toEqual([
      'work | signed in | bob@example.org',
      'localhost | signed in | grace@example.org',
    ]);
  });
  expectNoSecrets({ home, server });
});

test('the administrator’s accounts: each is signed in to by its name, and no other is added', { tag: '@long' }, async ({
  terminal,
  home,
  server,
  startServer,
}) => {
  const other = await startServer();
  const of = ({ url, clientId, scope }: AuthorizationServer) => ({ serverUrl: url, clientId, scope });
  const accounts = [
    { name: 'work', ...of(server) },
    { name: 'test', ...of(other) },
  ];
  writeFileSync(home.administratorsFile, JSON.stringify({ accounts, otherAccounts: false }), { mode: 0o644 });
  expect(await status(home)).toEqual(['work | not signed in | -', 'test | not signed in | -']);
  for (const [name, at] of [
    ['work', server],
    ['test', other],
  ] as const) {
    const run = terminal({ server: null, flags: [`--account=${name}`] });
    await approve(at, (await run.prompt()).userCode, 'ada@example.org');
    expect((await ending(run)).code).toBe(0);
  }
  expect(await status(home)).toEqual(['work | signed in | ada@example.org', 'test | signed in | ada@example.org']);

  const strange = terminal({ server: null, flags: ['--sign-in', '--account=work', '--someone-else=keep'] });
  await approve(server, (await strange.prompt()).userCode, 'grace@example.org');
  const unkept = await ending(strange);
  expect(unkept.code).toBe(10);
  expect(unkept.output).not.toContain('--someone-else=keep');
  expect(unkept.output).toContain('--someone-else=discard');
  expect((await terminalSays(terminal, '--account=work', '--someone-else=discard')).code).toBe(0);

  const added = await ending(terminal({ server, flags: ['--add-account', '--account=mine'] }));
  expect(added).toMatchObject({
    code: 64,
    output: expect.stringContaining('The administrator does not allow this account.'),
  });
  const third = await startServer();
  const overruled = await ending(terminal({ server: third, flags: ['--account=work'] }));
  expect(overruled).toMatchObject({ code: 64, output: expect.stringContaining('--server-url') });
  expect(third.log).toEqual([]);
});
