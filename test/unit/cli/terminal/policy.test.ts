/** The terminal with an administrator’s file that cannot be used. */
import { describe, expect, it } from 'vitest';
import { memoryVault, stored } from '../../session/parts.ts';
import { json, terminal } from './world.ts';

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
