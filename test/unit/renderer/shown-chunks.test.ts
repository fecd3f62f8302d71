/** A window while the scripts of its views load, and if they can't be loaded. */
import { describe, expect, it } from 'vitest';
import type { CommonMessages } from '../../../locales/common.ts';
import { chunksOf, type WindowChunk } from '../../../locales/window-chunks.ts';
import type { Snapshot } from '../../../preload/api.ts';
import { createShownChunks } from '../../../renderer/shown-chunks.ts';
import { signedIn, snapshot } from '../../renderer/snapshots.ts';
import { settle } from '../fake-clock.ts';

/** A window whose scripts may be missing on the disk. */
function shownParts() {
  const missing = new Set<WindowChunk>();
  const asked: WindowChunk[] = [];
  const shown: Snapshot['session']['kind'][] = [];
  const chunks = createShownChunks(async (_reader, names) => {
    asked.push(...names);
    if (names.some((name) => missing.has(name))) throw new TypeError('Failed to fetch dynamically imported module');
    return {} as CommonMessages;
  });
  return { ...chunks, show: showWith(chunks, shown), missing, asked, shown };
}

/** Requests what a snapshot shows, and adds the kinds of the snapshots that are shown to `shown`. */
function showWith({ request }: ReturnType<typeof createShownChunks>, shown: Snapshot['session']['kind'][]) {
  return (of: Snapshot) => request(of, chunksOf(of), () => shown.push(of.session.kind));
}

const SIGNED_OUT = snapshot({ kind: 'signed-out', because: null });

describe('a view', () => {
  it('is shown once its script is there, and the window waits until then', async () => {
    const { show, loading, shown } = shownParts();
    show(signedIn());
    expect([shown, loading()]).toEqual([[], true]);
    await settle();
    expect([shown, loading()]).toEqual([['signed-in'], false]);
  });

  it('is not shown if another one has taken its place while its script was loaded', async () => {
    const { show, shown } = shownParts();
    show(SIGNED_OUT);
    show(signedIn());
    await settle();
    expect(shown).toEqual(['signed-in']);
  });

  it('whose script can’t be loaded leaves the previous view, which still works', async () => {
    const { show, loading, missing, shown } = shownParts();
    show(signedIn());
    await settle();
    missing.add('signed-out');
    show(SIGNED_OUT);
    await settle();
    // Clicks are ignored while a view is loading.
    expect([shown, loading()]).toEqual([['signed-in'], false]);
    missing.clear();
    show(SIGNED_OUT);
    await settle();
    expect(shown).toEqual(['signed-in', 'signed-out']);
  });

  it('that is still waited for is waited for even if the one before cannot be loaded', async () => {
    const { show, loading, missing, shown } = shownParts();
    missing.add('signed-out');
    show(SIGNED_OUT);
    show(signedIn());
    expect(loading()).toBe(true);
    await settle();
    expect([shown, loading()]).toEqual([['signed-in'], false]);
  });

  it('that could not be loaded early is loaded when it is shown', async () => {
    const { show, prepare, missing, shown, asked } = shownParts();
    show(signedIn());
    await settle();
    missing.add('doctor');
    prepare();
    await settle();
    missing.clear();
    show({ ...signedIn(), page: 'doctor' });
    await settle();
    expect(shown).toEqual(['signed-in', 'signed-in']);
    expect(asked.filter((name) => name === 'doctor')).toHaveLength(2);
  });
});

it('chunks that arrive late do not take back what a later load has brought', async () => {
  const loads: PromiseWithResolvers<CommonMessages>[] = [];
  const shown: Snapshot['session']['kind'][] = [];
  const chunks = createShownChunks(() => {
    const load = Promise.withResolvers<CommonMessages>();
    loads.push(load);
    return load.promise;
  });
  const { prepare } = chunks;
  const show = showWith(chunks, shown);
  show(signedIn());
  prepare();
  loads[1]?.resolve({} as CommonMessages);
  await settle();
  loads[0]?.resolve({} as CommonMessages);
  await settle();
  show(SIGNED_OUT);
  expect([shown, loads.length]).toEqual([['signed-in', 'signed-out'], 2]);
});

it('chunks in an earlier language that arrive late do not take the place of the current ones', async () => {
  const loads: PromiseWithResolvers<CommonMessages>[] = [];
  const chunks = createShownChunks(() => {
    const load = Promise.withResolvers<CommonMessages>();
    loads.push(load);
    return load.promise;
  });
  const { prepare } = chunks;
  const show = showWith(chunks, []);
  show(signedIn());
  prepare();
  show({ ...signedIn(), language: 'de' });
  loads[2]?.resolve({} as CommonMessages);
  await settle();
  loads[1]?.resolve({} as CommonMessages);
  await settle();
  show({ ...signedIn(), language: 'de' });
  expect(loads).toHaveLength(3);
});
