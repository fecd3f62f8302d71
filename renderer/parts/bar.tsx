/** The window's head: which computer this is. */
import { useStage } from '../scene.ts';
import { ComputerGlyph } from './glyphs.tsx';

export function Bar() {
  const { words, names } = useStage();
  return (
    <header class="bar">
      <p class="here">
        <ComputerGlyph />
        <span class="unseen">{words.facts.thisComputer}:</span> <bdi title={names.computer}>{names.computer}</bdi>
      </p>
    </header>
  );
}
