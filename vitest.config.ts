import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';
import { messagesPlugin } from './build/messages/vite-plugin.ts';

const long = process.env['LONG'] === '1';

/** They change modules or globals for everything that runs beside them. */
const CHANGING = [
  'test/unit/vault/*.test.ts',
  'test/unit/preload/preload.test.ts',
  'test/unit/desktop/window.test.ts',
  'test/unit/time/clock.test.ts',
  'test/unit/updates/installer.test.ts',
  'test/unit/accounts/set-aside.test.ts',
  'test/unit/app/account-list/upgrade.test.ts',
  'test/unit/system/profile.test.ts',
  'test/unit/app/wiring/create-network.test.ts',
  'test/unit/app/wiring/update-build.test.ts',
  'test/unit/app/wiring/create-updates.test.ts',
  'test/unit/app/run/prepare-desktop.test.ts',
  'test/unit/app/run/run-desktop.test.ts',
  'test/unit/app/run/troubled-run.test.ts',
  'test/unit/app/run/command-run.test.ts',
  'test/unit/app/run/whole-run.test.ts',
];

/** Those that count further when there is time. */
const COUNTING = [
  'test/unit/net/connections.test.ts',
  'test/unit/secrets/secrets.test.ts',
  'test/unit/session/hostile-server.test.ts',
  'test/unit/vault/kill.test.ts',
];

/** Those for which only `npm run test:long` has time: each mounts disks, starts a program many times, or lives for months. */
const SLOW = [
  'test/simulation/**/*.test.ts',
  'test/unit/vault/disk.test.ts',
  'test/harness/child.test.ts',
  'test/harness/electron-download.test.ts',
];

const EVERY = [
  'test/unit/**/*.test.ts',
  'test/electron-stand-in/**/*.test.ts',
  'test/authorization-server/**/*.test.ts',
  'test/harness/**/*.test.ts',
  'test/mutants/**/*.test.ts',
];

const together = {
  extends: true as const,
  // A process for each file would cost more than most files do.
  test: { name: 'together', include: EVERY, exclude: [...CHANGING, ...SLOW], isolate: false },
};

export default defineConfig({
  plugins: [messagesPlugin()],
  test: {
    // For a test that hangs. A busy computer is slow, not wrong.
    testTimeout: 180_000,
    hookTimeout: 180_000,
    expect: { poll: { timeout: 60_000, interval: 10 } },
    maxWorkers: 2,
    // Tests that start whole programs at once: more of them would only make each other slow.
    maxConcurrency: 3,
    // electron-store imports `electron`, whose npm package tries a download when it is required: unit tests get a stub.
    server: { deps: { inline: ['electron-store'] } },
    setupFiles: ['test/unit/one-round.ts'],
    alias: { electron: fileURLToPath(new URL('test/unit/electron-stub.ts', import.meta.url)) },
    projects: [
      {
        extends: true,
        test: { name: 'alone', ...(long ? { include: [...COUNTING, ...SLOW] } : { include: CHANGING, exclude: SLOW }) },
      },
      ...(long ? [] : [together]),
    ],
  },
});
