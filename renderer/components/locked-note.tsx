import type { LockedBy } from '../../preload/api.ts';
import { useStage } from '../scene.ts';
import { LockGlyph } from './glyphs.tsx';

/** Who has set what cannot be changed here. */
export function LockedNote({ by, id }: { readonly by: LockedBy; readonly id?: string }) {
  const { settings } = useStage().words;
  return (
    <p class="note locked" {...(id && { id })}>
      <LockGlyph /> {settings.lockedBy[by]}
    </p>
  );
}
