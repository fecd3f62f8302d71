/** Which mutants the compiler refuses: no one could have written those, and they do not count. */
import { cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../harness/paths.ts';
import { runNode } from './child.ts';
import { applied, type Mutant } from './mutant.ts';

/** What main/ is compiled from. */
export const COMPILED = ['main', 'preload', 'locales', 'tsconfig.json', 'package.json'];

export interface Compiler {
  /** Those that it refuses; each is of a file of its own. An error is put down to the mutant of its file if there is one. */
  refused(mutants: readonly Mutant[]): Promise<ReadonlySet<Mutant>>;
}

/** Compiles copies of `sources`, which it makes in `folder`. */
export function createCompiler(sources: string, folder: string): Compiler {
  rmSync(folder, { recursive: true, force: true });
  cpSync(sources, folder, { recursive: true });
  const tsconfig = { extends: './tsconfig.json', include: ['main', 'preload', 'locales'], exclude: [] };
  writeFileSync(join(folder, 'main.json'), JSON.stringify(tsconfig));

  /** The files with errors. */
  async function compile(mutants: readonly Mutant[]): Promise<ReadonlySet<string>> {
    const texts = mutants.map(({ file }) => readFileSync(join(folder, file), 'utf8'));
    for (const [at, mutant] of mutants.entries())
      writeFileSync(join(folder, mutant.file), applied(texts[at] ?? '', mutant));
    // What it knows of the other files, it need not find out again.
    const flags = ['--noEmit', '-p', 'main.json', '--incremental', '--tsBuildInfoFile', 'known', '--pretty', 'false'];
    const { output } = await runNode([TSC, ...flags], { folder, limitMs: 300_000 });
    for (const [at, { file }] of mutants.entries()) writeFileSync(join(folder, file), texts[at] ?? '');
    return new Set([...output.matchAll(/^([^\s(].*?)\(\d+,\d+\): error/gm)].map(([, file = '']) => file));
  }

  return {
    async refused(mutants) {
      if (mutants.length === 0) return new Set();
      const wrong = await compile(mutants);
      if (wrong.size === 0 || mutants.length === 1) return new Set(wrong.size > 0 ? mutants : []);
      const its = mutants.filter(({ file }) => wrong.has(file));
      const rest = mutants.filter(({ file }) => !wrong.has(file));
      // One of them can be the reason for an error elsewhere.
      const half = its.length > 0 ? rest.length : Math.ceil(rest.length / 2);
      const halves = [await this.refused(rest.slice(0, half)), await this.refused(rest.slice(half))];
      return new Set([...its, ...halves.flatMap((each) => [...each])]);
    },
  };
}

const TSC = join(ROOT, 'node_modules/typescript/bin/tsc');
