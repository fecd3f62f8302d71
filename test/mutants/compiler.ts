/** Whether the compiler refuses a mutant: then no one could have written it, and it does not count. */
import { cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../harness/paths.ts';
import { runNode } from './child.ts';
import { applied, type Mutant } from './mutant.ts';

/** What main/ is compiled from. */
export const COMPILED = ['main', 'preload', 'locales', 'tsconfig.json', 'package.json'];

export interface Compiler {
  refuses(mutant: Mutant): Promise<boolean>;
}

/** Compiles copies of `sources`, which it makes in `folder`. */
export function createCompiler(sources: string, folder: string): Compiler {
  rmSync(folder, { recursive: true, force: true });
  cpSync(sources, folder, { recursive: true });
  const tsconfig = { extends: './tsconfig.json', include: ['main', 'preload', 'locales'], exclude: [] };
  writeFileSync(join(folder, 'main.json'), JSON.stringify(tsconfig));
  // What it knows of the other files, it need not find out again.
  const flags = ['--noEmit', '-p', 'main.json', '--incremental', '--tsBuildInfoFile', 'known'];
  return {
    async refuses(mutant) {
      const file = join(folder, mutant.file);
      const text = readFileSync(file, 'utf8');
      writeFileSync(file, applied(text, mutant));
      const { code } = await runNode([TSC, ...flags], { folder, limitMs: 60_000 });
      writeFileSync(file, text);
      return code !== 0;
    },
  };
}

const TSC = join(ROOT, 'node_modules/typescript/bin/tsc');
