/** The way out of the app: if there is no tray, closing the window leaves it running with no other. */
import { useStage } from '../scene.ts';

export function Quit() {
  const { words, companion } = useStage();
  return (
    <button type="button" class="quiet" onClick={() => void companion.quit()}>
      {words.menu.quit}
    </button>
  );
}
