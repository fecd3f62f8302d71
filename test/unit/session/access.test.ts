/** Requests for the access token (R1). */
import { describe, expect, it } from 'vitest';
import { memoryVault, scriptedServer, sessionOver, stored } from './parts.ts';

/** A server that numbers its tokens, and a signed-in session. */
async function signedIn(fields: object) {
  const world = scriptedServer();
  world.on('/token', () => {
    const number = world.at('/token').length;
    return Response.json({ access_token: `access-${number}`, refresh_token: `refresh-${number}`, ...fields });
  });
  const parts = sessionOver({ world, vault: memoryVault(stored()) });
  await parts.session.start();
  return parts;
}

describe('an access token', () => {
  it('is handed out again while it lasts as long as it is needed', async () => {
    const { session, clock } = await signedIn({ expires_in: 600 });
    expect(await session.accessToken(0)).toBe('access-1');
    await clock.advance(299_999);
    expect(await session.accessToken(300_000)).toBe('access-1');
  });

  it('is not requested twice in ten seconds, whoever caused the request before', async () => {
    const { session, clock, world } = await signedIn({ expires_in: 600 });
    await session.refresh();
    expect(await session.accessToken(600_000)).toBeNull();
    await clock.advance(9_999);
    expect(await session.accessToken(600_000)).toBeNull();
    expect(world.at('/token')).toHaveLength(1);
    await clock.advance(1);
    await session.accessToken(600_000);
    expect(world.at('/token')).toHaveLength(2);
  });

  it('is replaced when too little of its life is left', async () => {
    const { session, clock, world } = await signedIn({ expires_in: 600 });
    await session.accessToken(0);
    await clock.advance(300_000);
    expect(await session.accessToken(300_000)).toBe('access-2');
    expect(world.at('/token').at(-1)?.form['refresh_token']).toBe('refresh-1');
  });

  it('with an unknown expiry is handed out until a refresh brings another', async () => {
    const { session } = await signedIn({});
    expect(await session.accessToken(0)).toBe('access-1');
    expect(await session.accessToken(3_600_000)).toBe('access-1');
    await session.refresh();
    expect(await session.accessToken(0)).toBe('access-2');
  });

  it('keeps its scope through a refresh that names none', async () => {
    const fields: { scope?: string } = { scope: 'read' };
    const { session } = await signedIn(fields);
    const scope = async () => {
      await session.refresh();
      return session.heldAccess()?.scope;
    };
    expect(await scope()).toBe('read');
    delete fields.scope;
    expect(await scope()).toBe('read');
    fields.scope = 'read write';
    expect(await scope()).toBe('read write');
  });

  it.each([' read', 'read  list', ['read'], 7])(
    'has no known scope after a refresh that names it as %j',
    async (named) => {
      const fields: { scope: unknown } = { scope: 'read write' };
      const { session } = await signedIn(fields);
      await session.refresh();
      fields.scope = named;
      await session.refresh();
      expect(session.heldAccess()).toMatchObject({ token: 'access-2', scope: null });
    },
  );
});
