import { defineConfig } from '@playwright/test';

const long = process.env['LONG'] === '1';
/** What only `npm run test:long` has time for: files by their name, single stories by a tag. */
const LONG = /\.long\.spec\.ts|@long/;

export default defineConfig({
  testDir: 'test',
  testMatch: ['e2e/**/*.spec.ts', 'electron-stand-in/test/*.spec.ts'],
  ...(long ? { grep: LONG } : { grepInvert: LONG }),
  outputDir: 'test-results',
  snapshotPathTemplate: 'test/gallery/pictures/{arg}{ext}',
  globalSetup: './test/harness/setup.ts',
  fullyParallel: true,
  forbidOnly: true,
  // A story that passes only the second time is a story that fails.
  retries: 0,
  workers: 2,
  // Patience, for a computer that is slow or busy: what has to be quick is measured where it is promised.
  timeout: 60_000,
  expect: { timeout: 10_000 },
  // For a run that hangs.
  globalTimeout: (long ? 60 : 20) * 60_000,
  reporter: [['list'], ['./test/harness/story-reporter.ts']],
});
