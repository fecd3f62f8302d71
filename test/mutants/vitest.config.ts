/** The unit tests' own configuration, for one mutant at a time or for what the tests reach. */
import { mergeConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';
import base from '../../vitest.config.ts';
import { ORDER, REACHED } from './names.ts';

/** Quick and near ones first. */
class InOrder extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const order: readonly string[] = JSON.parse(process.env[ORDER] ?? '[]');
    const rank = ({ moduleId }: TestSpecification) => order.findIndex((file) => moduleId.endsWith(file));
    return files.toSorted((a, b) => rank(a) - rank(b));
  }
}

const config = mergeConfig(base, {
  test: {
    setupFiles: ['test/mutants/reached.ts'],
    // What hangs is found out soon: a mutant that makes a test wait is no less dead.
    testTimeout: 8000,
    sequence: { sequencer: InOrder },
  },
});

// What one file reached must not hide in what was loaded for the one before.
if (process.env[REACHED] !== undefined) for (const project of config['test'].projects) project.test.isolate = true;

export default config;
