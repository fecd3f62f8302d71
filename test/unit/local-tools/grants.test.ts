/** How long a consent lasts, and where it is kept. */
import { describe, expect, it } from 'vitest';
import { createEvents } from '../../../main/local-tools/events.ts';
import { createGrants } from '../../../main/local-tools/grants.ts';
import { settle } from '../fake-clock.ts';
import { lateClock, memoryRecord } from './parts.ts';

const KEY = { tool: 'git', accountId: 'a1', host: 'git.example.org' };
const ADA = { identity: 'https://login.example.org ada', signedInAt: 1 };

async function grantsOver(record = memoryRecord(), mark: { identity: string | null; signedInAt: number } = ADA) {
  const clock = await lateClock();
  const grants = createGrants({ store: record, clock, onChange: () => undefined });
  await grants.open(mark);
  return { grants, record, clock };
}

describe('a grant', () => {
  it('for ever is there after a restart', async () => {
    const { grants, record } = await grantsOver();
    await grants.add(KEY, 'always');
    expect(grants.list()).toMatchObject([{ ...KEY, duration: 'always', kept: true }]);
    const later = await grantsOver(record);
    expect(later.grants.use(KEY)).toBe(true);
  });

  it('until the screen is locked ends with the app, and when the screen is locked', async () => {
    const { grants, record } = await grantsOver();
    await grants.add(KEY, 'until-lock');
    await grants.add({ ...KEY, tool: 'kept' }, 'always');
    expect((await grantsOver(record)).grants.list().map(({ tool }) => tool)).toEqual(['kept']);
    grants.locked();
    expect(grants.list().map(({ tool }) => tool)).toEqual(['kept']);
  });

  it('for ever lasts until the app quits if nothing protects it, which is shown', async () => {
    const { grants, record } = await grantsOver(memoryRecord({ keeps: false }));
    await grants.add(KEY, 'always');
    expect(grants.list()).toMatchObject([{ kept: false }]);
    expect((await grantsOver(record)).grants.list()).toEqual([]);
  });

  it('is for one tool, one account and one host', async () => {
    const { grants } = await grantsOver();
    await grants.add(KEY, 'always');
    for (const other of [{ tool: 'hub' }, { accountId: 'a2' }, { host: 'evil.example.org' }, { host: null }])
      expect(grants.use({ ...KEY, ...other })).toBe(false);
  });

  it('takes its history along when the sign-in ends', async () => {
    const { grants } = await grantsOver();
    grants.events.note({ at: 1, tool: 'git', accountId: 'a1', host: null, what: 'allowed', problem: null });
    grants.end();
    expect(grants.events.all()).toEqual([]);
  });

  it('ends when another person signs in, and doesn’t return with the first one', async () => {
    const { grants, record } = await grantsOver();
    await grants.add(KEY, 'always');
    await grants.open({ identity: 'https://login.example.org bob', signedInAt: 2 });
    await settle();
    expect(grants.list()).toEqual([]);
    await grants.open({ ...ADA, signedInAt: 3 });
    await settle();
    expect((await grantsOver(record, { ...ADA, signedInAt: 3 })).grants.list()).toEqual([]);
  });

  it('outlives a new sign-in of the same person, and ends with one of an unknown person', async () => {
    const { grants } = await grantsOver();
    await grants.add(KEY, 'always');
    await grants.open({ ...ADA, signedInAt: 7 });
    expect(grants.list()).toHaveLength(1);
    const unknown = await grantsOver(memoryRecord(), { identity: null, signedInAt: 1 });
    await unknown.grants.add(KEY, 'always');
    await unknown.grants.open({ identity: null, signedInAt: 1 });
    expect(unknown.grants.list()).toHaveLength(1);
    await unknown.grants.open({ identity: null, signedInAt: 2 });
    expect(unknown.grants.list()).toEqual([]);
  });

  it('of another person is not taken from the disk', async () => {
    const { grants, record } = await grantsOver();
    await grants.add(KEY, 'always');
    expect(
      (await grantsOver(record, { identity: 'https://login.example.org bob', signedInAt: 2 })).grants.list(),
    ).toEqual([]);
  });

  it('ends with the sign-in', async () => {
    const { grants } = await grantsOver();
    await grants.add(KEY, 'always');
    grants.end();
    expect([grants.list(), grants.use(KEY)]).toEqual([[], false]);
  });

  it.each([null, 'text', { mark: ADA }, { mark: ADA, grants: [{ tool: 1 }], events: [] }])(
    'is not created from an invalid record: %j',
    async (record) => {
      expect((await grantsOver(memoryRecord({ record }))).grants.list()).toEqual([]);
    },
  );
});

describe('a record of a version that wrote less, or wrote it wrongly', () => {
  it.each([undefined, 'text', { at: 'now' }, { at: 1, problem: 'of another version', detail: '' }])(
    'keeps its grants, and ignores a last failure of %j',
    async (failure) => {
      const { grants, record } = await grantsOver();
      await grants.add(KEY, 'always');
      record.record = { ...Object(record.record), failure };
      if (failure === undefined) Reflect.deleteProperty(Object(record.record), 'failure');
      const later = await grantsOver(record);
      expect(later.grants.has(KEY)).toBe(true);
      expect(later.grants.lastFailure()).toBeNull();
    },
  );
});

it('every kind of event is there after a restart', async () => {
  const { grants, record } = await grantsOver();
  const event = { at: 1, tool: 'git', accountId: 'a1', host: null, problem: null };
  for (const what of ['token', 'refused', 'allowed', 'removed'] as const) grants.events.note({ ...event, what });
  await grants.flush();
  expect((await grantsOver(record)).grants.events.all().map(({ what }) => what)).toEqual([
    'removed',
    'allowed',
    'refused',
    'token',
  ]);
});

describe('a failure', () => {
  const FAILED = { problem: 'server-unreachable', detail: 'The server cannot be reached now.' } as const;

  it('counts for ten seconds, and reports how long it still does', async () => {
    const { grants, clock } = await grantsOver();
    grants.failed(FAILED);
    await clock.advance(4_000);
    expect(grants.lastFailure()).toEqual({ ...FAILED, retryAfterMs: 6_000 });
    await clock.advance(6_000);
    expect(grants.lastFailure()).toBeNull();
  });

  it('is written soon, and so are its end and a report of a rejected token; nothing else is', async () => {
    const { grants } = await grantsOver();
    grants.succeeded();
    expect(grants.isDirty()).toBe(false);
    for (const happens of [() => grants.failed(FAILED), grants.succeeded, grants.noteRejected]) {
      happens();
      expect(grants.isDirty()).toBe(true);
      await grants.flush();
    }
  });

  it('is forgotten with the sign-in, and when another person signs in', async () => {
    const { grants } = await grantsOver();
    grants.failed(FAILED);
    expect(grants.lastFailure()).toMatchObject(FAILED);
    await grants.open({ identity: 'https://login.example.org grace', signedInAt: 2 });
    expect(grants.lastFailure()).toBeNull();
    grants.failed(FAILED);
    grants.end();
    expect(grants.lastFailure()).toBeNull();
  });
});

describe('uses', () => {
  it('are written a minute later at most, once for many, and nothing ticks after that', async () => {
    const { grants, record, clock } = await grantsOver();
    await grants.add(KEY, 'always');
    const before = record.writes;
    for (let n = 0; n < 1_000; n += 1) {
      grants.use(KEY);
      grants.events.note({ at: clock.now(), ...KEY, what: 'token', problem: null });
    }
    expect([record.writes - before, grants.isDirty(), clock.sleepers()]).toEqual([0, true, 1]);
    await clock.advance(60_000);
    expect([record.writes - before, grants.isDirty(), clock.sleepers()]).toEqual([1, false, 0]);
    expect((await grantsOver(record)).grants.list()).toMatchObject([{ uses: 1_000 }]);
  });

  it('are written when the app quits', async () => {
    const { grants, record } = await grantsOver();
    await grants.add(KEY, 'always');
    grants.use(KEY);
    grants.events.note({ at: 1, ...KEY, what: 'token', problem: null });
    await grants.flush();
    const later = await grantsOver(record);
    expect(later.grants.list()).toMatchObject([{ uses: 1 }]);
    expect(later.grants.events.all()).toHaveLength(1);
  });
});

describe('what is shown of grants', () => {
  async function followed(record = memoryRecord()) {
    const clock = await lateClock();
    let changes = 0;
    const grants = createGrants({ store: record, clock, onChange: () => (changes += 1) });
    await grants.open(ADA);
    return { grants, record, changes: () => changes };
  }

  it('changes with each grant and each event, and with a lock only if that ends one', async () => {
    const { grants, changes } = await followed();
    grants.events.note({ at: 1, tool: 'git', accountId: 'a1', host: null, what: 'refused', problem: 'declined' });
    expect(changes()).toBe(1);
    await grants.add(KEY, 'until-lock');
    const added = changes();
    expect(added).toBeGreaterThan(1);
    grants.locked();
    expect(changes()).toBe(added + 1);
    grants.locked();
    expect(changes()).toBe(added + 1);
  });

  it('is how each is kept, if the disk takes the next ones only', async () => {
    const { grants, record } = await followed(memoryRecord({ keeps: false }));
    await grants.add(KEY, 'always');
    record.keeps = true;
    await grants.add({ ...KEY, tool: 'for now' }, 'until-lock');
    await grants.add({ ...KEY, tool: 'hub' }, 'always');
    await grants.add({ ...KEY, tool: 'backup' }, 'always');
    expect(grants.list().map(({ kept }) => kept)).toEqual([true, false, true, true]);
  });

  it('does not change if they are written as before, or end when there are none', async () => {
    const { grants, changes } = await followed();
    await grants.add(KEY, 'always');
    grants.events.note({ at: 1, tool: 'git', accountId: 'a1', host: null, what: 'token', problem: null });
    const noted = changes();
    await grants.flush();
    expect(changes()).toBe(noted);
    grants.end();
    const ended = changes();
    grants.end();
    expect(changes()).toBe(ended);
  });

  it('is one grant for each tool and host, the last, and what each was used', async () => {
    const { grants, record } = await followed();
    await grants.add(KEY, 'until-lock');
    await grants.add({ ...KEY, tool: 'hub' }, 'always');
    await grants.add(KEY, 'always');
    grants.use(KEY);
    expect(grants.list()).toMatchObject([
      { tool: 'hub', uses: 0 },
      { tool: 'git', uses: 1, duration: 'always' },
    ]);
    const before = record.writes;
    expect(await grants.remove(() => false)).toBe(0);
    expect(record.writes).toBe(before);
  });

  it('is no more events than the list has room for, wherever they come from', () => {
    const events = createEvents(() => undefined);
    const event = { tool: 'git', accountId: 'a1', host: null, what: 'token', problem: null } as const;
    const many = Array.from({ length: 1_000 }, (_, at) => ({ ...event, at }));
    events.restore(many);
    const most = events.all().length;
    expect(most).toBeLessThan(1_000);
    events.note({ ...event, at: 1_000 });
    expect([events.all().length, events.all()[0]?.at]).toEqual([most, 1_000]);
  });
});
