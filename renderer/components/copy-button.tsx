/** Copies something by way of main, and confirms it. */
import { useEffect, useState } from 'preact/hooks';
import { useStage } from '../scene.ts';
import { CheckGlyph, CopyGlyph } from './glyphs.tsx';

const SAID_FOR_MS = 2000;

export function CopyButton(props: {
  readonly label: string;
  /** For a screen reader, if the label alone does not name what is copied. */
  readonly name?: string;
  readonly copy: () => Promise<void>;
}) {
  const { words, announce } = useStage();
  const { copied } = words.awaiting;
  const [copiedAtMs, setCopiedAtMs] = useState<number | null>(null);

  useEffect(() => {
    if (copiedAtMs === null) return;
    const timer = setTimeout(() => {
      setCopiedAtMs(null);
      announce(null);
    }, SAID_FOR_MS);
    return () => clearTimeout(timer);
  }, [copiedAtMs]);

  async function copy() {
    await props.copy();
    setCopiedAtMs(performance.now());
    announce((it) => it.awaiting.copied);
  }

  return (
    <button type="button" aria-label={props.name} onClick={() => void copy()}>
      {copiedAtMs === null ? <CopyGlyph /> : <CheckGlyph />} <span>{copiedAtMs === null ? props.label : copied}</span>
    </button>
  );
}
