/** Windows' own programs, which no other program must be able to replace. */
import { describe, expect, it } from 'vitest';
import { powerShell, searchNoWorkingFolder, system32 } from '../../../main/system/windows-programs.ts';
import { readSources } from '../sources.ts';

describe('a program of Windows', () => {
  it.each([
    ['C:\\Windows', 'C:\\Windows\\System32\\reg.exe'],
    ['D:\\WINNT', 'D:\\WINNT\\System32\\reg.exe'],
    // Paths that are not a folder on a drive are ignored.
    [undefined, 'C:\\Windows\\System32\\reg.exe'],
    ['', 'C:\\Windows\\System32\\reg.exe'],
    ['.', 'C:\\Windows\\System32\\reg.exe'],
    ['Windows', 'C:\\Windows\\System32\\reg.exe'],
    ['\\\\evil.example\\share', 'C:\\Windows\\System32\\reg.exe'],
    ['C:', 'C:\\Windows\\System32\\reg.exe'],
    ['C:\\Windows" & calc "', 'C:\\Windows\\System32\\reg.exe'],
  ])('is found below %j', (SystemRoot, path) => {
    expect(system32('reg.exe', { SystemRoot })).toBe(path);
  });

  it('is PowerShell in its own folder', () => {
    expect(powerShell({})).toBe('C:\\Windows\\System32\\WindowsPowerShell\\v1.0\\powershell.exe');
  });

  it('is not searched for in the working folder, neither here nor by the started program', () => {
    const environment: Record<string, string | undefined> = {};
    searchNoWorkingFolder('win32', environment);
    expect(environment).toEqual({ NoDefaultCurrentDirectoryInExePath: '1' });
    const elsewhere: Record<string, string | undefined> = {};
    searchNoWorkingFolder('linux', elsewhere);
    expect(elsewhere).toEqual({});
  });
});

it('the app runs no program of Windows by its name alone', () => {
  const bare = readSources('main/**/*.ts').flatMap(({ file, text }) =>
    [...text.matchAll(/\(\s*['"`]([\w-]+\.exe)['"`]/g)]
      .filter(({ index }) => !text.slice(0, index).endsWith('system32'))
      .map(([, name]) => `${file}: ${name}`),
  );
  expect(bare).toEqual([]);
});
