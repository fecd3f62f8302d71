/** Another person’s sign-in replaces the old one, which is revoked; a refresh never changes the person (R5, R8). */
import { describe, expect, it } from 'vitest';
import { VaultError } from '../../../main/vault/types.ts';
import { settle } from '../fake-clock.ts';
import { memoryRevokeOnly, memoryVault, sessionOver, shownText, stored, TOKENS } from './parts.ts';
import { ADA, BOB, idToken, left, signsIn, world } from './revoking-server.ts';

const HOUR_MS = 60 * 60_000;

describe('a sign-in that replaces another one', () => {
  it.each([
    ['the same person’s', ADA, 'ada'],
    ['one whose person was not known', null, 'ada'],
    ['one whose person was not known, by someone the server does not identify', null, null],
  ])('drops the old token and does not revoke it, if it is %s: %s, then %s', async (_, identity, sub) => {
    const over = { ...sessionOver({ world: world(sub), vault: memoryVault(stored({ identity })) }) };
    await over.session.start();
    await signsIn(over);
    expect(over.revokeOnly.tokens).toEqual([]);
    expect(over.vault.stored).toMatchObject({ session: { refreshToken: 'refresh-secret-new' } });
    expect(shownText(over)).not.toContain('secret');
    await over.clock.advance(HOUR_MS);
    expect(over.world.at('/revoke')).toEqual([]);
    // It isn't revoked later either: at the sign-out, there is only the new one.
    await over.session.signOut();
    expect(over.world.at('/revoke').map(({ form }) => form['token'])).toEqual(['refresh-secret-new']);
  });

  it('goes by the subject, not by the email address', async () => {
    const renamed = memoryVault(stored({ identity: ADA, accountName: 'ada@old.example' }));
    const ada = sessionOver({ world: world('ada'), vault: renamed });
    await ada.session.start();
    await signsIn(ada);
    expect(ada.world.at('/revoke')).toEqual([]);
    expect(ada.session.state()).toMatchObject({ account: { name: 'shared@example.org' }, formerly: null });
    // The old one is forgotten by then.
    await ada.session.signOut();
    expect(ada.world.at('/revoke').map(({ form }) => form['token'])).toEqual(['refresh-secret-new']);
  });

  it('leaves the old one on disk while the new one is in memory only', async () => {
    const vault = memoryVault(stored({ identity: ADA }));
    const made = world('ada');
    const over = { ...sessionOver({ world: made, vault }), world: made };
    await over.session.start();
    vault.full = true;
    await signsIn(over);
    await over.clock.advance(30_000);
    expect(over.vault.stored).toMatchObject({ session: { refreshToken: 'refresh-secret-0' } });
    vault.full = false;
    await over.clock.advance(60_000);
    expect(over.session.state()).toMatchObject({ kept: { kind: 'keychain' } });
    expect(over.world.at('/revoke')).toEqual([]);
    // The old one is forgotten by then.
    await over.session.signOut();
    expect(over.world.revoked()).toEqual(['refresh-secret-new']);
  });

  it('leaves nothing to revoke of the old one once a refresh was kept', async () => {
    const over = sessionOver({ world: world('ada'), vault: memoryVault(stored({ identity: ADA })) });
    await over.session.start();
    over.vault.full = true;
    await signsIn(over);
    over.vault.full = false;
    await over.session.refresh();
    await over.session.signOut();
    expect(over.world.at('/revoke').map(({ form }) => form['token'])).toEqual(['refresh-secret-new']);
  });

  it('leaves nothing to revoke of one that would have ended with the app, too', async () => {
    const vault = memoryVault();
    vault.kept = { kind: 'until-quit', because: 'no-keyring' };
    const at = world('ada');
    const over = sessionOver({ world: at, vault });
    await over.session.start();
    for (const refresh_token of ['refresh-secret-old', 'refresh-secret-new']) {
      at.on('/token', () => Response.json({ ...TOKENS, refresh_token, id_token: idToken('ada') }));
      await signsIn(over);
    }
    await over.session.signOut();
    expect(at.revoked()).toEqual(['refresh-secret-new']);
  });

  it.each([
    ['on disk is noted to be revoked later', { kind: 'keychain', name: 'GNOME Keyring' }, ['refresh-secret-0']],
    ['in memory is written nowhere', { kind: 'until-quit', because: 'no-keyring' }, []],
  ] as const)('and is signed out before it was kept, without a connection: an old one %s', async (_, kept, left) => {
    const vault = memoryVault(stored({ identity: ADA }, { kept }));
    const at = world('ada');
    const over = sessionOver({ world: at, vault });
    await over.session.start();
    const saving = Promise.withResolvers<never>();
    vault.replace = () => saving.promise;
    const signingIn = over.session.signIn();
    await over.clock.advance(5_000);
    at.isOffline(true);
    const signedOut = over.session.signOut();
    saving.reject(new VaultError('disk-full'));
    await Promise.all([signingIn, signedOut]);
    expect(over.revokeOnly.tokens.map(({ token }) => token)).toEqual(left);
  });

  it('revokes the newer token of the old one, if a refresh brought it meanwhile', async () => {
    const at = world('ada');
    const vault = memoryVault(stored({ identity: ADA }));
    const over = sessionOver({ world: at, vault });
    await over.session.start();
    const slow = Promise.withResolvers<Response>();
    const granted = () => Response.json({ ...TOKENS, refresh_token: 'refresh-secret-new', id_token: idToken('ada') });
    at.on('/token', ({ grant_type }) => (grant_type === 'refresh_token' ? slow.promise : granted()));
    void over.session.refresh();
    await settle();
    vault.full = true;
    await signsIn(over);
    slow.resolve(Response.json({ ...TOKENS, refresh_token: 'refresh-secret-1' }));
    await settle();
    await over.session.signOut();
    expect(at.revoked()).toEqual(['refresh-secret-new', 'refresh-secret-1']);
  });

  it('revokes both, if it ends before it was kept', async () => {
    const vault = memoryVault(stored({ identity: ADA }));
    const over = sessionOver({ world: world('ada'), vault });
    await over.session.start();
    vault.full = true;
    await signsIn(over);
    await over.session.signOut();
    expect(over.world.at('/revoke').map(({ form }) => form['token'])).toEqual([
      'refresh-secret-new',
      'refresh-secret-0',
    ]);
  });

  it.each([
    ['before the new one was kept', stored({ identity: ADA, refreshToken: 'refresh-secret-left' }), ADA, []],
    ['after that, of a different person', stored({ identity: BOB }), ADA, ['refresh-secret-left']],
    ['after that, of the same person', stored({ identity: ADA }), ADA, []],
    ['after that, of an unknown person', stored({ identity: BOB }), null, []],
  ])('and was cut off by a kill %s, is settled by the next start', async (_, kept, identity, revoked) => {
    const revokeOnly = memoryRevokeOnly([left({ identity })]);
    const subject = kept.kind === 'value' ? (kept.session.identity?.subject ?? null) : null;
    const over = sessionOver({ world: world(subject), vault: memoryVault(kept), revokeOnly });
    await over.session.start();
    await settle();
    expect(over.session.state()).toMatchObject({ kind: 'signed-in' });
    await over.clock.advance(11 * 60_000);
    expect(over.world.at('/revoke').map(({ form }) => form['token'])).toEqual(revoked);
    expect(revokeOnly.tokens).toEqual([]);
  });
});

describe('a refresh', () => {
  it('that names another person is not used: the sign-in goes on as the one it was', async () => {
    const over = sessionOver({ world: world('bob'), vault: memoryVault(stored({ identity: ADA })) });
    await over.session.start();
    await over.session.refresh();
    expect(over.session.state()).toMatchObject({
      kind: 'signed-in',
      account: { name: 'Ada' },
      trouble: { kind: 'malformed', field: 'id_token' },
    });
    expect(await over.session.accessToken(0)).toBeNull();
  });

  it('that names another person and brings no new refresh token leaves no doubt about the one there is', async () => {
    const over = sessionOver({ world: world(), vault: memoryVault(stored({ identity: ADA })) });
    const { refresh_token: _, ...tokens } = TOKENS;
    over.world.on('/token', () => Response.json({ ...tokens, id_token: idToken('bob') }));
    await over.session.start();
    await over.session.refresh();
    expect(over.vault.calls).toEqual(['begin', 'abandon']);
  });

  it('that names the person for the first time shows whose sign-in an older version kept', async () => {
    const over = sessionOver({ world: world('ada'), vault: memoryVault(stored()) });
    await over.session.start();
    await over.session.refresh();
    expect(over.vault.stored).toMatchObject({ session: { identity: ADA } });
  });
});
