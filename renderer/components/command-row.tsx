/** The setting for the app's command: whether it's on PATH, where it is, and a button to install or remove it. */
import { COMMAND } from '../../locales/commands.ts';
import { rich } from '../../locales/rich.ts';
import type { CommandState } from '../../preload/api.ts';
import { useApp, useWords } from '../app-context.ts';
import { WarningGlyph } from './glyphs.tsx';
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
  switch (state.kind) {
    case 'packaged':
      return null;
    case 'installed':
      return 'remove';
    case 'not-installed':
    case 'occupied':
      return 'install';
    case 'failed':
      return state.next;
    default:
      return state satisfies never;
  }
}

function Note({ state }: { readonly state: Shown }) {
  const { tools, storageReasons } = useWords('pages');
  const texts = tools.command;
  const command = <Literal>{COMMAND}</Literal>;
  switch (state.kind) {
    case 'packaged':
      return <Plain>{rich(texts.packaged, { command, file: <Literal>{state.file}</Literal> })}</Plain>;
    case 'not-installed':
      return <Plain>{rich(texts.notInstalled, { command, folder: <Literal>{state.folder}</Literal> })}</Plain>;
    case 'installed': {
      const folder = <Literal>{state.folder}</Literal>;
      if (state.onPath) return <Plain>{rich(texts.installed, { command, folder })}</Plain>;
      const line = <Literal>{PATH_LINE}</Literal>;
      const startup = <Literal>{STARTUP_FILE}</Literal>;
      return <Problem>{rich(texts.offPath, { folder, line, startup })}</Problem>;
    }
    case 'occupied':
      return <Problem>{rich(texts.occupied, { file: <Literal>{state.file}</Literal> })}</Problem>;
    case 'failed': {
      const reason = <>{storageReasons[state.trouble]}</>;
      return <Problem>{rich(texts.failed, { folder: <Literal>{state.folder}</Literal>, reason })}</Problem>;
    }
    default:
      return state satisfies never;
  }
}

type Parts = Parameters<typeof RichText>[0]['parts'];

function Plain({ children }: { readonly children: Parts }) {
  return (
    <p class="note">
      <RichText parts={children} />
    </p>
  );
}

function Problem({ children }: { readonly children: Parts }) {
  return (
    <p class="problem">
      <WarningGlyph />{' '}
      <span>
        <RichText parts={children} />
      </span>
    </p>
  );
}

/** A path, or text to type literally. */
function Literal({ children }: { readonly children: string }) {
  return <bdi dir="ltr">{children}</bdi>;
}
