/** The stories' own configuration, for one mutant at a time or for the mutants that the stories reach. */
import base from '../../playwright.config.ts';
import { REACHED } from './names.ts';

export default {
  ...base,
  testDir: '../../test',
  outputDir: '../../test-results',
  globalSetup: '../harness/setup.ts',
  // If a mutant keeps the app from opening its window, waiting longer doesn't help.
  timeout: 30_000,
  globalTimeout: 30 * 60_000,
  expect: { timeout: 8000 },
  ...(process.env[REACHED] === undefined && { maxFailures: 1, workers: 1 }),
  reporter: [['./story-reporter.ts']],
};
