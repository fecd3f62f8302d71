/** The commands that let tools use the sign-in. Initially closed. */
import { useState } from 'preact/hooks';
import { toolCommand } from '../../locales/commands.ts';
import { rich } from '../../locales/rich.ts';
import type { Grant, ToolUse } from '../../preload/api.ts';
import { useApp, useWords } from '../app-context.ts';
import { CopyButton } from './copy-button.tsx';
import { ChevronGlyph, ForwardGlyph } from './glyphs.tsx';
import { useOneOfSeveral } from './one-of-several.ts';
import { RichText } from './rich-text.tsx';

const USES: readonly ToolUse[] = ['terminal', 'git', 'docker', 'kubectl'];

export function UseSignIn() {
  const words = useWords('signed-in');
  const { snapshot, companion, accountId } = useApp();
  const account = useOneOfSeveral();
  const { use } = words.tools;
  const [chosen, setChosen] = useState<ToolUse>('terminal');
  const { grants } = snapshot.tools;
  const last = lastUsed(account ? grants.filter((grant) => grant.accountId === account.id) : grants);
  if (snapshot.settings.localTools.value === 'off') return null;
  return (
    <div class="rows rows--use">
      <details class="use">
        <summary>
          <span class="item__text">
            <span>{use.title}</span>
            <span class="item__note">{last ? <LastUsed grant={last} /> : use.hint}</span>
          </span>
          <ChevronGlyph />
        </summary>
        <div class="use__body">
          {snapshot.command.kind === 'not-installed' ? (
            <button type="button" class="quiet link" onClick={() => void companion.showPage('settings')}>
              <span>{use.install}</span> <ForwardGlyph />
            </button>
          ) : (
            <p class="note">{use.text}</p>
          )}
          <fieldset>
            <legend class="unseen">{use.with}</legend>
            <span class="choice">
              {USES.map((each) => (
                <label key={each}>
                  <input
                    type="radio"
                    name="use"
                    id={`use-${each}`}
                    checked={chosen === each}
                    onChange={() => setChosen(each)}
                  />
                  <span>{nameOf(each, use.terminal)}</span>
                </label>
              ))}
            </span>
          </fieldset>
          <div class="command">
            <code dir="ltr">{toolCommand(chosen, account?.name ?? null)}</code>
            <CopyButton
              key={chosen}
              label={use.copyCommand}
              isIcon
              copy={() => companion.copyCommand(chosen, accountId)}
            />
          </div>
          <p class="note">{use.notes[chosen]}</p>
          <button type="button" class="quiet link" onClick={() => void companion.showPage('tools')}>
            <span>{last ? <LastUsed grant={last} /> : words.tools.title}</span> <ForwardGlyph />
          </button>
        </div>
      </details>
    </div>
  );
}

/** The name of a tool. Program names are the same in every language. */
function nameOf(use: ToolUse, terminal: string): string {
  return { terminal, git: 'Git', docker: 'Docker', kubectl: 'kubectl' }[use];
}

function LastUsed({ grant }: { readonly grant: Used }) {
  const words = useWords('signed-in');
  return (
    <RichText
      parts={rich(words.tools.use.lastUsed, { tool: <bdi>{grant.tool}</bdi>, when: <>{words.when(grant.at)}</> })}
    />
  );
}

interface Used {
  readonly tool: string;
  readonly at: number;
}

function lastUsed(grants: readonly Grant[]): Used | null {
  const used = grants.flatMap(({ tool, lastUsedAt: at }) => (at === null ? [] : [{ tool, at }]));
  return used.sort((one, other) => other.at - one.at)[0] ?? null;
}
