import { defineConfig } from '@playwright/test';

const long = process.env['LONG'] === '1';
/** What only `npm run test:long` has time for: files by their name, single stories by a tag. */
const LONG = /\.long\.spec\.ts|@long/;

/** Those that draw the built window in a plain browser. */
const VIEWS = ['e2e/views*.spec.ts', 'e2e/language{-damaged,s}.long.spec.ts'];

export default defineConfig({
  testDir: 'test',
  projects: [
    // They wait for nothing: more browsers at once would only cost their starts. Of the long ones, each is worth a browser.
    { name: 'views', testMatch: VIEWS, ...(!long && { workers: 2 }) },
    { name: 'app', testMatch: ['e2e/**/*.spec.ts', 'electron-stand-in/test/*.spec.ts'], testIgnore: VIEWS },
  ],
  ...(long ? { grep: LONG } : { grepInvert: LONG }),
  outputDir: 'test-results',
  snapshotPathTemplate: 'test/gallery/pictures/{arg}{ext}',
  globalSetup: './test/harness/setup.ts',
  // Node runs the sources as they are, and keeps them compiled; Playwright would transform each with Babel.
  build: { external: ['**/*'] },
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
