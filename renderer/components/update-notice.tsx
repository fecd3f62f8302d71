/** Shows a newer version that was not postponed: a row above the view, which does not block anything. */
import { useEffect, useRef } from 'preact/hooks';
import type { CommonMessages } from '../../locales/common.ts';
import type { Updates } from '../../preload/api.ts';
import { useStage } from '../scene.ts';

/** A version that is there to be had. */
export type UpdateThere = Extract<Updates, { asks: boolean }>;

export function isThere(updates: Updates): updates is UpdateThere {
  return updates.kind === 'to-get' || updates.kind === 'to-install';
}

/** What the version is waiting for, as a sentence; and the label of the button that takes it. */
export function wordsOf({ kind, version }: UpdateThere, { updates }: Pick<CommonMessages, 'updates'>) {
  return kind === 'to-get'
    ? { text: updates.toGet({ version }), take: updates.get }
    : { text: updates.toInstall({ version }), take: updates.restart };
}

/** Nothing of it while a code is on the screen. */
export function UpdateNotice() {
  const { words, snapshot, companion } = useStage();
  const { updates: there, session } = snapshot;
  const hasCode = session.kind === 'requesting-code' || session.kind === 'awaiting-approval';
  const shown = isThere(there) && there.asks && !hasCode ? there : null;
  useSaidOnce(snapshot.page === 'state' ? shown : null);
  if (!shown) return null;
  const { text, take } = wordsOf(shown, words);
  return (
    <section class="notice" aria-label={words.updates.title}>
      <p>{text}</p>
      <div class="notice__actions">
        <button type="button" onClick={() => void companion.update()}>
          {take}
        </button>
        <button
          type="button"
          class="quiet"
          onClick={() => {
            void companion.updateLater();
            // The row goes, and would take the focus with it.
            document.querySelector('h1')?.focus();
          }}
        >
          {words.updates.later}
        </button>
      </div>
    </section>
  );
}

/** The row takes no focus, so it is announced for users who cannot see it. `seen`: null while no one could see it either. */
function useSaidOnce(seen: UpdateThere | null) {
  const { announce } = useStage();
  const said = useRef('');
  const what = seen && `${seen.kind} ${seen.version}`;
  useEffect(() => {
    if (!seen || what === null || said.current === what) return;
    said.current = what;
    announce((it) => wordsOf(seen, it).text);
    return () => announce(null);
  }, [what]);
}
