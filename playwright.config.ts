import { defineConfig } from '@playwright/test';

const long = process.env['LONG'] === '1';

export default defineConfig({
  testDir: 'test/e2e',
  testMatch: '**/*.spec.ts',
  testIgnore: long ? [] : '**/*.long.spec.ts',
  outputDir: 'test-results',
  globalSetup: './test/harness/setup.ts',
  fullyParallel: true,
  forbidOnly: true,
  // A story that passes only the second time is a story that fails.
  retries: 0,
  workers: 2,
  timeout: 30_000,
  // For a run that hangs; a good one takes two minutes.
  globalTimeout: (long ? 30 : 10) * 60_000,
  expect: { timeout: 5000 },
  reporter: [['list'], ['./test/harness/story-reporter.ts']],
});
