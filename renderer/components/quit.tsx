/** Quits the app. Shown without a tray, when nothing else could quit an app whose window is closed. */
import { useApp } from '../app-context.ts';

export function Quit() {
  const { words, companion } = useApp();
  return (
    <button type="button" class="quiet" onClick={() => void companion.quit()}>
      {words.menu.quit}
    </button>
  );
}
