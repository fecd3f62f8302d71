/** What the history and the log of an organization record of tools. */
import { describe, expect, it } from 'vitest';
import { settle } from '../fake-clock.ts';
import { asks, fakeUser, memoryRecord, NEVER } from './parts.ts';
import { signedIn } from './signed-in-broker.ts';

describe('the log of an organization', () => {
  it('records each new consent and its duration, and nothing for an earlier one', async () => {
    const made = await signedIn({ user: fakeUser() });
    for (const answer of ['once', 'until-lock', 'always'] as const) {
      const asked = made.broker.token(asks({ tool: answer, host: 'git.example.org' }), NEVER);
      await settle();
      made.user.answer(answer);
      await asked;
    }
    await made.broker.token(asks({ tool: 'always', host: 'git.example.org' }), NEVER);
    expect(made.told).toEqual(
      ['once', 'until-lock', 'always'].map((answer) => ({
        event: 'consent-given',
        tool: answer,
        host: 'git.example.org',
        duration: answer,
      })),
    );
  });

  it('gets one line for a hundred callers of one answer that is remembered', async () => {
    const made = await signedIn({ user: fakeUser() });
    const waiting = Array.from({ length: 100 }, () => made.broker.token(asks(), NEVER));
    await settle();
    made.user.answer('until-lock');
    await Promise.all(waiting);
    expect(made.told).toHaveLength(1);
  });

  it('gets nothing of a refusal', async () => {
    const made = await signedIn({ user: fakeUser() });
    const asked = made.broker.token(asks(), NEVER);
    await settle();
    made.user.answer('no');
    await asked;
    expect(made.told).toEqual([]);
  });

  it('records consent given in advance, and consent that the user removed', async () => {
    const { broker, told } = await signedIn();
    await broker.allow(asks(), NEVER);
    await broker.remove({ tool: 'backup', account: null, server: null, host: null });
    await broker.remove({ tool: 'backup', account: null, server: null, host: null });
    expect(told).toEqual([
      { event: 'consent-given', tool: 'backup', host: null, duration: 'always' },
      { event: 'consent-withdrawn', reason: 'removed', tool: 'backup', host: null },
    ]);
  });
});

describe('the history', () => {
  it('contains tools and problems, but no tokens and no texts of the caller', async () => {
    const { broker, grants } = await signedIn({ record: memoryRecord() });
    await broker.token(asks({ reason: 'words of the caller', folder: '/home/ada/secret' }), NEVER);
    await broker.token(asks({ account: 'none', reason: 'words of the caller' }), NEVER);
    expect(grants.events.all().map(({ tool, what, problem }) => [tool, what, problem])).toEqual([
      ['backup', 'refused', 'unknown-account'],
      ['backup', 'token', null],
      ['backup', 'allowed', null],
    ]);
    expect(JSON.stringify(grants.events.all())).not.toMatch(/secret|words/);
  });

  it('contains what the user did not allow, and no permission for once', async () => {
    const user = fakeUser();
    user.always = 'once';
    const { broker, grants } = await signedIn({ user });
    await broker.token(asks(), NEVER);
    user.always = 'no';
    await broker.token(asks(), NEVER);
    expect(grants.events.all().map(({ what, problem }) => [what, problem])).toEqual([
      ['refused', 'declined'],
      ['token', null],
    ]);
  });

  it('ends at 500 lines, the newest', async () => {
    const { broker, grants } = await signedIn();
    for (let n = 0; n < 600; n += 1) await broker.token(asks(), NEVER);
    // The first line is about the permission.
    expect(grants.events.all().map(({ what }) => what)).toEqual(Array(500).fill('token'));
  });
});
