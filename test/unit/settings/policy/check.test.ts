import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { checkBytes, checkFile } from '../../../../main/settings/policy/check.ts';

const checked = (text: string) => checkBytes(new TextEncoder().encode(text));
/** Positions in the format of compilers. */
const named = (text: string) =>
  checked(text).problems.map(({ at, field, rule }) =>
    [at ? `${at.line}:${at.column}` : '-', field ?? '-', rule].join(' '),
  );

describe('an administrator’s file', () => {
  it('without errors is described by what it sets', () => {
    const text = '\ufeff{"$schema": "./config.schema.json", "serverUrl": "https://login.example.org", "theme": "dark"}';
    expect(checked(text)).toEqual({ problems: [], sets: ['serverUrl', 'theme'] });
    for (const nothing of ['{}', '{"$schema": "./config.schema.json"}'])
      expect(checked(nothing)).toEqual({ problems: [], sets: [] });
  });

  it('with several problems has all of them listed, from top to bottom, and its valid fields too', () => {
    const text = `{
  "theme": "purple",
  "sever": "https://login.example.org",
  "clientId": "desks",
  "proxy": {
    "mode": "fixed",
    "bypass": 3
  },
  "updates": "no"
}`;
    expect(named(text)).toEqual([
      '2:3 theme must be system, light or dark',
      '3:3 sever must be left out: there is no such field',
      '5:3 proxy.rules must be given',
      '7:5 proxy.bypass must be text',
      '9:3 updates must be true or false',
    ]);
    expect(checked(text).sets).toEqual(['clientId']);
  });

  it('has the problems of one line named from left to right', () => {
    expect(named('{"theme": "purple", "sever": "x", "updates": "no"}').map((each) => each.split(' ')[0])).toEqual([
      '1:2',
      '1:21',
      '1:35',
    ]);
  });

  it('has the problems of each account named', () => {
    const text = `{
  "accounts": [
    { "name": "a" },
    { "name": "b c",
      "serverUrl": "b.example" }
  ]
}`;
    expect(named(text)).toEqual([
      '3:5 accounts.0.serverUrl must be given',
      '4:7 accounts.1.name must be 1 to 32 letters, digits or . _ - and begin with a letter or digit',
      '5:7 accounts.1.serverUrl must be an address such as https://login.example.org',
    ]);
  });

  it('has a name that two accounts share reported together with other problems', () => {
    const text = `{
  "accounts": [
    { "name": "A", "serverUrl": "https://a.example.org", "scop": "x" },
    { "name": "a" }
  ]
}`;
    expect(named(text)).toEqual([
      '2:3 accounts must give each account a name of its own',
      '3:58 accounts.0.scop must be left out: there is no such field',
      '4:5 accounts.1.serverUrl must be given',
    ]);
  });

  it.each([
    ['{\n  "theme": "dark"\n  "updates": false\n}', ['3:3 - must contain a JSON object: comma expected']],
    ['\n [{}]', ['2:2 - must contain a JSON object: opening brace expected']],
    ['', ['1:1 - must contain a JSON object: value expected']],
    ['{ "accounts": [ ] }', ['1:3 accounts must have an account']],
    ['{"theme": "dark", "theme": "light"}', ['1:19 theme must be given once']],
    [`{"theme": ${'['.repeat(101)}${']'.repeat(101)}}`, ['1:111 - must not have too many brackets inside one another']],
  ])('that holds %j: %j', (text, problems) => {
    expect(named(text)).toEqual(problems);
  });

  it.each(['{ }', '{\n}', ' { "theme" : "dark" } '])('may have blanks anywhere: %j', (text) => {
    expect(checked(text).problems).toEqual([]);
  });

  it('that is no JSON sets nothing', () => {
    expect(checked('{').sets).toEqual([]);
  });

  it('is read as UTF-8 and nothing else', () => {
    const utf16 = new Uint8Array([0xff, 0xfe, 0x7b, 0, 0x7d, 0]);
    expect(checkBytes(utf16).problems).toEqual([{ at: null, field: null, rule: 'must be text in UTF-8' }]);
  });

  it('that cannot be read is a problem', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'companion-check-'));
    onTestFinished(() => rm(folder, { recursive: true }));
    const ruleOf = async (file: string) => {
      const { problems, sets } = await checkFile(file);
      expect(sets).toEqual([]);
      return problems[0]?.rule;
    };
    expect(await ruleOf(join(folder, 'none.json'))).toBe('must exist');
    await mkdir(join(folder, 'a-folder'));
    expect(await ruleOf(join(folder, 'a-folder'))).toBe('must be a file');
    await writeFile(join(folder, 'long.json'), ' '.repeat(1 << 17));
    expect(await ruleOf(join(folder, 'long.json'))).toBe('must have 65536 bytes at most');
    await writeFile(join(folder, 'good.json'), '{}'.padEnd(1 << 16));
    expect(await ruleOf(join(folder, 'good.json'))).toBeUndefined();
  });
});
