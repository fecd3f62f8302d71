/** Quits the app. Shown without a tray, when nothing else could quit an app whose window is closed. */
import { useStage } from '../scene.ts';

export function Quit() {
  const { words, companion } = useStage();
  return (
    <button type="button" class="quiet" onClick={() => void companion.quit()}>
      {words.menu.quit}
    </button>
  );
}
