/** The terminal if a sign-in cannot be read or kept. */
import { describe, expect, it, vi } from 'vitest';
import { VaultError } from '../../../../main/vault/types.ts';
import { english } from '../../../harness/messages.ts';
import { settings as settingsOf } from '../../../renderer/snapshots.ts';
import { memoryVault, stored, TOKENS } from '../../session/parts.ts';
import { json, terminal, unkept } from './world.ts';

describe('the terminal', () => {
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

  it('reports no stored sign-in of an account that is added, although its storage can’t be read', async () => {
    const vault = memoryVault({ kind: 'unreadable', trouble: 'no-permission' });
    vault.kept = { kind: 'until-quit', because: 'no-permission' };
    const { code, output, world } = await terminal({ vault, args: ['--terminal', '--add-account'] });
    expect(code).toBe(6);
    expect(output).toContain('storage: no-permission');
    expect(output).not.toContain('--sign-in');
    expect(world.asked).toEqual([]);
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
});
