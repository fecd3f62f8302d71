/** A note that this computer's clock is wrong, if that could be the cause of a failure. */

import { mayBeTheClock } from '../../locales/details.ts';
import type { Ended, Failure, Link } from '../../preload/api.ts';
import { useStage } from '../scene.ts';
import { WarningGlyph } from './glyphs.tsx';

export function ClockOff({ of }: { readonly of: Failure | Ended | Link }) {
  const { words, snapshot } = useStage();
  const offMs = snapshot.server?.clockOffMs ?? null;
  if (offMs === null || !mayBeTheClock(of)) return null;
  return (
    <p class="problem problem--center">
      <WarningGlyph /> <span>{words.clockOff(offMs)}</span>
    </p>
  );
}
