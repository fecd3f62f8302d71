/** When the user is asked, and when the user isn't. */
import { describe, expect, it } from 'vitest';
import { createConsent, NO_PROMPT } from '../../../main/local-tools/consent.ts';
import { settle } from '../fake-clock.ts';
import { ACCOUNT, fakeUser, lateClock, NEVER } from './parts.ts';

async function consentOf(user = fakeUser()) {
  /** The tool with a pending question, after each change. */
  const shown: (string | null)[] = [];
  const clock = await lateClock();
  const screen = { covered: false, changed: Promise.withResolvers<void>() };
  let ids = 0;
  const consent = createConsent({
    prompt: user.prompt,
    clock,
    newId: () => `q${++ids}`,
    onChange: () => shown.push(consent.waiting()?.tool ?? null),
    async mayShow() {
      while (screen.covered) await screen.changed.promise;
    },
  });
  const ask = (tool = 'backup', { host = null as string | null, gone = NEVER } = {}) =>
    consent.ask(
      {
        tool,
        account: { ...ACCOUNT, user: 'Ada' },
        host,
        reason: null,
        startedBy: null,
        folder: null,
        severalAccounts: false,
        canKeep: true,
        lockIsKnown: true,
      },
      gone,
    );
  const uncover = () => {
    screen.covered = false;
    screen.changed.resolve();
  };
  return { consent, ask, user, clock, screen, uncover, shown };
}

describe('one question at a time', () => {
  it('is on the screen; the next one follows', async () => {
    const { ask, user, consent, shown } = await consentOf();
    const first = ask('one');
    const second = ask('two');
    await settle();
    expect(user.asked.map(({ tool }) => tool)).toEqual(['one']);
    expect(consent.waiting()?.tool).toBe('one');
    user.answer('once');
    expect(await first).toBe('once');
    await settle();
    expect(consent.waiting()?.tool).toBe('two');
    user.answer('always');
    expect(await second).toBe('always');
    expect(consent.waiting()).toBeNull();
    expect(shown).toEqual(['one', 'one', 'two', null]);
  });

  it('is joined by callers who ask the same, for this host alone', async () => {
    const { ask, user } = await consentOf();
    const answers = [ask(), ask(), ask()];
    const other = ask('backup', { host: 'git.example.org' });
    await settle();
    user.answer('until-lock');
    expect(await Promise.all(answers)).toEqual(['until-lock', 'until-lock', 'until-lock']);
    await settle();
    expect(user.asked).toHaveLength(2);
    user.answer('no');
    expect(await other).toBe('no');
  });
});

describe('a question', () => {
  it('that is not answered ends after a minute, including its wait in the queue', async () => {
    const { ask, user, clock } = await consentOf();
    const first = ask('one');
    const second = ask('two');
    await clock.advance(59_000);
    expect(user.open).toHaveLength(1);
    await clock.advance(2_000);
    expect([await first, await second]).toEqual(['silence', 'silence']);
    expect(user.asked.map(({ tool }) => tool)).toEqual(['one']);
  });

  it('leaves no timer behind', async () => {
    const { ask, user, clock } = await consentOf();
    const before = clock.sleepers();
    const answer = ask();
    await settle();
    user.answer('once');
    await answer;
    await settle();
    expect(clock.sleepers()).toBe(before);
  });

  it('is not shown over a code or a locked screen: it waits', async () => {
    const { ask, user, screen, uncover } = await consentOf();
    screen.covered = true;
    const answer = ask();
    await settle();
    expect(user.asked).toEqual([]);
    uncover();
    await settle();
    user.answer('once');
    expect(await answer).toBe('once');
  });

  it('that waits is not shown once its caller is gone or the app quits', async () => {
    const { ask, user, screen, consent } = await consentOf();
    screen.covered = true;
    const leaving = new AbortController();
    const answers = [ask('one', { gone: leaving.signal }), ask('two')];
    await settle();
    leaving.abort();
    expect(await answers[0]).toBe('silence');
    await settle();
    consent.stop();
    expect(await answers[1]).toBe('stopped');
    await settle();
    expect(user.asked).toEqual([]);
  });

  it('closes when its last caller is gone, and not before', async () => {
    const { ask, user } = await consentOf();
    const leaving = new AbortController();
    const gone = ask('backup', { gone: leaving.signal });
    const stays = ask();
    await settle();
    leaving.abort();
    expect(await gone).toBe('silence');
    expect(user.open).toHaveLength(1);
    user.answer('once');
    expect(await stays).toBe('once');
    const alone = new AbortController();
    const last = ask('other', { gone: alone.signal });
    await settle();
    alone.abort();
    expect(await last).toBe('silence');
    expect(user.open).toHaveLength(0);
  });

  it('is not asked if there is no user to answer', async () => {
    const { ask, user } = await consentOf(fakeUser({ there: false }));
    expect(await ask()).toBe('unavailable');
    expect(user.asked).toEqual([]);
    const { ask: askNoOne } = await consentOf({ ...user, prompt: NO_PROMPT });
    expect(await askNoOne()).toBe('unavailable');
  });

  it('ends when the app quits, and none follows', async () => {
    const { ask, consent, user } = await consentOf();
    const open = ask('one');
    const queued = ask('two');
    await settle();
    user.there = false;
    consent.stop();
    expect([await open, await queued, await ask('three')]).toEqual(['stopped', 'stopped', 'stopped']);
    expect(user.asked).toHaveLength(1);
  });
});

describe('a tool that the user did not allow', () => {
  it('is refused at once, whoever’s question is on the screen, and wherever its own ones wait', async () => {
    const { ask, user } = await consentOf();
    const answers = [ask('backup'), ask('backup', { host: 'git.example.org' })];
    await settle();
    user.answer('no');
    expect(await Promise.all(answers)).toEqual(['no', 'no']);
    void ask('other');
    await settle();
    expect(await ask('backup')).toBe('no');
    user.there = false;
    expect(await ask('third')).toBe('unavailable');
    expect(user.asked.map(({ tool }) => tool)).toEqual(['backup', 'other']);
  });

  it('may ask again if no one has answered', async () => {
    const { ask, user } = await consentOf();
    user.always = 'silence';
    expect([await ask(), await ask()]).toEqual(['silence', 'silence']);
    expect(user.asked).toHaveLength(2);
  });

  it('counts no longer after ten minutes', async () => {
    const { ask, user, clock } = await consentOf();
    user.always = 'no';
    await ask('a');
    await ask('b');
    await clock.advance(10 * 60_000);
    expect([await ask('c'), await ask('d')]).toEqual(['no', 'no']);
    expect(user.asked).toHaveLength(4);
  });

  it('cannot raise a second question for ten minutes, under any host', async () => {
    const { ask, user, clock } = await consentOf();
    const first = ask();
    await settle();
    user.answer('no');
    expect(await first).toBe('no');
    for (let second = 0; second < 599; second += 1) {
      expect(await ask('backup', { host: `h${second}.example.org` })).toBe('no');
      await clock.advance(1_000);
    }
    expect(user.asked).toHaveLength(1);
    await clock.advance(1_000);
    void ask();
    await settle();
    expect(user.asked).toHaveLength(2);
  });

  it('raises at most three questions under any names, and then no tool raises one for ten minutes', async () => {
    const { ask, user, clock } = await consentOf();
    user.always = 'no';
    const shown: number[] = [];
    for (let second = 0; second < 3_600; second += 1) {
      const before = user.asked.length;
      await ask(`name ${second}`);
      if (user.asked.length > before) shown.push(second);
      await clock.advance(1_000);
    }
    // There are three prompts every ten minutes, although the tool asks each second for an hour.
    expect(shown).toHaveLength(18);
    expect(shown.slice(0, 4)).toEqual([0, 1, 2, 602]);
  });

  it('silences the questions of all tools by being silent itself', async () => {
    const { ask, user } = await consentOf();
    user.always = 'silence';
    expect([await ask('a'), await ask('b'), await ask('c'), await ask('d')]).toEqual([
      'silence',
      'silence',
      'silence',
      'resting',
    ]);
    const atOnce = await consentOf();
    atOnce.user.always = 'silence';
    expect(await Promise.all(['a', 'b', 'c', 'd'].map((tool) => atOnce.ask(tool)))).toEqual([
      'silence',
      'silence',
      'silence',
      'resting',
    ]);
  });
});

it('a question that may be shown only in its last five seconds is not shown', async () => {
  const { ask, user, clock, screen, uncover } = await consentOf();
  screen.covered = true;
  const answer = ask();
  await settle();
  await clock.advance(55_001);
  uncover();
  await settle();
  expect(user.asked).toEqual([]);
  expect(await answer).toBe('silence');
});
