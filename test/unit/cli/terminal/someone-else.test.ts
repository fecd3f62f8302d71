/** The terminal with someone else’s sign-in, on which the user has to decide. */
import { describe, expect, it } from 'vitest';
import { accountView } from '../../../renderer/snapshots.ts';
import { terminal } from './world.ts';

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
