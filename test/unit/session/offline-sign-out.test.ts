/** A sign-out while the server can’t be reached: it is revoked later, and the window shows whether it was (R5, R8). */
import { describe, expect, it } from 'vitest';
import { VaultError } from '../../../main/vault/types.ts';
import { settle } from '../fake-clock.ts';
import { memoryRevokeOnly, memoryVault, server, sessionOver, shownText, stored, TOKENS } from './parts.ts';
import { ADA, BOB, left, type Over, signsIn, world } from './revoking-server.ts';

const HOUR_MS = 60 * 60_000;

describe('a sign-out without a connection', () => {
  async function offline(changes: Parameters<typeof sessionOver>[0] = {}) {
    const at = world();
    at.isOffline(true);
    const over = sessionOver({ vault: memoryVault(stored({ identity: ADA })), ...changes, world: at });
    await over.session.start();
    await settle();
    await over.session.signOut();
    return { ...over, world: at };
  }

  it('keeps the token only to revoke it, and shows that', async () => {
    const over = await offline();
    expect(over.vault.stored).toEqual({ kind: 'absent' });
    expect(over.session.state()).toEqual({
      kind: 'signed-out',
      because: {
        kind: 'signed-out-here',
        server: 'later',
        account: { name: 'Ada', server: 'login.example.org' },
        response: null,
      },
    });
    expect(over.revokeOnly.tokens).toMatchObject([{ token: 'refresh-secret-0', hint: 'refresh_token', identity: ADA }]);
    expect(over.world.asked.some(({ form }) => form['grant_type'] === 'refresh_token')).toBe(false);
    expect(shownText(over)).not.toContain('secret');
  });

  it('sets the tombstone first, and notes the token before the server is asked: a kill loses neither', async () => {
    const steps: string[] = [];
    const [vault, revokeOnly, at] = [memoryVault(stored({ identity: ADA })), memoryRevokeOnly(), world()];
    const { markSignedOut, destroy } = vault;
    vault.markSignedOut = () => {
      steps.push('markSignedOut');
      return markSignedOut();
    };
    vault.destroy = () => {
      steps.push('destroy');
      return destroy();
    };
    const { write } = revokeOnly;
    revokeOnly.write = (tokens) => {
      steps.push(`note ${tokens.length}`);
      return write(tokens);
    };
    at.on('/revoke', () => {
      steps.push('revoke');
      return new Response('');
    });
    const over = sessionOver({ world: at, vault, revokeOnly });
    await over.session.start();
    await over.session.signOut();
    expect(steps).toEqual(['markSignedOut', 'note 1', 'revoke', 'note 0', 'destroy']);
    expect(over.session.state()).toMatchObject({ because: { server: 'ended' } });
  });

  it('revokes it when the network is back, and shows that', async () => {
    let back = () => {};
    const networkBack = () => new Promise<void>((resolve) => (back = resolve));
    const over = await offline({ networkBack });
    over.world.isOffline(false);
    back();
    await over.clock.advance(60_000);
    expect(over.world.revoked()).toEqual(['refresh-secret-0']);
    expect(over.session.state()).toMatchObject({ because: { server: 'ended' } });
    expect(over.revokeOnly.tokens).toEqual([]);
    await over.clock.advance(24 * HOUR_MS);
    expect(over.world.revoked()).toHaveLength(1);
  });

  it('revokes it after a sleep', async () => {
    const over = await offline();
    over.world.isOffline(false);
    over.clock.sleepThrough(8 * HOUR_MS);
    over.session.woke();
    await over.clock.advance(60_000);
    expect(over.world.revoked()).toEqual(['refresh-secret-0']);
  });

  it('revokes it soon after a wake-up, however rarely it was last retried', async () => {
    const over = await offline();
    // By now, the wait between two retries is 11 minutes, and the last retry was a moment ago.
    const tries = () => over.world.at('/.well-known/oauth-authorization-server').length;
    await over.clock.advance(2 * HOUR_MS);
    const before = tries();
    for (let second = 0; tries() === before && second < 900; second += 1) await over.clock.advance(1_000);
    over.world.isOffline(false);
    over.session.woke();
    await over.clock.advance(4 * 60_000);
    expect(over.world.revoked()).toEqual(['refresh-secret-0']);
  });

  it('revokes it at the next start, spread over ten minutes; the window shows meanwhile that it will', async () => {
    const { revokeOnly } = await offline();
    for (const [random, atMs] of [
      [0, 1_000],
      [0.9, 9 * 60_000],
    ] as const) {
      const store = memoryRevokeOnly(revokeOnly.tokens);
      const over = sessionOver({ world: world(), revokeOnly: store, random: () => random });
      await over.session.start();
      await settle();
      if (random > 0) {
        expect(over.session.state()).toMatchObject({ because: { server: 'later', account: { name: 'Ada' } } });
        await over.clock.advance(atMs - 1_000);
        expect(over.world.at('/revoke')).toEqual([]);
      }
      await over.clock.advance(2_000);
      expect(over.world.at('/revoke')).toHaveLength(1);
      expect(store.tokens).toEqual([]);
    }
  });

  it('tries again ever more rarely, while the server is in trouble', async () => {
    const over = await offline();
    over.world.isOffline(false);
    over.world.on('/revoke', () => new Response('', { status: 503 }));
    await over.clock.advance(24 * HOUR_MS);
    const tries = over.world.at('/revoke').length;
    expect(tries).toBeGreaterThan(90);
    expect(tries).toBeLessThan(200);
  });

  it('gives up after 30 days, and forgets the token', async () => {
    const over = await offline();
    over.clock.jump(30 * 24 * HOUR_MS);
    expect(await over.session.revokePending()).toBe('nothing');
    expect(over.revokeOnly.tokens).toEqual([]);
    over.world.isOffline(false);
    await over.clock.advance(24 * HOUR_MS);
    expect(over.world.revoked()).toEqual([]);
  });

  it.each([
    ['a refusal', () => Response.json({ error: 'invalid_client' }, { status: 401 }), 'not-ended'],
    ['no endpoint', null, 'no-endpoint'],
  ])('ends with the server’s last response: %s', async (_, response, reported) => {
    const over = await offline();
    over.world.isOffline(false);
    if (response) over.world.on('/revoke', response);
    else over.world.on('/.well-known/oauth-authorization-server', () => Response.json({ issuer: server.baseUrl }));
    await over.clock.advance(5 * 60_000);
    expect(over.session.state()).toMatchObject({ because: { server: reported } });
    expect(over.revokeOnly.tokens).toEqual([]);
  });

  /** A sign-in that is only in memory. `written`: what is kept of it on the disk, to be revoked later. */
  async function signedInUntilQuit() {
    const vault = memoryVault();
    vault.kept = { kind: 'until-quit', because: 'no-keyring' };
    const written: unknown[] = [];
    const revokeOnly = memoryRevokeOnly();
    revokeOnly.write = async (tokens) => void written.push(tokens);
    const at = world();
    const over = sessionOver({ world: at, vault, revokeOnly });
    await over.session.start();
    await signsIn(over);
    return { ...over, world: at, written };
  }

  /** Signs out while a refresh is on its way; `brings` lets it bring this refresh token. */
  async function signOutDuringRefresh({ session, world: at }: Pick<Over, 'session' | 'world'>) {
    const slow = Promise.withResolvers<Response>();
    at.on('/token', () => slow.promise);
    void session.refresh();
    await settle();
    const out = session.signOut();
    await settle();
    return {
      async brings(token: string) {
        slow.resolve(Response.json({ ...TOKENS, refresh_token: token }));
        await out;
      },
    };
  }

  it('keeps nothing of a sign-in that was until the program quits', async () => {
    const over = await signedInUntilQuit();
    over.world.isOffline(true);
    await over.session.signOut();
    expect(over.written).toEqual([]);
    expect(over.session.state()).toMatchObject({ because: { server: 'not-ended' } });
  });

  it('keeps nothing of it either if a refresh brings a newer token meanwhile', async () => {
    const over = await signedInUntilQuit();
    const refresh = await signOutDuringRefresh(over);
    await refresh.brings('refresh-secret-2');
    expect(over.world.revoked()).toEqual(['refresh-secret-2']);
    expect(over.written).toEqual([]);
  });

  it.each([
    ['a newer token meanwhile, none once that is revoked', 'refresh-secret-2', 200, []],
    ['a newer token meanwhile, only that one until the server responds', 'refresh-secret-2', 503, ['refresh-secret-2']],
    ['the same token meanwhile, that one until the server responds', 'refresh-secret-0', 503, ['refresh-secret-0']],
  ])('keeps, if a refresh brings %s', async (_, token, status, kept) => {
    const [at, revokeOnly] = [world(), memoryRevokeOnly()];
    const over = sessionOver({ world: at, vault: memoryVault(stored()), revokeOnly });
    await over.session.start();
    at.on('/revoke', () => new Response('', { status }));
    const refresh = await signOutDuringRefresh(over);
    expect(revokeOnly.tokens).toMatchObject([{ token: 'refresh-secret-0' }]);
    await refresh.brings(token);
    expect(at.revoked()).toEqual([token]);
    expect(revokeOnly.tokens.map((each) => each.token)).toEqual(kept);
  });

  it('reports that the server does not know, if nothing can be kept', async () => {
    const revokeOnly = memoryRevokeOnly();
    revokeOnly.write = () => Promise.reject(new VaultError('no-keyring'));
    expect((await offline({ revokeOnly })).session.state()).toMatchObject({ because: { server: 'not-ended' } });
  });

  it('does not wait for a keyring that asks for its password', async () => {
    const at = world();
    at.isOffline(true);
    const revokeOnly = memoryRevokeOnly();
    revokeOnly.write = () => new Promise(() => {});
    const over = sessionOver({ world: at, vault: memoryVault(stored()), revokeOnly });
    await over.session.start();
    void over.session.signOut();
    await over.clock.advance(3_000);
    expect(over.session.state()).toMatchObject({ kind: 'signed-out', because: { server: 'not-ended' } });
  });

  it.each([
    ['the same person', 'ada', []],
    ['an unknown person', null, []],
    ['a different person', 'bob', ['refresh-secret-left']],
  ])('is canceled by a new sign-in of the same person, never after it: %s', async (_, sub, revoked) => {
    const revokeOnly = memoryRevokeOnly([left()]);
    // The next retry would be due while the code is on the screen.
    const over = sessionOver({ world: world(sub), revokeOnly, random: () => 0.004 });
    await over.session.start();
    await settle();
    await signsIn(over);
    expect(over.world.at('/revoke').map(({ form }) => form['token'])).toEqual(revoked);
    await over.clock.advance(24 * HOUR_MS);
    expect(over.world.at('/revoke').map(({ form }) => form['token'])).toEqual(revoked);
    expect(revokeOnly.tokens).toEqual([]);
  });

  it('is tried again after a sign-in of a different person, if the server could not be reached then', async () => {
    const revokeOnly = memoryRevokeOnly([left()]);
    const at = world('bob');
    const over = sessionOver({ world: at, revokeOnly });
    await over.session.start();
    at.on('/revoke', () => new Response('', { status: 503 }));
    await signsIn(over);
    at.offersRevocation();
    await over.clock.advance(5 * 60_000);
    expect(at.revoked()).toEqual(['refresh-secret-left', 'refresh-secret-left']);
    expect(revokeOnly.tokens).toEqual([]);
  });

  it('is not retried while a code is on the screen, even if a retry that began before it fails meanwhile', async () => {
    const at = world();
    at.on('/token', () => Response.json({ error: 'authorization_pending' }, { status: 400 }));
    const slow = Promise.withResolvers<Response>();
    at.on('/revoke', () => slow.promise);
    const over = sessionOver({ world: at, revokeOnly: memoryRevokeOnly([left()]) });
    await over.session.start();
    void over.session.revokePending();
    await settle();
    for (let codes = 0; codes < 2; codes += 1) {
      void over.session.signIn();
      await settle();
    }
    slow.resolve(new Response('', { status: 503 }));
    await over.clock.advance(5 * 60_000);
    expect(over.session.state()).toMatchObject({ kind: 'awaiting-approval' });
    expect(at.revoked()).toEqual(['refresh-secret-left']);
  });

  it('is gone on with after a sign-in that came to nothing', async () => {
    const revokeOnly = memoryRevokeOnly([left()]);
    const at = world();
    at.on('/token', () => Response.json({ error: 'access_denied' }, { status: 400 }));
    const over = sessionOver({ world: at, revokeOnly });
    await over.session.start();
    await signsIn(over);
    expect(over.session.state()).toMatchObject({ kind: 'failed' });
    await over.clock.advance(5 * 60_000);
    expect(at.revoked()).toEqual(['refresh-secret-left']);
  });

  it('waits for a locked keyring, and goes on when someone opens it', async () => {
    const revokeOnly = memoryRevokeOnly([left()]);
    revokeOnly.locked = true;
    const over = sessionOver({ world: world(), revokeOnly });
    await over.session.start();
    await over.clock.advance(HOUR_MS);
    expect(over.world.at('/revoke')).toEqual([]);
    revokeOnly.locked = false;
    await over.session.keyringMayBeOpen();
    expect(over.session.state()).toMatchObject({ because: { server: 'later' } });
    await over.clock.advance(11 * 60_000);
    expect(over.world.at('/revoke')).toHaveLength(1);
  });

  it('is revoked once, although it is read again when someone unlocks the screen', async () => {
    const over = sessionOver({ world: world(), revokeOnly: memoryRevokeOnly([left()]) });
    await over.session.start();
    await over.session.keyringMayBeOpen();
    await over.session.revokePending();
    expect(over.world.at('/revoke')).toHaveLength(1);
  });

  it('is followed up although the same person’s next sign-in has ended by itself', async () => {
    const ended = { kind: 'ran-out', at: 2 } as const;
    const vault = memoryVault(stored({ identity: ADA, refreshToken: null, ended }));
    const over = sessionOver({ world: world(), vault, revokeOnly: memoryRevokeOnly([left()]) });
    await over.session.start();
    await over.clock.advance(11 * 60_000);
    expect(over.world.at('/revoke').map(({ form }) => form['token'])).toEqual(['refresh-secret-left']);
  });

  it('and found only after another one leaves that one’s result on the screen', async () => {
    const revokeOnly = memoryRevokeOnly([left({ identity: BOB, accountName: 'Bob' })]);
    revokeOnly.locked = true;
    const over = sessionOver({ world: world(), vault: memoryVault(stored({ identity: ADA })), revokeOnly });
    await over.session.start();
    await over.session.signOut();
    revokeOnly.locked = false;
    await over.session.keyringMayBeOpen();
    const ended = { because: { server: 'ended', account: { name: 'Ada' } } };
    expect(over.session.state()).toMatchObject(ended);
    over.world.on('/revoke', () => Response.json({ error: 'invalid_client' }, { status: 401 }));
    await over.clock.advance(11 * 60_000);
    expect(over.world.at('/revoke')).toHaveLength(2);
    expect(over.session.state()).toMatchObject(ended);
  });

  it('is asked for at once by a second sign-out in the terminal', async () => {
    const revokeOnly = memoryRevokeOnly([left()]);
    const over = sessionOver({ world: world(), revokeOnly });
    await over.session.start();
    expect(await over.session.revokePending()).toBe('asked');
    expect(over.session.state()).toMatchObject({ because: { server: 'ended' } });
    expect(await over.session.revokePending()).toBe('nothing');
    expect(over.clock.sleepers()).toBe(0);
  });
});
