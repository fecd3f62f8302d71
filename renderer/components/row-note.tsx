import type { LockedBy, SettingChangeProblem } from '../../preload/api.ts';
import { useWords } from '../scene.ts';
import { LockedNote } from './facts.tsx';
import { WarningGlyph } from './glyphs.tsx';

/** The notes under a row: what went wrong, who locked it, what it means. */
export function RowNote(props: {
  readonly name: string;
  readonly lockedBy: LockedBy | null;
  readonly problem: SettingChangeProblem | null;
  readonly note: string | null;
}) {
  const { settings } = useWords('pages');
  const { name, lockedBy, problem, note } = props;
  if (!problem && !lockedBy && note === null) return null;
  return (
    <div class="row__note" id={`${name}-note`}>
      {problem && (
        <p class="problem" role="alert">
          <WarningGlyph /> <span>{settings.problem(problem)}</span>
        </p>
      )}
      {lockedBy && <LockedNote by={lockedBy} />}
      {note !== null && <p class="note">{note}</p>}
    </div>
  );
}
