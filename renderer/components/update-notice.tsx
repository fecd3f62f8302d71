/** A row above the view that shows a newer version, unless it was postponed. */
import { useEffect, useRef } from 'preact/hooks';
import type { CommonMessages } from '../../locales/common.ts';
import type { Updates } from '../../preload/api.ts';
import { useApp } from '../app-context.ts';

/** An available version. */
type AvailableUpdate = Extract<Updates, { isOffered: boolean }>;

export function isAvailable(updates: Updates): updates is AvailableUpdate {
  return updates.kind === 'to-get' || updates.kind === 'to-install';
}

/** The sentence about the version, and the button's label. */
export function wordsOf({ kind, version }: AvailableUpdate, { updates }: Pick<CommonMessages, 'updates'>) {
  return kind === 'to-get'
    ? { text: updates.toGet({ version }), take: updates.get }
    : { text: updates.toInstall({ version }), take: updates.restart };
}

/** Hidden while a code is on the screen. */
export function UpdateNotice() {
  const { words, snapshot, companion } = useApp();
  const { updates: now, session } = snapshot;
  const hasCode = session.kind === 'requesting-code' || session.kind === 'awaiting-approval';
  const shown = isAvailable(now) && now.isOffered && !hasCode ? now : null;
  useAnnounceOnce(snapshot.page === 'state' ? shown : null);
  if (!shown) return null;
  const { text, take } = wordsOf(shown, words);
  return (
    <section class="notice" aria-label={words.updates.title}>
      <p>{text}</p>
      <div class="notice__actions">
        <button type="button" onClick={() => void companion.update()}>
          {take}
        </button>
        <button type="button" class="quiet" onClick={() => void companion.updateLater()}>
          {words.updates.later}
        </button>
      </div>
    </section>
  );
}

/** Announces the row to screen readers, because it doesn't take the focus. @param seen null while the row is not visible */
function useAnnounceOnce(seen: AvailableUpdate | null) {
  const { announce } = useApp();
  const announced = useRef('');
  const what = seen && `${seen.kind} ${seen.version}`;
  useEffect(() => {
    if (!seen || what === null || announced.current === what) return;
    announced.current = what;
    announce((it) => wordsOf(seen, it).text);
    return () => announce(null);
  }, [what]);
}
