import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: [
      'test/unit/**/*.test.ts',
      'test/simulation/**/*.test.ts',
      'test/electron-stand-in/**/*.test.ts',
      'test/authorization-server/**/*.test.ts',
      'test/harness/**/*.test.ts',
    ],
    // A busy computer is slow, not wrong.
    testTimeout: 20_000,
    // Counts that take minutes: npm run test:long.
    exclude: process.env['LONG'] === '1' ? [] : ['**/*.long.test.ts'],
    // electron-store imports `electron`, whose npm package tries a download when it is required: unit tests get a stub.
    server: { deps: { inline: ['electron-store'] } },
    alias: { electron: fileURLToPath(new URL('test/unit/electron-stub.ts', import.meta.url)) },
  },
});
