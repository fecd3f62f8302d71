/** Shows whether there is a newer version, and what users can do. Empty if the app never checks. */
import type { Updates } from '../../preload/api.ts';
import { useApp, useWords } from '../app-context.ts';
import { isAvailable, wordsOf } from '../components/update-notice.tsx';

export function AboutUpdates() {
  const words = useWords('pages');
  const { snapshot, companion } = useApp();
  const { updates: now } = snapshot;
  if (now.kind === 'off' && now.by === 'build') return null;
  return (
    <section class="about__updates" aria-label={words.updates.title}>
      <p role="status">{textOf(now, words)}</p>
      <div class="actions actions--quiet">
        {isAvailable(now) && (
          <button type="button" onClick={() => void companion.update()}>
            {wordsOf(now, words).take}
          </button>
        )}
        {now.kind !== 'off' && (
          <button type="button" class="quiet" onClick={() => void companion.checkForUpdates()}>
            {words.updates.check}
          </button>
        )}
      </div>
    </section>
  );
}

function textOf(now: Updates, words: ReturnType<typeof useWords<'pages'>>): string {
  const { updates } = words;
  switch (now.kind) {
    case 'off':
      return updates.byAdministrator;
    case 'not-checked':
      return updates.daily;
    case 'checking':
      return updates.checking;
    case 'up-to-date':
      return updates.upToDate;
    case 'check-failed':
      return updates.checkFailed;
    case 'downloading':
      return updates.downloading(now);
    case 'not-downloaded':
      return updates.notDownloaded(now);
    case 'to-get':
    case 'to-install':
      return wordsOf(now, words).text;
    default:
      return now satisfies never;
  }
}
