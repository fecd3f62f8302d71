/** The last events of local tools, the newest first. */
import { useState } from 'preact/hooks';
import { rich } from '../../locales/rich.ts';
import type { ToolEvent, ToolProblem, ToolsView } from '../../preload/api.ts';
import { useWords } from '../app-context.ts';
import { ChevronGlyph } from './glyphs.tsx';
import { RichText } from './rich-text.tsx';
import { ToolAccountName } from './tool-account-name.tsx';

/** How many events are shown at first. */
const FEW_EVENTS = 5;

export function ToolActivity({ events }: Pick<ToolsView, 'events'>) {
  const { tools } = useWords('pages');
  const [all, setAll] = useState(false);
  return (
    <section class="group" aria-labelledby="activity">
      <h2 id="activity">{tools.activity}</h2>
      <div class="rows">
        <ul class="events">
          {events.slice(0, all ? undefined : FEW_EVENTS).map((event, at) => (
            // Events have no IDs, and new ones are added only at the top.
            <Line key={events.length - at} event={event} />
          ))}
        </ul>
        {events.length > FEW_EVENTS && (
          <button type="button" class={all ? 'row row--open' : 'row'} aria-expanded={all} onClick={() => setAll(!all)}>
            <span class="row__text">{tools.allActivity}</span>
            <ChevronGlyph />
          </button>
        )}
      </div>
    </section>
  );
}

function Line({ event }: { readonly event: ToolEvent }) {
  const words = useWords('pages');
  return (
    <li class={event.problem === null ? undefined : 'event--refused'}>
      <time dateTime={new Date(event.at).toISOString()}>{words.moment(event.at)}</time>{' '}
      <span>
        <What event={event} />
      </span>
    </li>
  );
}

function What({ event }: { readonly event: ToolEvent }) {
  const { tools } = useWords('pages');
  const tool = <bdi>{event.tool}</bdi>;
  const account = <ToolAccountName id={event.accountId} />;
  switch (event.what) {
    case 'token':
      return <RichText parts={rich(tools.events.token, { tool, account })} />;
    case 'allowed':
      return <RichText parts={rich(tools.events.allowed, { tool, account })} />;
    case 'removed':
      return <RichText parts={rich(tools.events.removed, { tool })} />;
    case 'refused':
      return (
        <RichText parts={rich(tools.events.refused, { tool, reason: <>{reasonOf(event.problem, tools.reasons)}</> })} />
      );
    default:
      return event.what satisfies never;
  }
}

/** The reason as shown to users. All problems with a request itself have the same text. */
function reasonOf(problem: ToolEvent['problem'], reasons: ReturnType<typeof useWords<'pages'>>['tools']['reasons']) {
  const texts: Readonly<Partial<Record<ToolProblem, string>>> = reasons;
  return (problem && texts[problem]) ?? reasons['not-valid'];
}
