/** Prints the code, how to approve it, and changes of the connection while the app waits. */
import type { TerminalWords } from '../../../locales/chunks/terminal.ts';
import { ignoredFields } from '../../../locales/details.ts';
import type { Prompt, StateOf, Waiting } from '../../../preload/api.ts';
import type { TerminalParts } from './parts.ts';
import { names } from './report.ts';

const LABEL_COLUMNS = 10;

/** Prints the URL and the code at once, then the QR code with its instructions. */
export async function showPrompt(parts: TerminalParts, state: StateOf<'awaiting-approval'>) {
  const { prompt, lifetimeMs } = state;
  const { terminal } = parts.words;
  const what = [`${label(terminal.open)}${prompt.verificationUri}`, `${label(terminal.code)}${prompt.userCode}`];
  // Drawing the QR code takes a moment, so print what the user needs most first.
  parts.write(['', ...what, ''].join('\n'));
  // If phones can't open the page, a QR code is useless.
  const qr = prompt.onlyOnThisComputer ? null : await parts.drawQr(prompt.qrText).catch(() => null);
  if (parts.session.state().kind !== 'awaiting-approval') return;
  const { server } = names(parts);
  const lines = [
    ...(qr === null ? [] : [qr]),
    ...(qr === null && !prompt.onlyOnThisComputer ? [] : [howToApprove(prompt, terminal)]),
    ...(prompt.foreignHost ? [terminal.foreignHost({ host: prompt.foreignHost, server })] : []),
    terminal.caution(names(parts)),
    terminal.waiting(lifetimeMs),
    ...ignoredFields(prompt).map((line) => `  ${line}`),
  ];
  parts.write(lines.join('\n'));
}

function howToApprove({ onlyOnThisComputer, qrCarriesCode }: Prompt, terminal: TerminalWords['terminal']): string {
  if (onlyOnThisComputer) return terminal.onlyHere;
  return qrCarriesCode ? terminal.thenCompare : terminal.thenEnter;
}

/** Pads a label so that all values line up. East Asian characters are two columns wide. */
function label(text: string): string {
  const columns = [...text].reduce((width, letter) => width + (letter >= '\u1100' ? 2 : 1), 0);
  return text + ' '.repeat(Math.max(1, LABEL_COLUMNS - columns));
}

/** What to print when the connection changes; null: nothing. */
export function connectionChange(
  terminal: TerminalWords['terminal'],
  waiting: Waiting,
  before: Waiting,
): string | null {
  switch (waiting.kind) {
    case 'ok':
      return before.kind === 'retrying' ? terminal.connected : null;
    case 'retrying':
      return terminal.stillTrying(waiting.because);
    case 'slow':
      return terminal.slow;
    case 'must-wait':
      return terminal.mustWait(waiting.waitMs);
    default:
      return waiting satisfies never;
  }
}
