import { describe, expect, onTestFinished, test, vi } from 'vitest';
import type { Language } from '../../../locales/catalog.ts';
import { loadCommon } from '../../../locales/common.ts';
import { details } from '../../../locales/details.ts';
import { createFormat } from '../../../locales/format.ts';
import type { Failure, SessionState } from '../../../preload/api.ts';
import { groupsOf } from '../../../renderer/components/groups.ts';
import { SCENES } from '../../renderer/scenes.ts';
import { allMessages } from '../messages.ts';

const NAMES = { server: 'login.example.org', computer: 'ada-thinkpad' };
const en = await allMessages({ language: 'en', systemLocale: 'en-GB' });

describe('details', () => {
  const response = { status: 400, error: 'access_denied', description: 'The user said no' };
  const because = { why: 'server-trouble', code: 'HTTP 503' } as const;
  test.each<[string, Failure, readonly string[]]>([
    [
      'the server’s code and words',
      { kind: 'denied', response, at: 0 },
      ['access_denied: The user said no', 'HTTP 400'],
    ],
    ['a code alone', { kind: 'refused', response: { ...response, description: null } }, ['access_denied', 'HTTP 400']],
    ['words alone', { kind: 'refused', response: { ...response, error: null } }, ['The user said no', 'HTTP 400']],
    ['a status alone', { kind: 'refused', response: { status: 403, error: null, description: null } }, ['HTTP 403']],
    ['nothing, if the server sent nothing', { kind: 'expired', response: null }, []],
    ['the network’s code', { kind: 'unreachable', because, during: 'asking' }, ['HTTP 503']],
    [
      'the field and the rule',
      { kind: 'malformed', field: 'verification_uri', rule: 'must be https' },
      ['field `verification_uri`: must be https'],
    ],
    ['the storage’s trouble', { kind: 'storage', trouble: 'disk-full' }, ['storage: disk-full']],
    [
      'the storage’s trouble after a sign-out',
      { kind: 'not-deleted', trouble: 'io', server: 'ended' },
      ['storage: io'],
    ],
    ['the class of our own fault', { kind: 'unforeseen', name: 'TypeError' }, ['TypeError']],
  ])('are %s', (_, failure, lines) => {
    expect(details(failure)).toEqual(lines);
  });
});

test('every failure and ending has a title and a complete text of the right kind', () => {
  for (const [name, { session }] of SCENES) {
    for (const { title, text, next } of reported(session)) {
      expect(title, name).not.toBe('');
      expect(text, name).not.toBe('');
      expect(`${title} ${text} ${next}`, name).not.toMatch(/undefined|null|NaN|\[object/);
    }
  }
});

test('each state is one line in the tray, and names the server if that helps', () => {
  const lines = new Set(SCENES.map(([, { session }]) => en.trayState(session, NAMES.server)));
  for (const line of lines) expect(line).toMatch(/^[^\n]{1,80}$/);
  expect(lines).toContain('Signed in to login.example.org');
  expect(lines).toContain('Waiting for your phone');
  expect(lines).toContain('Signed in to login.example.org (the last attempt failed)');
  expect(lines).toContain('Not signed out completely');
});

test('declined, expired and stopped are three different texts', () => {
  const response = { status: 400, error: null, description: null };
  const titles = (['denied', 'expired', 'refused'] as const).map(
    (kind) => en.failure({ kind, response, at: 0 }, NAMES).title,
  );
  expect(new Set(titles).size).toBe(3);
});

test.each([
  [
    'without an error after an interruption',
    null,
    true,
    /because an earlier response was lost/,
    /^A response .* was lost/,
  ],
  ['that names the client after one', 'invalid_client', true, /renew the sign-in\. You/, /: the app’s client ID/],
  ['without either', null, false, /renew the sign-in\. You/, /renew this sign-in\. It/],
])('a refusal to renew %s is explained by what is most likely', (_, error, interrupted, trouble, ending) => {
  const refused = { kind: 'refused', response: { status: 400, error, description: null }, interrupted } as const;
  expect(en.signedIn.trouble(refused, NAMES)).toMatch(trouble);
  expect(en.ended({ ...refused, at: 0 }, NAMES).text).toMatch(ending);
});

describe('a new sign-in that failed', () => {
  const failures: readonly Failure[] = SCENES.flatMap(([, { session }]) =>
    session.kind === 'failed' && session.failure.kind !== 'not-deleted' ? [session.failure] : [],
  );
  const account = { name: 'ada@example.org', server: NAMES.server };

  test.each([
    [account, 'Nothing has changed: you’re still signed in on ada-thinkpad as ada@example.org.'],
    [{ ...account, name: null }, 'Nothing has changed: you’re still signed in on ada-thinkpad.'],
  ])('leaves %j signed in, and states that once, without the opposite', (signedInAs, response) => {
    for (const failure of failures) {
      const { text } = en.failure(failure, NAMES, signedInAs);
      expect(text).toContain(response);
      expect(text.match(/Nothing has changed|not signed in/g)).toHaveLength(1);
    }
  });

  test('reports that no one is signed in, if that was so before', () => {
    const response = { status: 400, error: 'access_denied', description: null };
    const { text } = en.failure({ kind: 'denied', response, at: 0 }, NAMES);
    expect(text).toMatch(/^It was declined on the approval page .+ at .+\. You’re not signed in on ada-thinkpad\.$/);
  });
});

test.each([
  ['ended', 'login.example.org has ended the sign-in, so they can no longer be used.'],
  ['ended-before', 'login.example.org had already ended the sign-in, so they can no longer be used.'],
  ['not-ended', 'login.example.org hasn’t ended the sign-in, so anyone who copies the files could use it.'],
  [
    'no-endpoint',
    'login.example.org has no way to end a sign-in early, so anyone who copies the files could use it until it expires.',
  ],
] as const)('files left by a sign-out whose server was %s: whether they are of use is stated', (server, next) => {
  expect(en.failure({ kind: 'not-deleted', trouble: 'read-only', server }, NAMES)).toEqual({
    title: 'Not signed out completely',
    text: 'The sign-in’s files couldn’t be deleted: the disk is write-protected.',
    next,
  });
});

describe('times', async () => {
  const { units } = await loadCommon.en();
  const now = Date.parse('2026-11-23T12:00:00');
  const format = (system: string) => createFormat('en', system, units, () => now);

  test.each([
    [0, '0 seconds'],
    [-5, '0 seconds'],
    [1, '1 second'],
    [59_000, '59 seconds'],
    [59_001, '60 seconds'],
    [60_000, '1 minute'],
    [89_999, '1 minute'],
    [480_000, '8 minutes'],
    [7_199_000, '120 minutes'],
    [7_200_000, '2 hours'],
    [2 * 86_400_000 - 1, '48 hours'],
    [2 * 86_400_000, '2 days'],
    [2.6 * 86_400_000, '3 days'],
    [3.4 * 86_400_000, '3 days'],
    [90 * 86_400_000, '90 days'],
  ])('%i ms are %s', (ms, text) => {
    expect(format('en').duration(ms)).toBe(text);
  });

  test.each([
    [1, '1 minute'],
    [90, '90 minutes'],
    [150, '150 minutes'],
    [60, '1 hour'],
    [36 * 60, '36 hours'],
    [48 * 60, '2 days'],
  ])('%i minutes that someone has set are not rounded: %s', (minutes, text) => {
    expect(format('en').exactly(minutes * 60_000)).toBe(text);
  });

  test.each([
    ['2026-11-23T00:00:00', 'today'],
    ['2026-11-22T23:59:59', 'yesterday'],
    ['2026-11-21T12:00:00', '21 Nov 2026'],
    ['2026-11-24T01:00:00', '24 Nov 2026'],
  ])('%s is %s', (at, text) => {
    expect(format('en-GB').day(Date.parse(at)).text).toBe(text);
  });

  test('the hour is written as the system writes it, whatever the language of the words', () => {
    const at = Date.parse('2026-11-23T14:05:00');
    expect(format('en-GB').time(at)).toBe('14:05');
    expect(format('en-US').time(at)).toMatch(/^2:05\sPM$/);
    expect(format('de-AT').time(at)).toMatch(/^14:05/);
    expect(createFormat('pt-BR', 'en-US', units).time(at)).toMatch(/^0?2:05\sPM$/);
  });

  test('the hour is that of this computer’s time zone', () => {
    onTestFinished(() => void vi.unstubAllEnvs());
    vi.stubEnv('TZ', 'Asia/Kolkata');
    const at = Date.parse('2026-11-23T20:10:00Z');
    expect(format('en-GB').time(at)).toBe('01:40');
    expect(format('en-AU').time(at)).toMatch(/^1:40\s/);
  });
});

describe.each<readonly [Language, readonly string[]]>([
  ['en', ['en-US', 'en-GB', 'en-AU', 'en-CA', 'en-DK', 'en-FI', 'en-JP', 'en-US-u-hc-h23', 'en-US-u-nu-arab']],
  ['de', ['de-DE', 'de-AT', 'de-CH', 'de-LU', 'de-US']],
  ['fr', ['fr-FR', 'fr-BE', 'fr-CH', 'fr-CA', 'fr-DZ']],
  ['es', ['es-ES', 'es-MX', 'es-AR', 'es-419']],
  ['pt-BR', ['pt-BR', 'pt-PT', 'pt-MO']],
  ['ja', ['ja-JP', 'ja-US']],
  ['zh-CN', ['zh-CN', 'zh-SG']],
  ['ar', ['ar-EG', 'ar-MA', 'ar-AE']],
])('%s is written as Intl writes it', async (language, locales) => {
  const { units } = await loadCommon[language]();

  test.each(locales)('times and numbers in %s', (locale) => {
    const format = createFormat(language, locale, units);
    const { hourCycle } = new Intl.DateTimeFormat(locale, { timeStyle: 'short' }).resolvedOptions();
    const time = new Intl.DateTimeFormat(locale, { timeStyle: 'short', ...(hourCycle && { hourCycle }) });
    const times = Array.from({ length: 24 }, (_, hour) => new Date(2026, 10, 23, hour, 5 + 2 * hour).getTime());
    expect(times.map(format.time)).toEqual(times.map((at) => time.format(at).replaceAll(/\s/g, '\u00a0')));

    const number = new Intl.NumberFormat(locale);
    const numbers = [-1000, -1, 0, 0.5, 7, 999, 1000, 123_456];
    expect(numbers.map(format.number)).toEqual(numbers.map((value) => number.format(value)));
  });

  test.each([
    ['second', 1000, 1, 59],
    ['minute', 60_000, 1, 119],
    ['hour', 3_600_000, 2, 47],
    ['day', 86_400_000, 2, 120],
  ] as const)('durations in each unit: %s', (unit, ms, least, most) => {
    const format = createFormat(language, language, units);
    const written = new Intl.NumberFormat(language, { style: 'unit', unit, unitDisplay: 'long' });
    const counts = Array.from({ length: most - least + 1 }, (_, nth) => least + nth);
    expect(counts.map((count) => format.duration(count * ms))).toEqual(
      // Japanese has no spaces, but Intl adds one.
      counts.map((count) => (language === 'ja' ? written.format(count).replace(' ', '') : written.format(count))),
    );
  });
});

test.each([
  ['en', 'Connect'],
  ['de', 'Verbinden'],
  ['fr', 'Se connecter au serveur'],
  ['es', 'Conectar'],
  ['pt-BR', 'Conectar'],
  ['ja', '接続'],
  ['zh-CN', '连接'],
  ['ar', 'اتصال'],
] as const)('the first screen’s button connects, in %s too: %s', async (language, label) => {
  expect((await allMessages({ language, systemLocale: language })).connect.connect).toBe(label);
});

test.each(['', 'C', 'en_US.UTF-8', 'en-US-posix', 'xx', 'not a locale'])(
  'a system locale like %j does not keep times from being written',
  async (systemLocale) => {
    expect((await allMessages({ language: 'en', systemLocale })).time(0)).toMatch(/^\d+:\d\d/);
  },
);

test.each([
  ['WDJB-MJHT', ['WDJB-', 'MJHT']],
  ['AB CD', ['AB ', 'CD']],
  ['WDJBMJHT', ['WDJB', 'MJHT']],
  ['123456', ['123', '456']],
  ['ABCDEFG', ['ABCD', 'EFG']],
  ['ABCDE', ['ABCDE']],
  ['-AB-', ['-', 'AB-']],
  ['شفرةالدخول', ['شفرةالدخول']],
])('the code %s is set in the groups %j, which joined are the code', (userCode, groups) => {
  const drawn = groupsOf(userCode).map(({ letters, join }) => letters + join);
  expect(drawn).toEqual(groups);
  expect(drawn.join('')).toBe(userCode);
});

function reported(session: SessionState) {
  switch (session.kind) {
    case 'failed':
      return [en.failure(session.failure, NAMES, session.signedInAs)];
    case 'needs-you':
      return [en.ended(session.because, NAMES)];
    case 'storage-unreadable':
      return [en.storage(session.trouble)];
    default:
      return [];
  }
}
