/** The window's head: which computer this is, and the way to the settings. */
import { useStage } from '../scene.ts';
import { ComputerGlyph, SettingsGlyph } from './glyphs.tsx';

export function Bar() {
  const { words, names, companion } = useStage();
  return (
    <header class="bar">
      <p class="here">
        <ComputerGlyph />
        <span class="unseen">{words.facts.thisComputer}:</span> <bdi title={names.computer}>{names.computer}</bdi>
      </p>
      <button
        type="button"
        class="quiet quiet--icon"
        aria-label={words.settings.title}
        title={words.settings.title}
        onClick={() => void companion.open('settings')}
      >
        <SettingsGlyph />
      </button>
    </header>
  );
}
