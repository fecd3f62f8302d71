/** Prints the code, how to approve it, and what happens while the app waits. */
import { ignoredFields } from '../../../locales/details.ts';
import type { TerminalWords } from '../../../locales/parts/terminal.ts';
import type { Prompt, SessionState, Waiting } from '../../../preload/api.ts';
import type { TerminalParts } from './parts.ts';
import { names } from './report.ts';

const LABEL_COLUMNS = 10;

/** Prints address and code at once, then the QR code and what to do with it. */
export async function showPrompt(parts: TerminalParts, state: Extract<SessionState, { kind: 'awaiting-approval' }>) {
  const { prompt, lifetimeMs } = state;
  const { terminal } = parts.words;
  const what = [`${label(terminal.open)}${prompt.verificationUri}`, `${label(terminal.code)}${prompt.userCode}`];
  // The QR code takes a moment to draw; what the user needs most does not wait for it.
  parts.write(['', ...what, ''].join('\n'));
  // If no phone can open the page, there is nothing to scan.
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

/** Pads a label so that all values start in one column. East Asian letters are two columns wide. */
function label(text: string): string {
  const columns = [...text].reduce((width, letter) => width + (letter >= '\u1100' ? 2 : 1), 0);
  return text + ' '.repeat(Math.max(1, LABEL_COLUMNS - columns));
}

/** What to print when the state of the connection changes; null: nothing. */
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
