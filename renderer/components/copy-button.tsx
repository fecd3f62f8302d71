/** Copies something through main, and confirms it. */
import { useEffect, useState } from 'preact/hooks';
import { useApp } from '../app-context.ts';
import { CheckGlyph, CopyGlyph } from './glyphs.tsx';

const SHOWN_FOR_MS = 2000;

export function CopyButton(props: {
  readonly label: string;
  /** Draws only the icon; the label is its accessible name. */
  readonly isIcon?: boolean;
  readonly copy: () => Promise<void>;
}) {
  const { words, announce } = useApp();
  const { copied } = words.awaiting;
  const [copiedAtMs, setCopiedAtMs] = useState<number | null>(null);

  useEffect(() => {
    if (copiedAtMs === null) return;
    const timer = setTimeout(() => {
      setCopiedAtMs(null);
      announce(null);
    }, SHOWN_FOR_MS);
    return () => clearTimeout(timer);
  }, [copiedAtMs]);

  async function copy() {
    await props.copy();
    setCopiedAtMs(performance.now());
    announce((it) => it.awaiting.copied);
  }

  const glyph = copiedAtMs === null ? <CopyGlyph /> : <CheckGlyph />;
  if (props.isIcon) {
    return (
      <button type="button" aria-label={props.label} title={props.label} onClick={() => void copy()}>
        {glyph}
      </button>
    );
  }
  // The name stays, because screen readers announce a new name of the focused button as well.
  return (
    <button type="button" aria-label={props.label} onClick={() => void copy()}>
      {glyph} <span>{copiedAtMs === null ? props.label : copied}</span>
    </button>
  );
}
