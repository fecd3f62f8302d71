/** Whether PowerShell can judge signatures on this computer. */
import { describe, expect, it } from 'vitest';
import { canJudgeSignatures, type RunProgram } from '../../../main/updates/authenticode.ts';

const PROGRAM = "C:\\Users\\O'Hara\\Companion.exe";

describe('signatures can be judged', () => {
  it.each<[string, RunProgram, boolean]>([
    ['where that of the program that runs is found good', async () => ({ stdout: 'Valid\r\n' }), true],
    ['not where it has none', async () => ({ stdout: 'NotSigned\r\n' }), false],
    ['not where nothing is said', async () => ({ stdout: '' }), false],
    ['not where PowerShell may not be run', async () => Promise.reject(new Error('EPERM')), false],
  ])('%s', async (_, run, can) => {
    expect(await canJudgeSignatures(run, PROGRAM)).toBe(can);
  });

  it('of a program whose path has a quote in it', async () => {
    let asked: readonly string[] = [];
    await canJudgeSignatures(async (_, args) => {
      asked = args;
      return { stdout: 'Valid' };
    }, PROGRAM);
    expect(asked.at(-1)).toContain("'C:\\Users\\O''Hara\\Companion.exe'");
  });
});
