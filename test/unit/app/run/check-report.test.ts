/** What `--check-config` prints. */
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { checkReport } from '../../../../main/app/run/check-report.ts';

async function reportOn(text: string, { isInPlace = false, mode = 0o644 } = {}) {
  const folder = await mkdtemp(join(tmpdir(), 'check-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const file = join(folder, 'config.json');
  await writeFile(file, text);
  await chmod(file, mode);
  const place = { file: isInPlace ? file : '/elsewhere/config.json', folders: [], owner: process.getuid?.() ?? null };
  const { text: printed, hasProblem } = await checkReport(file, place);
  return [printed.replaceAll(file, 'FILE'), hasProblem];
}

it.each<[string, string, string, boolean]>([
  ['nothing', '{}', 'FILE can be used. It sets nothing.', false],
  ['fields', '{"theme": "dark", "updates": false}', 'FILE can be used. It sets updates, theme.', false],
  [
    'problems, each with its place',
    '{"theme": 1,\n "sever": "x"}',
    'FILE:1:2: theme must be system, light or dark\nFILE:2:2: sever must be left out: there is no such field',
    true,
  ],
  ['a problem of the whole file', 'x'.repeat(70_000), 'FILE: must have 65536 bytes at most', true],
  [
    'a name that could change the terminal',
    '{"a\\u001b[31m": 1}',
    'FILE:1:2: a [31m must be left out: there is no such field',
    true,
  ],
])('a file with %s', async (_, text, printed, hasProblem) => {
  expect(await reportOn(text)).toEqual([printed, hasProblem]);
});

// Windows has no file modes.
it.skipIf(process.platform === 'win32')(
  'a file that others can write to is only a problem where the app reads it',
  async () => {
    const rule = 'must not be writable by its group or by others';
    expect(await reportOn('{}', { isInPlace: true, mode: 0o666 })).toEqual([`FILE: ${rule}`, true]);
    expect(await reportOn('{}', { isInPlace: true })).toEqual(['FILE can be used. It sets nothing.', false]);
    expect(await reportOn('{}', { mode: 0o666 })).toEqual(['FILE can be used. It sets nothing.', false]);
    // Each problem in the file is reported only once.
    expect(await reportOn('{"theme": 1}', { isInPlace: true })).toEqual([
      expect.stringMatching(/^FILE:1:2: [^\n]*$/),
      true,
    ]);
  },
);
