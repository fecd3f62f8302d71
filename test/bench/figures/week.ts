/** The heap's growth in weeks at accelerated time, in a separate process. */
import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { Figure } from '../figure.ts';

const WEEK = fileURLToPath(new URL('../week.ts', import.meta.url));

export async function weekFigures(weeks: number): Promise<readonly Figure[]> {
  const { stdout } = await promisify(execFile)(process.execPath, ['--expose-gc', WEEK, String(weeks)]);
  const { grown, renewed }: { readonly grown: readonly number[]; readonly renewed: number } = JSON.parse(stdout);
  return [
    {
      name: 'growth of the heap in a week of polls, refreshes and windows',
      unit: 'MB',
      samples: grown.map((bytes) => bytes / 1_000_000),
      atMost: 0.25,
      note: `${renewed} refreshes each`,
    },
  ];
}
