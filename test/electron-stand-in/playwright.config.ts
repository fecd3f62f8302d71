import { defineConfig } from '@playwright/test';

export default defineConfig({
  testDir: 'test',
  testMatch: '*.spec.ts',
  fullyParallel: true,
  workers: 2,
  // A limit for tests that hang. A busy computer is slow, not wrong.
  timeout: 300_000,
  expect: { timeout: 60_000 },
  reporter: 'list',
});
