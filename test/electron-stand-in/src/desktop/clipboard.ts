/** The desktop's clipboard, accessed with a clipboard program or else through one of the app's windows. */
import { execFile, spawn } from 'node:child_process';
import type { Session } from '../chromium/connection.ts';
import { notice } from './notice.ts';
import { findProgram } from './programs.ts';

/** The pages of the app's windows. Chromium keeps what one of them has copied for as long as it runs. */
export const pages = new Set<Session>();

/** The text that this process copied last, which is all there is without a clipboard. */
let copied = '';

/** Copies `text` to the clipboard, or keeps it for this process if no clipboard is available. */
export async function writeText(text: string, environment: NodeJS.ProcessEnv): Promise<void> {
  copied = text;
  const program = findClipboardProgram(environment);
  if (program && (await write(program.write, text, environment))) return;
  for (const page of pages) if (environment['DISPLAY'] && (await copyIn(page, text))) return;
  notice('there is no way to the clipboard here; xclip would be one');
}

/** The text on the clipboard, or the text that this process copied last. */
export async function readText(environment: NodeJS.ProcessEnv): Promise<string> {
  const program = findClipboardProgram(environment);
  return (program && (await read(program.read, environment))) ?? copied;
}

interface ClipboardProgram {
  readonly write: readonly string[];
  readonly read: readonly string[];
}

function findClipboardProgram(environment: NodeJS.ProcessEnv): ClipboardProgram | null {
  const wayland = environment['WAYLAND_DISPLAY'] ? findProgram(['wl-copy'], environment) : null;
  if (wayland !== null) return { write: [wayland], read: [wayland.replace(/copy$/, 'paste'), '--no-newline'] };
  if (!environment['DISPLAY']) return null;
  const xclip = findProgram(['xclip'], environment);
  const selection = ['-selection', 'clipboard'];
  if (xclip !== null) return { write: [xclip, ...selection, '-in'], read: [xclip, ...selection, '-out'] };
  const xsel = findProgram(['xsel'], environment);
  if (xsel === null) return null;
  return { write: [xsel, '--clipboard', '--input'], read: [xsel, '--clipboard', '--output'] };
}

/** Gives `text` to the program; false if that fails. It may leave a helper behind, which holds the text. */
function write([program = '', ...args]: readonly string[], text: string, env: NodeJS.ProcessEnv): Promise<boolean> {
  const child = spawn(program, args, { env, stdio: ['pipe', 'ignore', 'ignore'] });
  // If it ended before it read anything, its exit code shows that.
  child.stdin.on('error', () => undefined).end(text);
  return new Promise((resolve) => {
    child.once('error', () => resolve(false)).once('exit', (code) => resolve(code === 0));
  });
}

/** The program's output; null if it fails. */
function read([program = '', ...args]: readonly string[], env: NodeJS.ProcessEnv): Promise<string | null> {
  return new Promise((resolve) => {
    execFile(program, args, { env }, (error, output) => resolve(error ? null : output));
  });
}

/** Copies like a user in the page, but in an isolated world, so that the page's scripts don't see the text. */
async function copyIn(page: Session, text: string): Promise<boolean> {
  try {
    const { frameTree } = await page.send('Page.getFrameTree');
    const world = await page.send('Page.createIsolatedWorld', { frameId: frameTree.frame.id, worldName: 'clipboard' });
    const { result } = await page.send('Runtime.evaluate', {
      contextId: world.executionContextId,
      userGesture: true,
      expression: `(${copyInPage})(${JSON.stringify(text)})`,
    });
    return result.value === true;
  } catch {
    return false;
  }
}

/** This text runs in the page. */
const copyInPage = `(text) => {
  let isCopied = false;
  const onCopy = (event) => {
    event.clipboardData.setData('text/plain', text);
    event.preventDefault();
    event.stopImmediatePropagation();
    isCopied = true;
  };
  addEventListener('copy', onCopy, { capture: true });
  document.execCommand('copy');
  removeEventListener('copy', onCopy, { capture: true });
  return isCopied;
}`;
