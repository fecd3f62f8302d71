/** The messages follow the chosen language. */
import { describe, expect, it, vi } from 'vitest';
import { createWords } from '../../../../main/app/state/words.ts';
import { createEvent } from '../../../../main/time/event.ts';
import type { Language } from '../../../../preload/api.ts';
import { signedIn } from '../../../renderer/snapshots.ts';

/** An app whose language the test changes. */
async function app() {
  let now = signedIn();
  const changes = createEvent();
  const redrawn: Language[] = [];
  const words = await createWords({
    snapshot: () => now,
    subscribe: (listener) => changes.on(() => listener(now)),
    changed: () => redrawn.push(words.current().language),
  });
  return {
    words,
    redrawn,
    choose(language: Language) {
      now = { ...now, language };
      changes.emit();
    },
    change: () => changes.emit(),
  };
}

describe('the messages', () => {
  it('are those of the language at the start, and stay while nothing changes it', async () => {
    const { words, redrawn, change } = await app();
    const before = words.current();
    expect(before.language).toBe('en');
    change();
    expect([words.current(), redrawn]).toEqual([before, []]);
  });

  it('change with the language: listeners first, then everything is drawn again', async () => {
    const { words, redrawn, choose } = await app();
    const changed = Promise.withResolvers<Language>();
    words.onChange(() => changed.resolve(words.current().language));
    choose('de');
    expect(await changed.promise).toBe('de');
    expect(redrawn).toEqual(['de']);
    expect(words.current().menu.quit).toBe('Beenden');
  });

  it('are drawn once, if much changes while they are being read', async () => {
    const { words, redrawn, choose, change } = await app();
    const heard: Language[] = [];
    words.onChange(() => heard.push(words.current().language));
    choose('de');
    change();
    await vi.waitFor(() => expect(redrawn).toContain('de'));
    // By then, both languages have been loaded from the same source.
    await new Promise((resolve) => setImmediate(resolve));
    expect([heard, redrawn]).toEqual([['de'], ['de']]);
  });

  it('are those of the last language, if it is changed twice at once', async () => {
    const { words, redrawn, choose } = await app();
    const changed = Promise.withResolvers<Language>();
    words.onChange(() => changed.resolve(words.current().language));
    choose('de');
    choose('fr');
    expect(await changed.promise).toBe('fr');
    expect(redrawn).toEqual(['fr']);
  });
});
