/** The Tools page: the tools' grants and their activity. */
import { useEffect } from 'preact/hooks';
import { rich } from '../../locales/rich.ts';
import type { ToolsView } from '../../preload/api.ts';
import { useApp, useWords } from '../app-context.ts';
import { AllowedTools } from '../components/allowed-tools.tsx';
import { Cover } from '../components/cover.tsx';
import { DoctorButton } from '../components/doctor-button.tsx';
import { LockGlyph } from '../components/glyphs.tsx';
import { Problem } from '../components/problem.tsx';
import { RichText } from '../components/rich-text.tsx';
import { ToolsSwitch } from '../components/rows.tsx';
import { ToolActivity } from '../components/tool-activity.tsx';

export function Tools() {
  const words = useWords('pages');
  const { snapshot, announce } = useApp();
  const { tools } = snapshot;
  useEffect(() => () => announce(null), []);
  return (
    <Cover title={words.tools.title} back="state" kind="top">
      <section class="group" aria-label={words.tools.title}>
        <div class="rows">
          <ToolsSwitch />
        </div>
        <Trouble api={tools.api} />
        <OnlyThese names={tools.mayAsk} />
      </section>
      <AllowedTools grants={tools.grants} />
      {tools.events.length > 0 && <ToolActivity events={tools.events} />}
    </Cover>
  );
}

/** Shows that tools can't reach the app. The doctor page explains what to do. */
function Trouble({ api }: Pick<ToolsView, 'api'>) {
  const { tools } = useWords('pages');
  if (api.kind !== 'trouble') return null;
  return (
    <>
      <Problem kind="under" role="status">
        {tools.unreachable({ reason: tools.troubles[api.why] })} {api.path !== null && <bdi dir="ltr">{api.path}</bdi>}
      </Problem>
      <div class="actions actions--quiet">
        <DoctorButton />
      </div>
    </>
  );
}

/** The tools that the administrator allows. */
function OnlyThese({ names }: { readonly names: ToolsView['mayAsk'] }) {
  const { tools } = useWords('pages');
  if (names === null) return null;
  return (
    <p class="note note--under locked">
      <LockGlyph />
      <span>
        {names.length === 0 ? (
          tools.noneMayAsk
        ) : (
          <RichText parts={rich(tools.onlyThese, { names: <bdi dir="ltr">{names.join(', ')}</bdi> })} />
        )}
      </span>
    </p>
  );
}
