/** A process that keeps vitest and its compiled files, and runs test files with one mutant after the other. */
import { join, relative } from 'node:path';
import { createVitest, type TestModule } from 'vitest/node';
import { ACTIVE_MUTANT, ORDER } from './names.ts';

export interface Request {
  readonly mutant: string;
  readonly files: readonly string[];
}

/** The first test that failed, or null. */
export type Response = string | null;

const root = process.cwd();
const vitest = await createVitest('test', {
  config: join(root, 'test/mutants/vitest.config.ts'),
  watch: false,
  bail: 1,
  maxWorkers: 1,
  reporters: [{}],
});

const specifications = await vitest.globTestSpecifications();

process.on('message', async ({ mutant, files }: Request) => {
  process.env[ACTIVE_MUTANT] = mutant;
  process.env[ORDER] = JSON.stringify(files);
  const wanted = new Set(files.map((file) => join(root, file)));
  const { testModules, unhandledErrors } = await vitest.runTestSpecifications(
    specifications.filter(({ moduleId }) => wanted.has(moduleId)),
  );
  // vitest uses the last known version of the other files.
  const failed = testModules.find((module) => wanted.has(module.moduleId) && module.state() === 'failed');
  const response: Response = failed
    ? nameOf(failed)
    : unhandledErrors.length > 0
      ? 'an error outside every test'
      : null;
  process.send?.(response);
});
process.on('disconnect', () => process.exit());
process.send?.('ready');

function nameOf(module: TestModule): string {
  const [test] = module.children.allTests('failed');
  return `${relative(root, module.moduleId)}: ${test?.fullName ?? 'the file itself'}`;
}
