/** The setting for the app's command: whether it's on PATH, where it is, and a button to install or remove it. */
import { COMMAND } from '../../locales/commands.ts';
import { rich } from '../../locales/rich.ts';
import type { CommandState } from '../../preload/api.ts';
import { useApp, useWords } from '../app-context.ts';
import { Address } from './facts.tsx';
import { Problem } from './problem.tsx';
import { RichText } from './rich-text.tsx';

/** The line that adds the folder to PATH in a shell's startup file. */
const PATH_LINE = 'PATH="$HOME/.local/bin:$PATH"';
const STARTUP_FILE = '~/.profile';

export function CommandRow() {
  const words = useWords('pages');
  const { snapshot, companion } = useApp();
  const { command } = words.tools;
  const state = snapshot.command;
  if (state.kind === 'not-offered') return null;
  const next = nextOf(state);
  return (
    <div class="row row--command">
      <span class="row__text">{command.title}</span>
      {next && (
        <button
          type="button"
          aria-describedby="command-note"
          onClick={() => void (next === 'install' ? companion.installCommand() : companion.removeCommand())}
        >
          {command[next]}
        </button>
      )}
      <div class="row__note" id="command-note" role="status">
        <Note state={state} />
      </div>
    </div>
  );
}

type Shown = Exclude<CommandState, { kind: 'not-offered' }>;

/** What the button does; null if there is nothing to do. */
function nextOf(state: Shown): 'install' | 'remove' | null {
  if (state.kind === 'failed') return state.next;
  if (state.kind === 'packaged') return null;
  return state.kind === 'installed' ? 'remove' : 'install';
}

function Note({ state }: { readonly state: Shown }) {
  const text = <RichText parts={sentenceOn(state, useWords('pages'))} />;
  const isGood =
    state.kind === 'packaged' || state.kind === 'not-installed' || (state.kind === 'installed' && state.onPath);
  return isGood ? <p class="note">{text}</p> : <Problem>{text}</Problem>;
}

function sentenceOn(state: Shown, { tools, storageReasons }: ReturnType<typeof useWords<'pages'>>) {
  const texts = tools.command;
  const command = <Address>{COMMAND}</Address>;
  switch (state.kind) {
    case 'packaged':
      return rich(texts.packaged, { command, file: <Address>{state.file}</Address> });
    case 'not-installed':
      return rich(texts.notInstalled, { command, folder: <Address>{state.folder}</Address> });
    case 'installed': {
      const folder = <Address>{state.folder}</Address>;
      if (state.onPath) return rich(texts.installed, { command, folder });
      const line = <Address>{PATH_LINE}</Address>;
      return rich(texts.offPath, { folder, line, startup: <Address>{STARTUP_FILE}</Address> });
    }
    case 'occupied':
      return rich(texts.occupied, { file: <Address>{state.file}</Address> });
    case 'failed': {
      const reason = <>{storageReasons[state.trouble]}</>;
      return rich(texts.failed, { folder: <Address>{state.folder}</Address>, reason });
    }
    default:
      return state satisfies never;
  }
}
