/** How a sign-in is kept while the app runs, and what makes it retry the disk and the keyring. */
import { describe, expect, it } from 'vitest';
import { VaultError } from '../../../main/vault/types.ts';
import type { StorageTrouble } from '../../../preload/api.ts';
import { fakeClock, settle } from '../fake-clock.ts';
import { GRANT, memoryVault, scriptedServer, sessionOver, stored, TOKENS } from './parts.ts';

/** Shorter than the time until the first refresh, which saves its result. */
const UNTIL_REFRESHED_MS = 1_800_000;
const KEPT = { kind: 'keychain', name: 'GNOME Keyring' } as const;
const OFFERED = { kind: 'weak', better: 'GNOME Keyring' } as const;

/** A server that approves at the first poll. */
function approving() {
  const world = scriptedServer();
  world.on('/start/', () => Response.json(GRANT));
  world.on('/token', () => Response.json(TOKENS));
  return world;
}

/** A session that signed in while the vault refused to save, and how often it was asked to save since. */
async function signedInDespite(trouble: StorageTrouble) {
  const vault = memoryVault();
  let refusing: StorageTrouble | null = trouble;
  let saves = 0;
  const { save } = vault;
  vault.save = async (session) => {
    saves += 1;
    if (refusing) throw new VaultError(refusing);
    return save(session);
  };
  const over = sessionOver({ world: approving(), vault });
  await over.session.start();
  void over.session.signIn();
  await over.clock.advance(5_000);
  saves = 0;
  return {
    ...over,
    saves: () => saves,
    refuse(next: StorageTrouble | null) {
      refusing = next;
    },
    kept: () => {
      const state = over.session.state();
      return state.kind === 'signed-in' ? state.kept : state;
    },
  };
}

describe('a sign-in that could not be saved', () => {
  it.each(['disk-full', 'read-only', 'no-permission', 'io'] as const)(
    'because of the disk (%s) is tried again every minute until it can',
    async (trouble) => {
      const { clock, saves, refuse, kept } = await signedInDespite(trouble);
      await clock.advance(180_000);
      expect(saves()).toBe(3);
      expect(kept()).toEqual({ kind: 'until-quit', because: trouble });
      refuse(null);
      await clock.advance(60_000);
      expect(kept()).toEqual(KEPT);
      await clock.advance(600_000);
      expect(saves()).toBe(4);
    },
  );

  it('is tried again no more often after a refresh that brings nothing', async () => {
    const { session, world, clock, saves } = await signedInDespite('disk-full');
    world.on('/token', () => new Response('', { status: 503 }));
    await session.refresh();
    await clock.advance(60_000);
    expect(saves()).toBe(1);
  });

  it.each([
    ['a sign-out', 'signOut', null],
    ['a refresh', 'refresh', 'refresh-secret-2'],
  ] as const)('is not written after %s: a later retry would bring it back', async (_, next, left) => {
    const { session, world, vault, clock, refuse } = await signedInDespite('disk-full');
    refuse(null);
    world.on('/token', () => Response.json({ ...TOKENS, refresh_token: 'refresh-secret-2' }));
    await session[next]();
    await clock.advance(120_000);
    expect(vault.stored).toMatchObject(left ? { kind: 'value', session: { refreshToken: left } } : { kind: 'absent' });
  });

  it.each(['keyring-locked', 'keyring-changed', 'no-keyring'] as const)(
    'because of the keyring (%s) opens no password prompt by a timer',
    async (trouble) => {
      const { clock, saves, kept } = await signedInDespite(trouble);
      expect(kept()).toEqual({ kind: 'until-quit', because: trouble });
      await clock.advance(UNTIL_REFRESHED_MS);
      expect(saves()).toBe(0);
    },
  );

  it('shows the current obstacle, and doesn’t retry by itself once the keyring is locked', async () => {
    const { clock, saves, refuse, kept } = await signedInDespite('disk-full');
    refuse('read-only');
    await clock.advance(60_000);
    expect(kept()).toEqual({ kind: 'until-quit', because: 'read-only' });
    refuse('keyring-locked');
    await clock.advance(60_000);
    expect(kept()).toEqual({ kind: 'until-quit', because: 'keyring-locked' });
    await clock.advance(UNTIL_REFRESHED_MS);
    expect(saves()).toBe(2);
  });

  it('because of a locked keyring is saved once more each time that someone unlocks the screen', async () => {
    const { session, vault, saves, refuse, kept } = await signedInDespite('keyring-locked');
    await session.keyringMayBeOpen();
    expect(vault.calls).toContain('may ask');
    expect(saves()).toBe(1);
    expect(kept()).toEqual({ kind: 'until-quit', because: 'keyring-locked' });
    refuse(null);
    await session.keyringMayBeOpen();
    expect(kept()).toEqual(KEPT);
    await session.keyringMayBeOpen();
    expect(saves()).toBe(2);
  });

  it.each(['keyring-changed', 'no-keyring', 'disk-full'] as const)(
    'for another reason (%s) is not touched by an unlocked screen',
    async (trouble) => {
      const { session, saves } = await signedInDespite(trouble);
      await session.keyringMayBeOpen();
      expect(saves()).toBe(0);
    },
  );
});

describe('what could not be read', () => {
  const unreadable = (trouble: StorageTrouble) => memoryVault({ kind: 'unreadable', trouble });

  it.each(['keyring-locked', 'no-keyring'] as const)(
    'because of the keyring (%s) is read once more when someone unlocks the screen, and never by a timer',
    async (trouble) => {
      const { session, vault, clock } = sessionOver({ vault: unreadable(trouble) });
      await session.start();
      await session.keyringMayBeOpen();
      expect(session.state()).toEqual({ kind: 'storage-unreadable', trouble });
      vault.stored = stored();
      await clock.advance(24 * 3_600_000);
      expect(session.state()).toEqual({ kind: 'storage-unreadable', trouble });
      await session.keyringMayBeOpen();
      expect(session.state()).toMatchObject({ kind: 'signed-in', kept: KEPT });
    },
  );

  it('for another reason is left to the user', async () => {
    const { session, vault } = sessionOver({ vault: unreadable('damaged') });
    await session.start();
    vault.stored = stored();
    await session.keyringMayBeOpen();
    expect(session.state()).toEqual({ kind: 'storage-unreadable', trouble: 'damaged' });
    await session.tryAgain();
    expect(session.state()).toMatchObject({ kind: 'signed-in', kept: KEPT });
  });

  it('is not read under a sign-in that is on its way', async () => {
    const over = sessionOver({ world: approving(), vault: unreadable('keyring-locked') });
    await over.session.start();
    void over.session.signIn();
    await settle();
    over.vault.stored = stored();
    await over.session.keyringMayBeOpen();
    await over.clock.advance(5_000);
    expect(over.vault.calls).toEqual(['set aside', 'save refresh-secret-1']);
  });

  it.each([
    ['stays in place if the new sign-in would end with the app', 'no-keyring', false],
    ['is set aside if the new sign-in may be written later', 'disk-full', true],
  ] as const)('%s: %s', async (_, because, setsAside) => {
    const over = sessionOver({ world: approving(), vault: unreadable('no-keyring') });
    over.vault.testStorage = async () => ({ kind: 'until-quit', because });
    await over.session.start();
    void over.session.signIn();
    await over.clock.advance(5_000);
    expect(over.vault.calls.includes('set aside')).toBe(setsAside);
    expect(over.session.state()).toMatchObject({ kind: 'signed-in' });
  });
});

describe('protecting what is kept weakly', () => {
  const weakly = () => memoryVault(stored({}, { kept: OFFERED }));

  it('asks the vault, and shows where the sign-in is now kept', async () => {
    const { session, vault, states } = sessionOver({ vault: weakly() });
    await session.start();
    expect(session.state()).toMatchObject({ kind: 'signed-in', kept: OFFERED });
    await session.protect();
    expect(vault.calls).toEqual(['protect']);
    expect(states.at(-1)).toMatchObject({ kind: 'signed-in', account: { name: 'Ada' }, kept: KEPT });
  });

  it('that fails is shown, changes nothing, and can be tried again', async () => {
    const { session, vault } = sessionOver({ vault: weakly() });
    const { protect } = vault;
    vault.protect = async () => Promise.reject(new VaultError('keyring-locked'));
    await session.start();
    await session.protect();
    expect(session.state()).toMatchObject({
      kind: 'failed',
      failure: { kind: 'not-protected', trouble: 'keyring-locked' },
      signedInAs: { name: 'Ada' },
    });
    session.dismiss();
    expect(session.state()).toMatchObject({ kind: 'signed-in', kept: OFFERED });

    await session.protect();
    vault.protect = protect;
    await session.tryAgain();
    session.dismiss();
    expect(session.state()).toMatchObject({ kind: 'signed-in', kept: KEPT });
    expect(vault.calls).toEqual(['protect']);
  });

  it('reports after ten seconds that the keyring is probably waiting for its password', async () => {
    const { session, vault, clock, states } = sessionOver({ vault: weakly() });
    const { promise, resolve } = Promise.withResolvers<typeof KEPT>();
    vault.protect = () => promise;
    await session.start();
    const protecting = session.protect();
    await clock.advance(9_999);
    expect(session.state()).toMatchObject({ kind: 'signed-in' });
    await clock.advance(1);
    expect(session.state()).toEqual({ kind: 'loading', keyring: 'waiting' });
    resolve(KEPT);
    await protecting;
    expect(session.state()).toMatchObject({ kind: 'signed-in', kept: KEPT });
    await clock.advance(600_000);
    expect(states.filter(({ kind }) => kind === 'loading')).toHaveLength(2);
  });

  it('covers no code that is on the screen, although the keyring waits', async () => {
    const vault = weakly();
    vault.protect = () => new Promise(() => {});
    const world = approving();
    world.on('/token', () => Response.json({ error: 'authorization_pending' }, { status: 400 }));
    const { session, clock } = sessionOver({ world, vault });
    await session.start();
    void session.protect();
    void session.signIn();
    await clock.advance(10_000);
    expect(session.state()).toMatchObject({ kind: 'awaiting-approval' });
  });

  it.each([
    ['its response', async () => KEPT],
    ['its failure', async () => Promise.reject(new VaultError('no-keyring'))],
  ])('is forgotten by a sign-out that came before %s', async (_what, responded) => {
    const { session, vault, clock } = sessionOver({ vault: weakly() });
    const { promise, resolve } = Promise.withResolvers<void>();
    vault.protect = () => promise.then(responded);
    await session.start();
    const protecting = session.protect();
    await clock.advance(10_000);
    await session.signOut();
    resolve();
    await protecting;
    expect(session.state()).toMatchObject({ kind: 'signed-out', because: { kind: 'signed-out-here' } });
  });
});

it('a clock that was set back adds nothing to the life of an access token', async () => {
  const issuedAt = Date.UTC(2026, 0, 1, 9);
  const accessToken = { value: 'access-secret-0', issuedAt, expiresAt: Date.UTC(2026, 0, 1, 10), scope: null };
  const session = { refreshToken: null, accessToken, signedInAt: issuedAt };
  const over = sessionOver({ clock: fakeClock(0), vault: memoryVault(stored(session)) });
  await over.session.start();
  expect(over.session.state()).toMatchObject({ kind: 'signed-in' });
  await over.clock.advance(3_600_000);
  expect(over.session.state()).toMatchObject({ kind: 'needs-you', because: { kind: 'ran-out' } });
});

describe('the choice to keep a sign-in without a keyring', () => {
  const UNTIL_QUIT = { kind: 'until-quit', because: 'no-keyring' } as const;
  const WEAK = { kind: 'weak', better: null } as const;

  /** A sign-in that would end with the app. */
  async function signedInUntilQuit() {
    const vault = memoryVault();
    vault.kept = UNTIL_QUIT;
    const over = sessionOver({ world: approving(), vault });
    await over.session.start();
    void over.session.signIn();
    await over.clock.advance(5_000);
    return over;
  }

  it('immediately keeps a sign-in that would have ended with the app', async () => {
    const { session, vault } = await signedInUntilQuit();
    expect(session.state()).toMatchObject({ kind: 'signed-in', kept: UNTIL_QUIT });
    vault.kept = WEAK;
    vault.calls.length = 0;
    await session.keepAsChosen();
    expect(session.state()).toMatchObject({ kind: 'signed-in', kept: WEAK });
    expect(vault.calls).toEqual(['save refresh-secret-1']);
  });

  it('holds, too, while a refresh is in progress that brings nothing', async () => {
    const { session, vault, world } = await signedInUntilQuit();
    const unanswered = Promise.withResolvers<Response>();
    world.on('/token', () => unanswered.promise);
    void session.refresh();
    await settle();
    vault.kept = WEAK;
    const kept = session.keepAsChosen();
    unanswered.resolve(new Response('', { status: 503 }));
    await settle();
    await kept;
    expect(session.state()).toMatchObject({ kind: 'signed-in', kept: WEAK });
    expect(vault.stored).toMatchObject({ session: { refreshToken: 'refresh-secret-1' } });
  });

  it('keeps the new token of a refresh in progress, never the old one', async () => {
    const { session, vault, world } = await signedInUntilQuit();
    const response = Promise.withResolvers<Response>();
    world.on('/token', () => response.promise);
    void session.refresh();
    await settle();
    vault.calls.length = 0;
    const saves = () => vault.calls.filter((call) => call.startsWith('save'));
    // The refresh saves before the choice takes effect.
    Object.defineProperty(vault, 'kept', { get: () => (saves().length > 1 ? WEAK : UNTIL_QUIT) });
    const kept = session.keepAsChosen();
    response.resolve(Response.json({ ...TOKENS, refresh_token: 'refresh-secret-2' }));
    await kept;
    expect(session.state()).toMatchObject({ kind: 'signed-in', kept: WEAK });
    expect(saves()).toEqual(['save refresh-secret-2', 'save refresh-secret-2']);
    expect(vault.stored).toMatchObject({ session: { refreshToken: 'refresh-secret-2' } });
  });

  it('is shown before a sign-in, too, both ways', async () => {
    const vault = memoryVault();
    vault.kept = UNTIL_QUIT;
    let shown: unknown = null;
    const { session } = sessionOver({ vault, onChange });
    function onChange() {
      shown = session.keeping();
    }
    await session.start();
    await settle();
    for (const kept of [WEAK, UNTIL_QUIT]) {
      vault.kept = kept;
      await session.keepAsChosen();
      expect(session.keeping()).toEqual(kept);
      expect(shown).toEqual(kept);
    }
    expect(vault.calls).toEqual([]);
  });

  it('is tested to the end before the app ends, however often it is tested', async () => {
    const { session, vault } = sessionOver();
    const tests = [Promise.withResolvers<typeof KEPT>(), Promise.withResolvers<typeof KEPT>()];
    let begun = 0;
    vault.testStorage = () => tests[begun++]?.promise ?? Promise.resolve(KEPT);
    void session.testStorage();
    void session.testStorage();
    let isOver = false;
    void session.storageTested().then(() => (isOver = true));
    for (const test of tests.toReversed()) {
      await settle();
      expect(isOver).toBe(false);
      test.resolve(KEPT);
    }
    await settle();
    expect(isOver).toBe(true);
  });

  it.each(['disk-full', 'keyring-locked'] as const)('writes nothing that %s keeps out', async (trouble) => {
    const { session, saves, kept } = await signedInDespite(trouble);
    await session.keepAsChosen();
    expect(saves()).toBe(0);
    expect(kept()).toEqual({ kind: 'until-quit', because: trouble });
  });
});

describe('the vault', () => {
  /** A session, and its calls to the vault since the last check. */
  function watched() {
    const used: string[] = [];
    const vault = new Proxy(memoryVault(), {
      get(target, name, receiver) {
        const value: unknown = Reflect.get(target, name, receiver);
        if (typeof value === 'function') used.push(String(name));
        return value;
      },
    });
    return { ...sessionOver({ world: approving(), vault }), used: () => used.splice(0) };
  }

  // Each save derives two keys, and each load one: see test/unit/vault/cost.test.ts.
  it('is read once at a start, and written once for a sign-in and for each refresh', async () => {
    const { session, clock, world, used } = watched();
    await session.start();
    await settle();
    expect(used(), 'the first start').toEqual(['load', 'testStorage']);
    const signedIn = session.signIn();
    await clock.advance(5_000);
    await signedIn;
    expect(used(), 'a sign-in').toEqual(['testStorage', 'replace']);
    await session.refresh();
    expect(used(), 'a refresh').toEqual(['beginRotation', 'save']);
    world.on('/token', () => new Response('', { status: 503 }));
    await session.refresh();
    expect(used(), 'a refresh without a response').toEqual(['beginRotation']);
    await session.start();
    await settle();
    expect(used(), 'a later start').toEqual(['load']);
    await session.signOut();
    expect(used(), 'a sign-out').toEqual(['markSignedOut', 'destroy', 'testStorage']);
  });
});

it('a sign-in whose files were deleted outside the app is gone once it is read again, for tools too', async () => {
  const { session, vault } = sessionOver({ vault: memoryVault(stored()) });
  await session.start();
  vault.stored = { kind: 'absent' };
  await session.start();
  expect(session.state()).toMatchObject({ kind: 'signed-out' });
  expect(session.holder()).toBeNull();
});

it('a sign-in that cannot be read again at the moment is still there', async () => {
  const { session, vault } = sessionOver({ vault: memoryVault(stored()) });
  await session.start();
  const holder = session.holder();
  vault.stored = { kind: 'unreadable', trouble: 'keyring-locked' };
  await session.start();
  expect(holder).not.toBeNull();
  expect(session.holder()).toEqual(holder);
});
