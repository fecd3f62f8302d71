/** The unit tests' own configuration, for all trials in one go or for one mutant at a time. */
import { mergeConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';
import base from '../../vitest.config.ts';
import { ORDER, PATIENCE, TRIALS } from './names.ts';
import { doneIn } from './trials.ts';

/** Orders the files: quick and near ones first. */
class InOrder extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const order: readonly string[] = JSON.parse(process.env[ORDER] ?? '[]');
    const rank = ({ moduleId }: TestSpecification) => order.findIndex((file) => moduleId.endsWith(file));
    return files.toSorted((a, b) => rank(a) - rank(b));
  }
}

const trials = process.env[TRIALS];

const config = mergeConfig(base, {
  test: {
    // A short limit: a mutant that makes a test hang counts as killed.
    testTimeout: 8000,
    // One test at a time: they share the active mutant.
    maxConcurrency: 1,
    sequence: { sequencer: InOrder },
    ...(trials !== undefined && { runner: 'test/mutants/trial-runner.ts' }),
  },
});

/** These test the test tools, and load nothing from main/. */
const ELSEWHERE = ['electron-stand-in', 'authorization-server', 'harness', 'mutants'].map((name) => `test/${name}/**`);

// Modules loaded for one file must not hide what the next file reaches.
if (trials !== undefined)
  for (const project of config['test'].projects) {
    project.test.isolate = true;
    project.test.exclude = [
      ...(project.test.exclude ?? []),
      ...ELSEWHERE,
      ...doneIn(trials, Number(process.env[PATIENCE])),
    ];
  }

export default config;
