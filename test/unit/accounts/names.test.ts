import { describe, expect, it } from 'vitest';
import { defaultName, isSameName, nameProblem, normalizedName } from '../../../main/accounts/names.ts';

describe('the default name', () => {
  it.each([
    ['login.example.org', 'example'],
    ['id.northwind.example', 'northwind'],
    ['login.test.example.org', 'test'],
    ['sso.www.auth.acme.co.uk', 'acme'],
    ['LOGIN.Example.ORG', 'example'],
    ['example.org', 'example'],
    ['login.example.org:8443', 'example'],
    ['localhost:3000', 'localhost'],
    ['intranet', 'intranet'],
    ['sso1.corp2', 'sso1'],
    // No part is meaningful, so the name is the host.
    ['login.org', 'login.org'],
    ['id.me', 'id.me'],
    // The name is never a reserved word or an IP address.
    ['login', 'account'],
    ['sso', 'account'],
    ['127.0.0.1', 'localhost'],
    ['192.168.0.7:8080', 'account'],
    ['[::1]:3000', 'localhost'],
    ['[fe80::1]', 'account'],
    ['xn--mller-kva.example', 'xn--mller-kva'],
    [`${'a'.repeat(63)}.example`, 'a'.repeat(32)],
  ])('of %s is %s', (host, name) => {
    expect(defaultName(host, 'ada@example.org', [])).toBe(name);
  });

  it.each(['account', 'accounts', 'auth', 'id', 'identity', 'idp', 'login', 'oauth', 'oidc', 'signin', 'sso', 'www'])(
    'is never made of the word %s, which servers of everyone have',
    (word) => {
      expect(defaultName(`${word}.example.org`, null, [])).toBe('example');
      expect(defaultName(word, null, [])).toBe('account');
    },
  );

  it.each([
    ['ada@example.org', 'example-ada'],
    ['Ada Lovelace', 'example-AdaLovelace'],
    ['ädä', 'example-ädä'],
    // One character per letter, as in a name that a user types.
    ['a\u0308d', 'example-\u00e4d'],
    // This is a claim by the server, so everything is removed that a shell, a terminal or a reader could misinterpret.
    ['$(rm -rf ~)', 'example-rm-rf'],
    ['a;b|c&d`e\'f"g', 'example-abcdefg'],
    ['--all', 'example-all'],
    ['\u202eada\u0000\n', 'example-ada'],
    ['../../etc', 'example-etc'],
    ['💥', 'example-2'],
    // Fillers and selectors count as letters and marks, but are invisible.
    ['\u3164', 'example-2'],
    ['a\u034fd\ufe0fa\u115f', 'example-ada'],
    ['@', 'example-2'],
    [null, 'example-2'],
  ])('has the user name %j in it if it is taken: %s', (user, name) => {
    expect(defaultName('login.example.org', user, ['Example'])).toBe(name);
  });

  it('is a free and usable one, however many are taken and however long the names are', () => {
    const taken: string[] = [];
    for (let n = 0; n < 20; n += 1) {
      const name = defaultName(`${'a'.repeat(63)}.example.org`, 'ada.lovelace'.repeat(9), taken);
      expect(nameProblem(name, taken)).toBeNull();
      taken.push(name);
    }
    expect(new Set(taken).size).toBe(20);
  });

  it('never looks like an id', () => {
    expect(nameProblem(defaultName('0123456789abcdef.example.org', null, []), [])).toBeNull();
  });
});

describe('a name that a user types', () => {
  it.each(['Work', 'test-2', 'büro', 'كونتو', 'हिन्दी', '仕事', 'a', '2nd', 'a.b_c-d'])('may be %s', (name) => {
    expect(nameProblem(normalizedName(`  ${name} `), [])).toBeNull();
  });

  it.each([
    ['', 'empty'],
    ['a'.repeat(33), 'too-long'],
    ['two words', 'bad-character'],
    ['-all', 'bad-character'],
    ['a;b', 'bad-character'],
    ['a$b', 'bad-character'],
    ['a/b', 'bad-character'],
    ['a\u202eb', 'bad-character'],
    ['a\u200bb', 'bad-character'],
    ['a\nb', 'bad-character'],
    ['*', 'bad-character'],
    // These are letters and marks, but are invisible.
    ['\u3164', 'bad-character'],
    ['work\u034f', 'bad-character'],
    ['work\ufe0f', 'bad-character'],
    ['0123456789abcdef', 'bad-character'],
  ])('may not be %j: %s', (name, problem) => {
    expect(nameProblem(name, [])).toBe(problem);
  });

  it.each(['work', 'WORK', 'Ｗork'])('may not be one that is taken: %s', (other) => {
    expect(nameProblem('Work', [other])).toBe('taken');
    expect(isSameName('Work', other)).toBe(true);
  });

  it('may be one that only counts as the same in capitals', () => {
    expect(nameProblem('straße', ['strasse'])).toBeNull();
  });
});
