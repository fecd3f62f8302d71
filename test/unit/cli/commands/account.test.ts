/** Which account a command names. */
import { describe, expect, it } from 'vitest';
import { run } from './run.ts';

const environment = { COMPANION_ACCOUNT: 'customer' };
const GIT = 'protocol=https\nhost=git.example.org\n\n';

describe('the account of a command', () => {
  it.each<[readonly string[], string]>([
    [['token'], ''],
    [['exec', '--', 'true'], ''],
    [['credential', 'git', 'get'], GIT],
    [['credential', 'git', 'erase'], GIT],
    [['credential', 'docker', 'get'], 'registry.example.org'],
    [['credential', 'docker', 'erase'], 'registry.example.org'],
    [['credential', 'kubectl'], ''],
    [['tools', 'allow', 'git'], ''],
    [['tools', 'remove', 'git'], ''],
  ])('%j is that of --account, else of COMPANION_ACCOUNT, else none', async (args, input) => {
    const named = args[0] === 'exec' ? ['exec', '--account=work', '--', 'true'] : [...args, '--account=work'];
    const accountOf = async (...given: Parameters<typeof run>) => (await run(...given)).asked[0]?.[1];
    expect(await accountOf(named, { environment, input })).toMatchObject({ account: 'work' });
    expect(await accountOf(args, { environment, input })).toMatchObject({ account: 'customer' });
    expect(await accountOf(args, { environment: { COMPANION_ACCOUNT: '' }, input })).toMatchObject({ account: null });
    expect(await accountOf(args, { input })).toMatchObject({ account: null });
  });
});
