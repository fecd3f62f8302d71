import { describe, expect, it } from 'vitest';
import { hasVisible, isVisible, sanitize } from '../../../main/oauth/sanitize.ts';

const named = (characters: readonly string[]) =>
  characters.map((character) => ({ character, name: `U+${character.codePointAt(0)?.toString(16).padStart(4, '0')}` }));

describe('text from a server', () => {
  it.each(
    named([
      ...'\u0000\u0007\b\t\n\r\u001b\u007f\u0085\u009b', // control
      ...'\u2028\u2029', // lines and paragraphs
      ...'\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069', // reading direction
      '\ud800', // half a character
    ]),
  )('has a space for $name', ({ character }) => {
    expect(sanitize(`a${character}b`, 300)).toBe('a b');
  });

  it.each([
    'Grüße',
    '日本語',
    'שלום',
    '👩‍💻',
    '👩🏽‍🚀',
    '❤️‍🔥',
    '1️⃣',
    '葛\u{e0100}城', // the form of an ideograph
    'می\u200cخواهم', // Persian
    'क्\u200dष', // Devanagari
  ])('keeps %s', (text) => {
    expect(sanitize(text, 300)).toBe(text);
  });

  it.each(
    named([
      ...'\u00ad\u034f\u115f\u1160\u17b4\u180b\u180e\u200b\u200c\u200d\u2060\u2061\u2064\u206a\u206f\u2800\u3164\ufe00\ufe0f\ufeff\uffa0\ufff9',
      ...['\u{1bca0}', '\u{1d173}', '\u{e0001}', '\u{e0041}', '\u{e007f}', '\u{e0100}', '\u{e01ef}'],
    ]),
  )('loses $name, which takes no room', ({ character }) => {
    expect(sanitize(`a${character}da${character}`, 300)).toBe('ada');
  });

  it('loses a joiner beside a letter that joins with nothing', () => {
    expect(sanitize('م\u200da\u200cم👩\u200d \u200d💻', 300)).toBe('مaم👩 💻');
  });

  it('keeps four marks on a letter, and loses those that would be drawn over other lines', () => {
    const marks = ['\u0300', '\u0301', '\u0323', '\u0330', '\u0489', '\u20dd'];
    expect(sanitize(`a${marks.join('')}b${'\u0e49'.repeat(200)}`, 300)).toBe(
      `a${marks.slice(0, 4).join('')}b${'\u0e49'.repeat(4)}`,
    );
    for (const word of ['tiếng Việt'.normalize('NFD'), 'שָׁ֑לוֹם', 'བརྒྱུད', 'กี่', '1️⃣']) expect(sanitize(word, 300)).toBe(word);
  });

  it('finds a secret between whose letters a server put characters without width', () => {
    expect(sanitize('s3\u200bcr\u00adet-1', 300, ['s3cret-1'])).toBe('…');
  });

  it.each([
    ["it's a secret!", '…'],
    ["it's%20a%20secret!", '…'],
    ['it%27s+a+secret%21', '…'],
    ['it%27S+a+secret%21', 'it%27S+a+secret%21'],
  ])('is looked through for a secret as forms and URLs spell it: %s', (spelled, shown) => {
    expect(sanitize(`so ${spelled}`, 300, ["it's a secret!"])).toBe(`so ${shown}`);
  });

  it.each(['Pz8/IGl0ID8/Pw==', 'Pz8/IGl0ID8/Pw', 'Pz8_IGl0ID8_Pw'])(
    'is looked through for it as a dump spells it: %s',
    (spelled) => {
      expect(sanitize(`so ${spelled}`, 300, ['??? it ???'])).toMatch(/^so …=*$/);
    },
  );

  it('has one space for several, and none at its ends', () => {
    expect(sanitize('\n a\r\n\r\nb\t', 300)).toBe('a b');
  });

  it('is cut between characters, not inside of one', () => {
    expect(sanitize('👩'.repeat(301), 300)).toBe(`${'👩'.repeat(299)}…`);
    expect(sanitize('👩'.repeat(300), 300)).toBe('👩'.repeat(300));
  });

  it.each([
    ['s3cre', 's3cre'],
    ['s3cret', '…'],
  ])('takes %s for a secret by its length: %s', (secret, shown) => {
    expect(sanitize(secret, 300, [secret])).toBe(shown);
  });

  it('loses every copy of a secret, but no common word', () => {
    expect(sanitize('s3cret-1 and s3cret-1, a cat', 300, ['s3cret-1', 'cat'])).toBe('… and …, a cat');
  });
});

it('shows no piece of a secret that lies across the cut', () => {
  const secret = 's3cret-1234567890';
  expect(sanitize(`${'a'.repeat(295)}${secret}`, 300, [secret])).toBe(`${'a'.repeat(295)}…`);
  expect(sanitize(`${secret.repeat(140)}`, 300, [secret])).toBe('…'.repeat(140));
});

it('is not searched for secrets if it is far too long to be shown', () => {
  expect(sanitize('a'.repeat(8 * 300 + 1), 300)).toBe('…');
  expect(sanitize('a'.repeat(8 * 300), 300)).toBe(`${'a'.repeat(299)}…`);
  expect(sanitize(`${' \n'.repeat(50_000)}a`, 300)).toBe('a');
});

describe('something that a person compares or types', () => {
  it.each(
    named([
      ...'\u0000\u001b\u007f\u00ad\u200b\u200d\u2028\u2029\u202e\u2060\u2066\ufeff\ue000',
      // These letters and marks are invisible: fillers, selectors, a braille cell without dots.
      ...'\u034f\u115f\u1160\u17b4\u180b\u2800\u3164\ufe0f\uffa0',
      '\ud800',
      '\u{e0041}',
      '\u{e0100}',
    ]),
  )('has no $name', ({ character }) => {
    expect(isVisible(`AB${character}CD`)).toBe(false);
  });

  it.each(['WDJB-MJHT', 'wdjb mjht', 'ÄÖÜ', '日本', '123 456'])('may be %s', (text) => {
    expect(isVisible(text)).toBe(true);
  });
});

it.each([
  ['Ada', true],
  [' a ', true],
  ['', false],
  [' \u00a0\u3000', false],
  ['\u200b\u2060', false],
])('whether %j shows anything: %s', (text, expected) => {
  expect(hasVisible(text)).toBe(expected);
});
