import { describe, expect, test } from 'vitest';
import { LANGUAGE_TAGS, languageFor } from '../../../locales/languages.ts';
import { UNNAMED_KEYRING } from '../../../main/vault/protection.ts';
import { keychainName } from '../../../main/vault/safe-storage.ts';
import type { Language, SessionState } from '../../../preload/api.ts';
import { SCENES } from '../../renderer/scenes.ts';
import { ACCOUNT, awaiting } from '../../renderer/snapshots.ts';
import { allMessages } from '../messages.ts';

type Spoken = Awaited<ReturnType<typeof allMessages>>;

const NAMES = { server: 'login.example.org', computer: 'ada-thinkpad' };
const spoken = await Promise.all(LANGUAGE_TAGS.map((language) => allMessages({ language, systemLocale: language })));
const of = (language: Language) => allMessages({ language, systemLocale: language });

describe('the language for a person', () => {
  test('is the one that was chosen, whatever the system prefers', () => {
    expect(languageFor('ja', ['de-DE', 'en'])).toBe('ja');
  });

  test.each<[readonly string[], Language, string]>([
    [['de-DE', 'en-US'], 'de', 'the first that is wanted'],
    [['de-AT'], 'de', 'any region'],
    [['fr-CA', 'en-US', 'zh-Hans-CN', 'fi', 'es-419'], 'fr', 'a list of Windows'],
    [['fi-FI', 'sv-SE', 'es-MX'], 'es', 'the first one that exists'],
    [['en-GB', 'de-DE'], 'en', 'English, where that is wanted first'],
    [['pt-PT'], 'pt-BR', 'Portuguese is read in Portugal too'],
    [['pt'], 'pt-BR', 'Portuguese of no region'],
    [['zh-CN'], 'zh-CN', 'Chinese of the mainland'],
    [['zh-SG'], 'zh-CN', 'Singapore writes Simplified'],
    [['zh-Hans-HK'], 'zh-CN', 'Simplified in Hong Kong, requested explicitly'],
    [['zh'], 'zh-CN', 'Chinese of no region'],
    [['zh-TW'], 'en', 'Traditional is another script'],
    [['zh-Hant-HK', 'ja-JP'], 'ja', 'after Traditional the next language'],
    [['zh-Hant-TW', 'zh-Hans-CN', 'en'], 'zh-CN', 'Simplified as a second wish'],
    [['zh-TW', 'zh'], 'en', 'Linux adds a plain `zh` that no one asked for'],
    [['ar-EG'], 'ar', 'Arabic of any country'],
    [['de_DE.UTF-8', 'de_DE', 'de.UTF-8', 'de'], 'de', 'locales of Linux'],
    [['ca-ES@valencia', 'es-ES'], 'es', 'a locale with a variant'],
    [['c', 'C.UTF-8', 'POSIX', ''], 'en', 'no wish at all'],
    [[], 'en', 'an empty list'],
  ])('of %j is %s: %s', (preferred, language) => {
    expect(languageFor('system', preferred)).toBe(language);
  });
});

describe.each(spoken.map((it) => [it.language, it] as const))('%s', (language, it) => {
  test('is the language that was asked for, written its own way', () => {
    expect(LANGUAGE_TAGS).toContain(language);
    expect(it.direction).toBe(language === 'ar' ? 'rtl' : 'ltr');
  });

  test('has a complete text of the right kind for every failure and ending', () => {
    const titles = new Map<string, string>();
    for (const [name, { session }] of SCENES) {
      for (const { title, text, next } of reported(it, session)) {
        expect(title, name).not.toBe('');
        expect(text, name).not.toBe('');
        expect(`${title} ${text} ${next}`, name).not.toMatch(/undefined|null|NaN|\[object| {2}/);
        titles.set(session.kind === 'failed' ? session.failure.kind : name, title);
      }
    }
    const [denied, expired, refused] = [titles.get('denied'), titles.get('expired'), titles.get('refused')];
    expect(new Set([denied, expired, refused]).size).toBe(3);
  });

  test('shows each state in one line of the tray, and names the server if that helps', () => {
    for (const [name, { session }] of SCENES) {
      const line = it.trayState(session, NAMES.server);
      expect(line).toMatch(/^[^\n]{1,80}$/);
      if (/^signed-in|^needs-you|^requesting/.test(name)) expect(line).toContain(NAMES.server);
    }
  });

  test('mentions a phone in the tray only if one can open the page, in agreement with the window', () => {
    const connection = {
      kind: 'retrying',
      because: { why: 'offline', code: 'net::ERR_INTERNET_DISCONNECTED' },
    } as const;
    const here = awaiting({ onlyOnThisComputer: true }).session;
    const hereInTrouble = awaiting({ onlyOnThisComputer: true }, { connection }).session;
    expect(it.trayState(awaiting().session, NAMES.server)).not.toBe(it.awaiting.waitingHere);
    expect(it.trayState(here, NAMES.server)).toBe(it.awaiting.waitingHere);
    const inTrouble = it.trayState(hereInTrouble, NAMES.server);
    expect(inTrouble.startsWith(it.awaiting.waitingHere)).toBe(true);
    expect(inTrouble).not.toBe(it.awaiting.waitingHere);
  });

  test('names the server that was not found: its name may be mistyped', () => {
    for (const during of ['asking', 'waiting'] as const) {
      const because = { why: 'name-not-found', code: 'net::ERR_NAME_NOT_RESOLVED' } as const;
      expect(it.failure({ kind: 'unreachable', because, during }, NAMES).text).toContain(NAMES.server);
    }
  });

  test('makes the characters of a code distinguishable by ear', () => {
    for (const code of ['0Oo', '1Ili', '-–_.,:/ ']) {
      const heard = [...code].map((character) => it.awaiting.spelled(character));
      expect(new Set(heard).size).toBe(code.length);
    }
  });

  test('has a word for the keychains that have no name', () => {
    for (const name of [UNNAMED_KEYRING, keychainName('darwin', undefined)]) {
      for (const say of [it.kept, it.keptWhere])
        expect(say({ kind: 'keychain', name }).includes(name)).toBe(language === 'en');
      expect(it.signedIn.protect(name).includes(name)).toBe(language === 'en');
    }
    expect(it.keptWhere({ kind: 'keychain', name: 'KWallet' })).toContain('KWallet');
  });

  test('shows in the direction of its script, with account and server, that a phone is needed', () => {
    const { title, text } = it.needsYou(ACCOUNT);
    expect(title).toBe(it.ended({ kind: 'ran-out', at: 0 }, NAMES).title);
    for (const name of [ACCOUNT.name, ACCOUNT.server]) expect(text).toContain(name);
    // A notification's direction depends only on its first letter.
    for (const one of [text, it.needsYou({ ...ACCOUNT, name: null }).text])
      expect(/^\P{L}*\p{Script=Arabic}/u.test(one)).toBe(language === 'ar');
  });

  test('shows how wrong a clock is, and which way', () => {
    const [fast, slow] = [it.clockOff(3 * 60_000), it.clockOff(-3 * 60_000)];
    expect(fast).not.toBe(slow);
    for (const texts of [fast, slow]) expect(texts).toMatch(/3/);
  });

  test('left nothing in English', async () => {
    const english = new Set(textsOf(await of('en')));
    // Each of these is also a word of some other language.
    const shared = [
      'Server',
      'System',
      'Start',
      'Version',
      'Details',
      'Code',
      'Scope',
      'Services',
      'Zoom',
      'Terminal',
      'Updates',
      'Error',
    ];
    const same = ['ltr', 'Transparenc Companion', '.', ' ', ', ', '', 'zero', ...shared];
    const left = language === 'en' ? [] : textsOf(it).filter((text) => english.has(text) && !same.includes(text));
    expect(left).toEqual([]);
  });
});

describe('grammar', () => {
  test('the plural of the time left follows the number', async () => {
    const left = async (language: Language, minutes: number) =>
      (await of(language)).awaiting.timeLeft(minutes * 60_000);
    expect([await left('es', 1), await left('es', 8)]).toEqual(['Queda 1 minuto', 'Quedan 8 minutos']);
    expect([await left('pt-BR', 1), await left('pt-BR', 8)]).toEqual(['Resta 1 minuto', 'Restam 8 minutos']);
    expect([await left('ar', 2), await left('ar', 8), await left('ar', 40)]).toEqual([
      'المتبقي: دقيقتان',
      'المتبقي: 8 دقائق',
      'المتبقي: 40 دقيقة',
    ]);
    expect(await left('ja', 8)).toBe('残り8分');
  });

  test('Arabic is written with the digits of its country', async () => {
    const arabic = await allMessages({ language: 'ar', systemLocale: 'ar-EG' });
    expect(arabic.awaiting.timeLeft(8 * 60_000)).toBe('المتبقي: ٨ دقائق');
    expect(arabic.serverProblem('bad-client-id')).toContain('٢٠٠');
  });

  test.each<[Language, string, string]>([
    ['es', 'T01:05:00', 'a la\u00a01:05'],
    ['es', 'T13:05:00', 'a las\u00a013:05'],
    ['pt-BR', 'T01:05:00', 'à\u00a001:05'],
    ['pt-BR', 'T14:05:00', 'às\u00a014:05'],
    ['de', 'T14:05:00', 'um 14:05\u00a0Uhr'],
  ])('%s writes %s as people do', async (language, time, texts) => {
    const at = Date.parse(`2026-11-20${time}`);
    expect((await of(language)).ended({ kind: 'ran-out', at }, NAMES).text).toContain(texts);
  });

  test('German has no "Uhr" behind a clock of twelve hours', async () => {
    const { text } = (await allMessages({ language: 'de', systemLocale: 'en-US' })).ended(
      { kind: 'ran-out', at: 0 },
      NAMES,
    );
    expect(text).toMatch(/um \d+:\d\d\u00a0[AP]M /);
  });

  test('French has no ordinary space where a line must not wrap', async () => {
    const french = await of('fr');
    const texts = SCENES.flatMap(([, { session }]) => reported(french, session)).flatMap((it) => Object.values(it));
    expect([...textsOf(french), ...texts].filter((text) => / [:;?!»]|« /.test(text))).toEqual([]);
  });

  test('Japanese and Chinese have no space between sentences', async () => {
    for (const language of ['ja', 'zh-CN'] as const) {
      const it = await of(language);
      const texts = SCENES.flatMap(([, { session }]) => reported(it, session)).flatMap((one) => Object.values(one));
      expect([...textsOf(it), ...texts].filter((text) => /[。、，；：！？] /.test(text))).toEqual([]);
    }
  });
});

/** Only the fixed texts, without those that functions return. */
function textsOf(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsOf) : [];
}

function reported(it: Spoken, session: SessionState) {
  switch (session.kind) {
    case 'failed':
      return [it.failure(session.failure, NAMES, session.signedInAs)];
    case 'needs-you':
      return [it.ended(session.because, NAMES)];
    case 'signed-out':
      return session.because ? [it.ended(session.because, NAMES)] : [];
    case 'storage-unreadable':
      return [it.storage(session.trouble)];
    case 'signed-in':
      return session.trouble
        ? [{ title: it.signedIn.title, text: it.signedIn.trouble(session.trouble, NAMES), next: '' }]
        : [];
    default:
      return [];
  }
}
