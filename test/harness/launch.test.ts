/** How the app is started on a runtime. */
import { afterEach, expect, it, vi } from 'vitest';
import { recipe } from './launch.ts';
import type { Runtime } from './runtime.ts';

afterEach(() => void vi.unstubAllEnvs());

it.each([
  { kind: 'electron', folder: '/electron/dist', overridden: false },
  { kind: 'stand-in', folder: '/stand-in', chromium: null },
] satisfies Runtime[])('runs the app and not a mere Node, whatever the terminal passes on ($kind)', (runtime) => {
  vi.stubEnv('ELECTRON_RUN_AS_NODE', '1');
  const { environment } = recipe(runtime, { flags: [], recorder: null, display: true });
  expect(environment).not.toHaveProperty('ELECTRON_RUN_AS_NODE');
  expect(environment).toHaveProperty('PATH');
});
