/** Signing out in the terminal, and what the server did. */
import { describe, expect, it } from 'vitest';
import { english } from '../../../harness/messages.ts';
import { memoryVault, stored } from '../../session/parts.ts';
import { json, terminal } from './world.ts';

describe('the terminal', () => {
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

  it('signs out nothing that a newer version stored', async () => {
    const vault = memoryVault({ kind: 'unreadable', trouble: 'newer-version' });
    const { code, output } = await terminal({ args: ['--sign-out'], vault });
    expect(code).toBe(6);
    expect(output).toContain('Update Companion');
    expect(vault.calls).toEqual([]);
  });
});
