/** The messages in the language in use, which users can change at any time. */
import { desktop } from '../../../locales/chunks/desktop.ts';
import { loadMessages } from '../../../locales/load.ts';
import { createEvent } from '../../time/event.ts';
import type { Companion } from './app-store.ts';

/** Loads the messages, and loads them again when the language changes. */
export async function createWords({
  snapshot,
  subscribe,
  changed,
}: Pick<Companion, 'snapshot' | 'subscribe' | 'changed'>) {
  const changes = createEvent();
  let words = await loadMessages(snapshot(), desktop);

  async function load() {
    const asked = snapshot();
    const loaded = await loadMessages(asked, desktop);
    if (snapshot().language !== asked.language || loaded.language === words.language) return;
    words = loaded;
    changes.emit();
    changed();
  }

  subscribe(({ language }) => {
    if (language !== words.language) void load();
  });
  return {
    current: () => words,
    /** Calls back after the language has changed. */
    onChange: (listener: () => void) => void changes.on(listener),
  };
}
