/** How windows, tray and notifications see an account, and the order of several. */
import { describe, expect, it } from 'vitest';
import { viewOf, worstFirst } from '../../../../main/app/state/snapshots.ts';
import { nameOfBinding } from '../../../../main/vault/layout.ts';
import type { SessionState } from '../../../../preload/api.ts';
import { accountView, awaiting, failed, signedIn } from '../../../renderer/snapshots.ts';
import { accountsWorld } from '../account-list/accounts-world.ts';

const WELL = signedIn().session;
const REFUSED = { status: 400, error: 'invalid_client', description: null };

describe('of several accounts', () => {
  it('the one that needs the user most comes first, those alike by their names', () => {
    const states: readonly (readonly [string, SessionState])[] = [
      ['well b', WELL],
      ['at rest', { kind: 'signed-out', because: null }],
      ['well a', WELL],
      ['loading', { kind: 'loading', keyring: 'quick' }],
      ['leaving', { kind: 'signing-out' }],
      ['a code on the screen', awaiting().session],
      ['unreadable', { kind: 'storage-unreadable', trouble: 'damaged' }],
      ['refused', signedIn({ trouble: { kind: 'refused', response: REFUSED } }).session],
      ['without a server', { kind: 'no-server' }],
      ['unreachable', signedIn({ connection: { kind: 'retrying', because: { why: 'offline', code: 'x' } } }).session],
      ['code', { kind: 'requesting-code' }],
      [
        'failed, and still signed in',
        failed({ kind: 'denied', response: REFUSED, at: 1 }, { name: 'ada', server: 'x' }).session,
      ],
      ['ended', { kind: 'needs-you', because: { kind: 'ran-out', at: 1 }, account: { name: 'ada', server: 'x' } }],
      ['failed', failed({ kind: 'denied', response: REFUSED, at: 1 }).session],
      [
        'someone else',
        {
          kind: 'someone-else',
          expected: { name: 'ada', server: 'x' },
          approvedBy: { name: 'bob', server: 'x' },
          approver: { kind: 'someone-else' },
          was: 'signed-in',
        },
      ],
    ];
    const sorted = worstFirst(states.map(([name, session]) => accountView({ name, session })));
    expect(sorted.map(({ name }) => name)).toEqual([
      'someone else',
      'ended',
      'failed',
      'unreadable',
      'a code on the screen',
      'code',
      'failed, and still signed in',
      'refused',
      'unreachable',
      'leaving',
      'loading',
      'at rest',
      'without a server',
      'well a',
      'well b',
    ]);
  });
});

describe('an account', () => {
  it('is shown with its person, or with a note if the server identifies no one', async () => {
    const { start, a } = accountsWorld();
    const app = start();
    await app.list.start();
    const seen = () => viewOf(app.account('a'), null);
    expect(seen()).toMatchObject({ user: null, identified: true, session: { kind: 'signed-out' }, lockedBy: null });
    await app.signIn(app.account('a').id, 'ada');
    expect(seen()).toMatchObject({ user: 'ada@example.org', identified: true, server: { url: a.baseUrl } });
    await app.list.remove(app.account('a').id);
    const id = await app.add(a, null);
    const unknown = app.list.all().find((account) => account.id === id);
    expect(unknown && viewOf(unknown, null)).toMatchObject({ user: null, identified: false });
  });

  it('is seen as a question while someone else’s sign-in waits, and as it is beneath', async () => {
    const { start } = accountsWorld();
    const app = start();
    await app.list.start();
    await app.signIn(app.account('a').id, 'ada');
    await app.signIn(app.account('a').id, 'mallory');
    expect(viewOf(app.account('a'), null)).toMatchObject({
      user: 'ada@example.org',
      session: {
        kind: 'someone-else',
        expected: { name: 'ada@example.org' },
        approvedBy: { name: 'mallory@example.org' },
        approver: { kind: 'someone-else' },
        was: 'signed-in',
      },
    });
  });

  it('is seen as another question if the approver has an account, or the server did not identify them', async () => {
    const { start, a } = accountsWorld();
    const app = start();
    await app.list.start();
    const { id } = app.account('a');
    await app.signIn(id, 'ada');
    await app.add(a, 'grace', 'test');
    for (const [person, approver] of [
      ['mallory', { kind: 'someone-else' }],
      ['grace', { kind: 'has-account', account: 'test' }],
      [null, { kind: 'not-reported' }],
    ] as const) {
      await app.signIn(id, person);
      expect(viewOf(app.account('a'), null).session).toMatchObject({ kind: 'someone-else', approver });
      await app.list.answer(id, 'discard');
    }
  });

  it('needs an administrator, not the user, while their file has a problem', async () => {
    const app = accountsWorld().start();
    await app.list.start();
    const problem = { file: '/etc/x', why: 'wrong-field', field: 'theme', rule: 'must be …' } as const;
    expect(viewOf(app.account('a'), problem).session).toEqual({ kind: 'misconfigured', problem });
    const world = accountsWorld();
    world.vault(nameOfBinding(app.account('a').server)).stored = { kind: 'unreadable', trouble: 'damaged' };
    const unread = await world.restart();
    expect(viewOf(unread.account('a'), null).session.kind).toBe('storage-unreadable');
    expect(viewOf(unread.account('a'), problem).session.kind).toBe('misconfigured');
  });
});
