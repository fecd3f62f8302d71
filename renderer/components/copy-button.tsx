/** Copies the code, and says that it did. */
import { useEffect, useState } from 'preact/hooks';
import { useStage } from '../scene.ts';
import { CheckGlyph, CopyGlyph } from './glyphs.tsx';

const SAID_FOR_MS = 2000;

export function CopyButton() {
  const { words, companion, say } = useStage();
  const { copyCode, copied } = words.awaiting;
  const [copiedAtMs, setCopiedAtMs] = useState<number | null>(null);

  useEffect(() => {
    if (copiedAtMs === null) return;
    const timer = setTimeout(() => {
      setCopiedAtMs(null);
      say(null);
    }, SAID_FOR_MS);
    return () => clearTimeout(timer);
  }, [copiedAtMs]);

  async function copy() {
    await companion.copyCode();
    setCopiedAtMs(performance.now());
    say((it) => it.awaiting.copied);
  }

  return (
    <button type="button" onClick={() => void copy()}>
      {copiedAtMs === null ? <CopyGlyph /> : <CheckGlyph />} {copiedAtMs === null ? copyCode : copied}
    </button>
  );
}
