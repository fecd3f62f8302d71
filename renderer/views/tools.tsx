/** The tools that may use the sign-in, and what they did. */
import { useEffect, useRef, useState } from 'preact/hooks';
import { rich } from '../../locales/rich.ts';
import type { Grant, ToolEvent, ToolsView } from '../../preload/api.ts';
import { Cover } from '../components/cover.tsx';
import { BinGlyph, ChevronGlyph, ForwardGlyph, LockGlyph, WarningGlyph } from '../components/glyphs.tsx';
import { ToolsSwitch } from '../components/rows.tsx';
import { Said } from '../components/said.tsx';
import { Examine } from '../components/support.tsx';
import { useStage, useWords } from '../scene.ts';

/** So many events are shown before all are wanted. */
const FEW_EVENTS = 5;

export function Tools() {
  const words = useWords('pages');
  const { snapshot, announce } = useStage();
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
      <Allowed grants={tools.grants} />
      {tools.events.length > 0 && <Activity events={tools.events} />}
    </Cover>
  );
}

/** Tools cannot reach the app. What to do is part of the examination. */
function Trouble({ api }: Pick<ToolsView, 'api'>) {
  const { tools } = useWords('pages');
  if (api.kind !== 'trouble') return null;
  return (
    <>
      <p class="problem problem--under" role="status">
        <WarningGlyph />{' '}
        <span>
          {tools.unreachable({ reason: tools.troubles[api.why] })}{' '}
          {api.path !== null && <bdi dir="ltr">{api.path}</bdi>}
        </span>
      </p>
      <div class="actions actions--quiet">
        <Examine />
      </div>
    </>
  );
}

/** The administrator's list of tools that may ask. */
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
          <Said parts={rich(tools.onlyThese, { names: <bdi dir="ltr">{names.join(', ')}</bdi> })} />
        )}
      </span>
    </p>
  );
}

function Allowed({ grants }: Pick<ToolsView, 'grants'>) {
  const { tools } = useWords('pages');
  const heading = useRef<HTMLHeadingElement>(null);
  return (
    <section class="group" aria-labelledby="allowed">
      <h2 id="allowed" ref={heading} tabIndex={-1}>
        {tools.allowed}
      </h2>
      {grants.length > 0 ? (
        <ul class="rows">
          {grants.map((grant) => (
            <Allowance
              key={JSON.stringify([grant.tool, grant.accountId, grant.host])}
              grant={grant}
              onRemove={() => heading.current?.focus()}
            />
          ))}
        </ul>
      ) : (
        <div class="rows">
          <p class="nothing">
            <strong>{tools.none.title}</strong> {tools.none.text}
          </p>
          <SetUp />
        </div>
      )}
    </section>
  );
}

/** The way to the commands, which are in the signed-in view. */
function SetUp() {
  const words = useWords('pages');
  const { snapshot, companion } = useStage();
  const { session, settings, tools } = snapshot;
  const mayAsk = settings.localTools.value === 'ask' && tools.mayAsk?.length !== 0;
  if (session.kind !== 'signed-in' || !mayAsk) return null;
  return (
    <button type="button" class="row" onClick={() => void companion.open('state')}>
      <span class="row__text">{words.tools.use.title}</span>
      <ForwardGlyph />
    </button>
  );
}

/** @param onRemove this row, and the focus in it, is about to disappear */
function Allowance({ grant, onRemove }: { readonly grant: Grant; readonly onRemove: () => void }) {
  const words = useWords('pages');
  const { companion, announce } = useStage();
  const { tools } = words;
  const { tool, accountId, host, uses, lastUsedAt } = grant;
  async function remove() {
    onRemove();
    await companion.removeTool({ tool, accountId, host });
    announce((it) => it.tools.removed);
  }
  return (
    <li class="item">
      <div class="item__text">
        <p class="item__name">
          <bdi>{tool}</bdi>
        </p>
        <p class="item__note">
          <Lasting grant={grant} />
        </p>
        {host !== null && (
          <p class="item__note">
            <Said parts={rich(tools.onlyFor, { host: <bdi dir="ltr">{host}</bdi> })} />
          </p>
        )}
        <p class="item__note">
          {lastUsedAt === null
            ? tools.neverUsed
            : tools.used({ count: uses, times: words.number(uses), when: words.when(lastUsedAt) })}
        </p>
      </div>
      <button
        type="button"
        class="quiet quiet--icon"
        aria-label={tools.removeTool({ tool })}
        title={tools.remove}
        onClick={() => void remove()}
      >
        <BinGlyph />
      </button>
    </li>
  );
}

/** For which account, and how long it really lasts. */
function Lasting({ grant }: { readonly grant: Grant }) {
  const words = useWords('pages');
  const { snapshot } = useStage();
  const { lasts } = words.tools;
  const isKept = grant.duration === 'always' && grant.kept;
  const until = grant.duration === 'until-lock' && snapshot.tools.lockIsKnown ? lasts.untilLock : lasts.untilQuit;
  return <Said parts={rich(isKept ? lasts.always : until, { account: <AccountName id={grant.accountId} /> })} />;
}

function AccountName({ id }: { readonly id: string | null }) {
  const { tools, accounts } = useStage().snapshot;
  const { account } = tools;
  const one = accounts.length > 1 ? accounts.find((each) => each.id === id) : null;
  if (one) return <bdi>{one.name}</bdi>;
  return <bdi dir="ltr">{account !== null && (id === null || id === account.id) ? account.host : id}</bdi>;
}

function Activity({ events }: Pick<ToolsView, 'events'>) {
  const { tools } = useWords('pages');
  const [all, setAll] = useState(false);
  return (
    <section class="group" aria-labelledby="activity">
      <h2 id="activity">{tools.activity}</h2>
      <div class="rows">
        <ul class="events">
          {events.slice(0, all ? undefined : FEW_EVENTS).map((event, at) => (
            // Events have no name of their own, and the list only grows at its head.
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
  const account = <AccountName id={event.accountId} />;
  switch (event.what) {
    case 'token':
      return <Said parts={rich(tools.events.token, { tool, account })} />;
    case 'allowed':
      return <Said parts={rich(tools.events.allowed, { tool, account })} />;
    case 'removed':
      return <Said parts={rich(tools.events.removed, { tool })} />;
    case 'refused':
      return (
        <Said parts={rich(tools.events.refused, { tool, reason: <>{tools.reasons[reasonOf(event.problem)]}</> })} />
      );
    default:
      return event.what satisfies never;
  }
}

type Reason = keyof ReturnType<typeof useWords<'pages'>>['tools']['reasons'];

/** What exactly is wrong with a request does not matter to users. */
function reasonOf(problem: ToolEvent['problem']): Reason {
  switch (problem) {
    case 'declined':
    case 'no-consent':
    case 'not-allowed-by-policy':
    case 'tools-off':
    case 'host-not-allowed':
    case 'not-signed-in':
    case 'storage-unreadable':
    case 'lifetime-unavailable':
    case 'server-unreachable':
    case 'server-refused':
    case 'busy':
    case 'shutting-down':
    case 'internal':
      return problem;
    case 'bad-request':
    case 'not-found':
    case 'untrusted-caller':
    case 'unknown-account':
    case 'ambiguous-account':
    case null:
      return 'not-valid';
    default:
      return problem satisfies never;
  }
}
