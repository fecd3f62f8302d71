/** The terminal with a sign-in that is already stored. */
import { describe, expect, it } from 'vitest';
import { LANGUAGE_TAGS } from '../../../../locales/languages.ts';
import { accountView, settings as settingsOf } from '../../../renderer/snapshots.ts';
import { memoryVault, stored, TOKENS } from '../../session/parts.ts';
import { json, terminal } from './world.ts';

describe('the terminal', () => {
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
});
