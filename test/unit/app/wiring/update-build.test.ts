/** The update settings of a build, and the state before the first check. */
import { afterEach, expect, it, vi } from 'vitest';

afterEach(() => {
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

/** The module as the bundler defines it; undefined if it is not bundled. */
async function builtWith(updates: object | null | undefined, platform: NodeJS.Platform = 'linux') {
  vi.spyOn(process, 'platform', 'get').mockReturnValue(platform);
  vi.stubGlobal('__UPDATES__', updates);
  vi.resetModules();
  return import('../../../../main/app/wiring/update-build.ts');
}

const feed = { feed: 'https://updates.example.org/', page: 'https://example.org/', publisher: null };

it.each([[undefined], [null]])(
  'a build with %j never looks, and does not even hold the code for it',
  async (updates) => {
    const { UPDATE_BUILD, loadUpdates, updatesAtStart } = await builtWith(updates);
    expect([UPDATE_BUILD, loadUpdates]).toEqual([null, null]);
    expect(updatesAtStart({})).toEqual({ kind: 'off', by: 'build' });
  },
);

it.each([
  ['linux', null, { kind: 'not-checked' }],
  ['darwin', null, { kind: 'not-checked' }],
  // Nothing could verify the file's publisher.
  ['win32', null, { kind: 'off', by: 'build' }],
  ['win32', 'Example Ltd', { kind: 'not-checked' }],
] as const)('one with a feed, on %s and signed by %j, is at first %j', async (platform, publisher, expected) => {
  const { UPDATE_BUILD, loadUpdates, updatesAtStart } = await builtWith({ ...feed, publisher }, platform);
  expect(UPDATE_BUILD).toEqual({ ...feed, publisher });
  expect(await loadUpdates?.()).toHaveProperty('openUpdates');
  expect(updatesAtStart({})).toEqual(expected);
  expect(updatesAtStart({ updates: true })).toEqual(expected);
  if (expected.kind === 'not-checked')
    expect(updatesAtStart({ updates: false })).toEqual({ kind: 'off', by: 'administrator' });
});
