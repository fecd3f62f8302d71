/** Details for support or an administrator. Initially closed. */
import type { ComponentChildren } from 'preact';
import { ChevronGlyph } from './glyphs.tsx';

export function Details({ summary, children }: { readonly summary: string; readonly children: ComponentChildren }) {
  return (
    <details class="support">
      <summary>
        <ChevronGlyph /> {summary}
      </summary>
      {children}
    </details>
  );
}
