/** The tools' grants, each with a button to remove it. */
import { useRef } from 'preact/hooks';
import { rich } from '../../locales/rich.ts';
import type { Grant, ToolsView } from '../../preload/api.ts';
import { useApp, useWords } from '../app-context.ts';
import { BinGlyph, ForwardGlyph } from './glyphs.tsx';
import { RichText } from './rich-text.tsx';
import { ToolAccountName } from './tool-account-name.tsx';

export function AllowedTools({ grants }: Pick<ToolsView, 'grants'>) {
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
            <GrantRow
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

/** Leads to the commands, which are in the signed-in view. */
function SetUp() {
  const words = useWords('pages');
  const { snapshot, companion } = useApp();
  const { session, settings, tools } = snapshot;
  const mayAsk = settings.localTools.value === 'ask' && tools.mayAsk?.length !== 0;
  if (session.kind !== 'signed-in' || !mayAsk) return null;
  return (
    <button type="button" class="row" onClick={() => void companion.showPage('state')}>
      <span class="row__text">{words.tools.use.title}</span>
      <ForwardGlyph />
    </button>
  );
}

/** @param onRemove called before this row, and the focus in it, disappears */
function GrantRow({ grant, onRemove }: { readonly grant: Grant; readonly onRemove: () => void }) {
  const words = useWords('pages');
  const { companion, announce } = useApp();
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
            <RichText parts={rich(tools.onlyFor, { host: <bdi dir="ltr">{host}</bdi> })} />
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

/** The grant's account, and how long it really lasts. */
function Lasting({ grant }: { readonly grant: Grant }) {
  const words = useWords('pages');
  const { snapshot } = useApp();
  const { lasts } = words.tools;
  const isKept = grant.duration === 'always' && grant.kept;
  const until = grant.duration === 'until-lock' && snapshot.tools.lockIsKnown ? lasts.untilLock : lasts.untilQuit;
  return (
    <RichText parts={rich(isKept ? lasts.always : until, { account: <ToolAccountName id={grant.accountId} /> })} />
  );
}
