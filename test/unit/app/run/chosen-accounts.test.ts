/** Which accounts a command line selects in the terminal, and the message if there is none. */
import { describe, expect, it } from 'vitest';
import type { Account, AccountList } from '../../../../main/app/account-list/account-list.ts';
import { chooseAccounts, removeUnused } from '../../../../main/app/run/chosen-accounts.ts';
import { readFlags } from '../../../../main/cli/flags.ts';
import { serverOf } from '../../../../main/settings/resolve.ts';
import type { AddAccountProblem } from '../../../../preload/api.ts';
import { A, B, fieldsOf } from '../account-list/accounts-world.ts';

/** The only fields that the choice depends on. */
function account(name: string, url = A, user: string | null = 'Ada'): Account {
  const holder = user === null ? null : { name: user, identity: null, signedInAt: 1 };
  const fields = fieldsOf(url);
  return { id: `id-${name}`, name, server: serverOf(fields), fields, session: { holder: () => holder } } as never;
}

const HOME = account('home');
const WORK = account('work', B);

async function choose(
  args: readonly string[],
  {
    all = [HOME, WORK],
    environment = {},
    problem = null as AddAccountProblem | null,
  }: {
    readonly all?: readonly Account[];
    readonly environment?: Readonly<Record<string, string>>;
    readonly problem?: AddAccountProblem | null;
  } = {},
) {
  const flags = readFlags(['--terminal', ...args]);
  if ('must' in flags) throw new Error(`${flags.setting} must ${flags.must}`);
  const accounts = [...all];
  const added: unknown[] = [];
  const list: Pick<AccountList, 'all' | 'add'> = {
    all: () => accounts,
    async add(fields, name) {
      added.push([fields.serverUrl, name]);
      if (problem) return problem;
      accounts.push(account('new', B, null));
      return 'id-new';
    },
  };
  const chosen = await chooseAccounts(list, flags, environment);
  return { chosen: 'why' in chosen ? [chosen.code, chosen.why] : chosen.map(({ name }) => name), added };
}

describe('the account', () => {
  it.each<[string, readonly string[], Parameters<typeof choose>[1], readonly unknown[]]>([
    ['the only one', [], { all: [HOME] }, ['home']],
    ['the one that is named', ['--account=work'], {}, ['work']],
    ['the one that the environment names', [], { environment: { COMPANION_ACCOUNT: 'work' } }, ['work']],
    [
      'the flag’s rather than the environment’s',
      ['--account=home'],
      { environment: { COMPANION_ACCOUNT: 'work' } },
      ['home'],
    ],
    ['any, if the environment’s is empty', [], { all: [HOME], environment: { COMPANION_ACCOUNT: '' } }, ['home']],
    ['the one on the server', [`--server-url=${B}`, '--client-id=desk'], {}, ['work']],
    ['each of them', ['--sign-out', '--all'], {}, ['home', 'work']],
    [
      'none, without any',
      [],
      { all: [] },
      [64, 'No server is set up. Name one: --server-url=https://login.example.org'],
    ],
    [
      'none, with --all and without any',
      ['--sign-out', '--all'],
      { all: [] },
      [64, expect.stringMatching(/^No server is set up/)],
    ],
    ['none of that name', ['--account=x'], {}, [64, 'No account matches. Existing accounts: home, work.']],
    ['one of several', [], {}, [11, 'Several accounts match: home, work. Name one with --account.']],
    [
      'one of several, unless all are to be signed out',
      ['--sign-out'],
      {},
      [11, 'Several accounts match: home, work. Name one with --account, or use --all for all of them.'],
    ],
  ])('is %s', async (_, args, options, expected) => {
    expect((await choose(args, options)).chosen).toEqual(expected);
  });
});

describe('a new account', () => {
  it.each<[string, readonly string[], readonly Account[], readonly unknown[]]>([
    ['on the server that is given', ['--add-account', `--server-url=${B}`], [HOME], [B, null]],
    ['on the server of the only account', ['--add-account'], [HOME], [A, null]],
    ['by the name that is given', ['--add-account', '--account=work'], [HOME], [A, 'work']],
  ])('is added %s', async (_, args, all, given) => {
    expect(await choose(args, { all })).toEqual({ chosen: ['new'], added: [given] });
  });

  it.each<[string, readonly string[], readonly Account[]]>([
    ['several accounts', ['--add-account'], [HOME, WORK]],
    ['no account', ['--add-account'], []],
  ])('needs a server if there are %s', async (_, args, all) => {
    const why = '--add-account needs a server: --server-url=https://login.example.org';
    expect(await choose(args, { all })).toEqual({ chosen: [64, why], added: [] });
  });

  it('needs a server that can be used', async () => {
    const { chosen, added } = await choose(['--add-account', '--server-url=ftp://a.example']);
    expect(chosen).toEqual([64, expect.stringMatching(/^--server-url must /)]);
    expect(added).toEqual([]);
  });

  it.each<[AddAccountProblem, string]>([
    [{ kind: 'too-many' }, 'The maximum number of accounts is reached. Remove one first.'],
    [{ kind: 'server', problem: 'not-saved' }, 'The list of accounts cannot be saved.'],
    [{ kind: 'server', problem: 'locked' }, 'The administrator does not allow this account.'],
    [{ kind: 'name', problem: 'taken' }, '--account must be a name that no other account has.'],
    [
      { kind: 'name', problem: 'bad-character' },
      '--account must be 1 to 32 letters, digits or . _ - and begin with a letter or digit.',
    ],
  ])('is refused: %j', async (problem, why) => {
    expect((await choose(['--add-account'], { all: [HOME], problem })).chosen).toEqual([64, why]);
  });

  it.each([
    ['is removed again if no one has signed in to it', account('new', B, null), ['dismiss id-new', 'remove id-new']],
    ['stays if someone has', account('new', B, 'Ada'), ['dismiss id-new']],
  ])('%s', async (_, added, expected) => {
    const done: string[] = [];
    await removeUnused(
      {
        all: () => [HOME, added],
        dismiss: async (id) => {
          done.push(`dismiss ${id}`);
          return id;
        },
        remove: async (id) => void done.push(`remove ${id}`),
      },
      added.id,
    );
    expect(done).toEqual(expected);
  });
});
