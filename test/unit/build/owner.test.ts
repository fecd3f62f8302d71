/** The owner's facts: a release with a placeholder fails, and every place matches owner.json. */
import { execFile } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { fillIn, notFilledIn, type Owner, PLACES, placesOutOfDate, readOwner } from '../../../build/release/owner.ts';
import { securityTxt } from '../../../build/release/security-txt.ts';
import { readText } from '../sources.ts';
import { FILLED } from './filled-owner.ts';

const NOW = new Date('2027-01-10T09:30:00.000Z');

describe('owner.json', () => {
  it('has every value, filled in or not', () => {
    expect(Object.keys(readOwner()).sort()).toEqual(Object.keys(FILLED).sort());
  });

  it('is the same in each place that repeats it', () => {
    expect(placesOutOfDate(readOwner())).toEqual([]);
  });

  it('is written to each of them by fill-in.ts, and to nothing else of theirs', () => {
    const folder = mkdtempSync(join(tmpdir(), 'companion-owner-'));
    try {
      mkdirSync(join(folder, 'docs'));
      for (const { file } of PLACES) copyFileSync(file, join(folder, file));
      const copy = pathToFileURL(`${folder}/`);
      expect(placesOutOfDate(FILLED, copy)).toEqual(PLACES);
      fillIn(FILLED, copy);
      expect(placesOutOfDate(FILLED, copy)).toEqual([]);
      fillIn(readOwner(), copy);
      for (const { file } of PLACES) expect(readFileSync(join(folder, file), 'utf8')).toBe(readText(file));
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it('is the one file of the README’s list before the first release', () => {
    expect(readText('README.md')).toContain('](build/release/owner.json)');
  });
});

describe('a release', () => {
  it('can be made once everything is filled in', () => {
    expect(notFilledIn(FILLED, NOW)).toEqual([]);
  });

  it.each(Object.keys(FILLED) as (keyof Owner)[])('cannot be made with a placeholder for %s', (field) => {
    for (const value of ['FILL IN: something', 'https://companion.transparenc.example', 'FILL-IN.Companion'])
      expect(notFilledIn({ ...FILLED, [field]: value }, NOW)).toEqual([`${field} is still a placeholder: ${value}`]);
  });

  it.each([
    ['homepage', 'http://ada.org', 'homepage must be https'],
    ['repository', 'https://github.com/ada/companion/', 'without a slash'],
    ['securityContact', 'ask Ada', 'securityContact must be an email address'],
    ['supportEnds', '2032', 'supportEnds must be a month'],
    ['supportEnds', '2026-12', 'supportEnds has passed'],
    ['wingetId', 'Companion', 'wingetId must be Publisher.Package'],
    ['applicationId', 'org.ada.companion', 'applicationId must be com.transparenc.companion'],
  ])('cannot be made with %s = %s', (field, value, reason) => {
    expect(notFilledIn({ ...FILLED, [field]: value }, NOW)).toEqual([expect.stringContaining(reason)]);
  });

  it('lasts to the end of its last month', () => {
    const ends = { ...FILLED, supportEnds: '2027-01' };
    expect(notFilledIn(ends, new Date('2027-01-31T23:59:59Z'))).toEqual([]);
    expect(notFilledIn(ends, new Date('2027-02-01T00:00:00Z'))).toEqual(['supportEnds has passed']);
  });

  it('begins with that check, which fails as long as something is left to fill in', async () => {
    const ended = await promisify(execFile)(process.execPath, ['build/release/check.ts']).then(
      () => ({ code: 0, stderr: '' }),
      (failed: { readonly code: number; readonly stderr: string }) => failed,
    );
    const left = notFilledIn(readOwner(), new Date());
    expect(ended.stderr).toBe(left.map((line) => `${line}\n`).join(''));
    expect(ended.code).toBe(left.length > 0 ? 1 : 0);
    const release = readText('.github/workflows/release.yml');
    expect(release).toMatch(/^ {2}filled-in:\n[\s\S]*?node build\/release\/check\.ts\n/m);
    expect(release).toMatch(/^ {2}verify:\n {4}needs: filled-in$/m);
  });
});

it('security.txt has the fields that RFC 9116 requires, and expires within a year', () => {
  const lines = securityTxt(FILLED, NOW).split('\n');
  expect(lines).toEqual([
    'Contact: mailto:security@ada.org',
    'Contact: https://github.com/ada/companion/security/advisories/new',
    'Expires: 2028-01-09T09:30:00Z',
    'Preferred-Languages: en',
    'Canonical: https://ada.org/companion/.well-known/security.txt',
    'Policy: https://github.com/ada/companion/blob/HEAD/SECURITY.md',
    '',
  ]);
});
