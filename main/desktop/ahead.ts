/** What the page will want as soon as it runs. */
import type { Snapshot } from '../../preload/api.ts';

/** The late scripts that a page needs for what it shows first: they are read along with its own script, not after it. */
export function scriptsAhead({ language, session }: Pick<Snapshot, 'language' | 'session'>): readonly string[] {
  const words = `assets/${language}.js`;
  const showsCode = session.kind === 'requesting-code' || session.kind === 'awaiting-approval';
  return showsCode ? [words, 'assets/qr-path.js'] : [words];
}
