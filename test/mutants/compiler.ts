/** Determines which mutants the compiler rejects. They don't count, because no one could commit them. */
import { cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../harness/paths.ts';
import { runNode } from './child.ts';
import { applied, type Mutant } from './mutant.ts';

/** The sources of main/. */
export const COMPILED = ['main', 'preload', 'locales', 'tsconfig.json', 'package.json'];

export interface Compiler {
  /** The mutants it rejects because of an error in their own file. */
  refused(mutants: readonly Mutant[]): Promise<ReadonlySet<Mutant>>;
  /** Whether it rejects a mutant because of an error in any file. */
  refuses(mutant: Mutant): Promise<boolean>;
}

/** How many are compiled at once. */
const BATCH = 500;

/** Compiles copies of `sources` that it creates in `folder`. */
export function createCompiler(sources: string, folder: string): Compiler {
  rmSync(folder, { recursive: true, force: true });
  cpSync(sources, folder, { recursive: true });
  const tsconfig = { extends: './tsconfig.json', include: ['main', 'preload', 'locales'], exclude: [] };
  writeFileSync(join(folder, 'main.json'), JSON.stringify(tsconfig));

  const read = (file: string) => readFileSync(join(folder, file), 'utf8');
  const write = (file: string, text: string) => writeFileSync(join(folder, file), text);

  /** The files with errors. */
  async function compile(): Promise<ReadonlySet<string>> {
    // Its results for the other files can be reused.
    const flags = ['--noEmit', '-p', 'main.json', '--incremental', '--tsBuildInfoFile', 'known', '--pretty', 'false'];
    const { output } = await runNode([TSC, ...flags], { folder, limitMs: 300_000 });
    return new Set([...output.matchAll(/^([^\s(].*?)\(\d+,\d+\): error/gm)].map(([, file = '']) => file));
  }

  /** Each mutant is a separate file, beside the one that it changes. */
  async function refusedOf(mutants: readonly Mutant[]): Promise<readonly Mutant[]> {
    for (const mutant of mutants) write(besides(mutant), applied(read(mutant.file), mutant));
    const wrong = await compile();
    for (const mutant of mutants) rmSync(join(folder, besides(mutant)));
    return mutants.filter((mutant) => wrong.has(besides(mutant)));
  }

  return {
    async refused(mutants) {
      const refused = new Set<Mutant>();
      for (let at = 0; at < mutants.length; at += BATCH)
        for (const mutant of await refusedOf(mutants.slice(at, at + BATCH))) refused.add(mutant);
      return refused;
    },
    async refuses(mutant) {
      const text = read(mutant.file);
      write(mutant.file, applied(text, mutant));
      const wrong = await compile();
      write(mutant.file, text);
      return wrong.size > 0;
    },
  };
}

function besides({ id, file }: Mutant): string {
  return file.replace(/\.ts$/, `.${id}.ts`);
}

const TSC = join(ROOT, 'node_modules/typescript/bin/tsc');
