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
  // More than this computer has cores: most of a story waits, for the second that lies between two polls above all.
  workers: 4,
  // For what hangs. A busy computer is slow, not wrong: what has to be quick is measured where it is promised.
  timeout: 300_000,
  expect: { timeout: 60_000 },
  globalTimeout: (long ? 120 : 60) * 60_000,
  reporter: [['list'], ['./test/harness/story-reporter.ts']],
});
