/** A copy of the project that contains every mutant. An environment variable selects the active one. */
import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Instrumenter } from '@stryker-mutator/instrumenter';
import { ROOT } from '../harness/paths.ts';
import { COMPILED } from './compiler.ts';
import type { Mutant } from './mutant.ts';
import { REACHED } from './names.ts';

/** Where a sandbox holds the project with its mutants, and what main/ is compiled from as it was. */
export interface Sandbox {
  readonly tree: string;
  readonly sources: string;
}

export function sandboxIn(folder: string): Sandbox {
  return { tree: join(folder, 'tree'), sources: join(folder, 'sources') };
}

/** Copies the current project, and builds the mutants of main/ into the copy. */
export async function fillSandbox({ tree, sources }: Sandbox): Promise<readonly Mutant[]> {
  const list = ['ls-files', '-z', '--cached', '--others', '--exclude-standard'];
  const names = execFileSync('git', list, { cwd: ROOT, encoding: 'utf8' }).split('\0');
  const files = names.filter((name) => name !== '' && existsSync(join(ROOT, name)));
  for (const name of files) {
    mkdirSync(dirname(join(tree, name)), { recursive: true });
    cpSync(join(ROOT, name), join(tree, name));
  }
  for (const part of COMPILED) cpSync(join(tree, part), join(sources, part), { recursive: true });
  symlinkSync(join(ROOT, 'node_modules'), join(tree, 'node_modules'), 'dir');
  return instrument(
    tree,
    files.filter((name) => /^main\/.+\.ts$/.test(name)),
  );
}

async function instrument(folder: string, names: readonly string[]): Promise<readonly Mutant[]> {
  const texts = new Map(names.map((name) => [name, readFileSync(join(ROOT, name), 'utf8')]));
  const { files, mutants } = await new Instrumenter(silent).instrument(
    [...texts].map(([name, content]) => ({ name, content, mutate: true })),
    { plugins: null, excludedMutations: [], ignorers: [], noHeader: false },
  );
  for (const { name, content } of files)
    writeFileSync(join(folder, name), name === 'main/index.ts' ? REPORTING + content : content);
  const all = mutants.map(({ id, fileName: file, location, mutatorName: operator, replacement }) => {
    const text = texts.get(file) ?? '';
    const [start, end] = [offset(text, location.start), offset(text, location.end)];
    const code = text.split('\n')[location.start.line]?.trim() ?? '';
    return {
      id,
      file,
      line: location.start.line + 1,
      operator,
      start,
      end,
      code,
      original: text.slice(start, end),
      replacement,
    };
  });
  return all.filter(({ original }) => !UNREACHABLE.test(original));
}

/** Matches branches that the compiler has proven to be unreachable. */
const UNREACHABLE = /^default:[^;]* satisfies never;$/;

/** Lines and columns count from 0. */
function offset(text: string, { line, column }: { readonly line: number; readonly column: number }): number {
  const before = text.split('\n').slice(0, line).join('\n').length;
  return before + (line > 0 ? 1 : 0) + column;
}

/**
 * Runs in every process of the app that a story starts. Reports regularly which mutants it has reached, because it may be
 * killed.
 */
const REPORTING = `
if (process.env.${REACHED}) {
  const { readFileSync, writeFileSync } = process.getBuiltinModule('node:fs');
  const folder = process.env.${REACHED};
  const story = readFileSync(folder + '/story-' + process.env.TEST_PARALLEL_INDEX, 'utf8');
  const report = () => {
    const mutants = Object.keys(globalThis.__stryker__?.mutantCoverage?.static ?? {});
    writeFileSync(folder + '/' + process.pid + '-' + performance.timeOrigin + '.json', JSON.stringify({ story, mutants }));
  };
  process.on('exit', report);
  setInterval(report, 200).unref();
}
`;

/** The instrumenter reports its progress to a logger; only its result is wanted here. */
const silent = {
  isTraceEnabled: () => false,
  isDebugEnabled: () => false,
  isInfoEnabled: () => false,
  isWarnEnabled: () => false,
  isErrorEnabled: () => false,
  isFatalEnabled: () => false,
  trace() {},
  debug() {},
  info() {},
  warn() {},
  error() {},
  fatal() {},
};
