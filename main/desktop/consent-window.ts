/**
 * Asks the user whether a tool may use the sign-in, in a separate window with its own origin and preload script. An attacker who
 * controls the main window's page can neither open this window nor answer in it: only main creates it, only its own page has the
 * IPC channels, and nothing can be allowed in its first moments on the screen.
 */
import type { IpcMainInvokeEvent, WebContents } from 'electron';
import * as v from 'valibot';
import type { ConsentAnswer, ConsentQuestion } from '../../preload/api.ts';
import { CONSENT_CHANNELS, type ConsentChoice, type ConsentView } from '../../preload/consent-api.ts';
import type { Log } from '../system/log.ts';
import type { Clock } from '../time/clock.ts';
import { CONSENT_ORIGIN } from './asset-protocol.ts';
import { isPageOf } from './ipc.ts';
import { bringToFront, DEFAULT_SIZE, errnoOf, type PageParts, pageOptions, revealOncePainted } from './page-window.ts';
import { makeZoomable } from './zoom.ts';

interface ConsentWindowParts extends PageParts {
  readonly clock: Pick<Clock, 'elapsedMs'>;
  /** What the page needs in addition to the question. */
  readonly reader: () => Pick<ConsentView, 'computer' | 'language' | 'systemLocale'>;
}

export type ConsentWindow = ReturnType<typeof createConsentWindow>;

/** How long nothing can be allowed: longer than a double click, or a word being typed into another window. */
const INERT_MS = 500;

const ANSWER: v.GenericSchema<unknown, readonly [id: string, choice: ConsentChoice]> = v.strictTuple([
  v.string(),
  v.picklist(['no', 'once', 'until-lock', 'always']),
]);

/** Call after `ready`. The caller asks only one question at a time. */
export function createConsentWindow(parts: ConsentWindowParts) {
  let current: Prompt | null = null;
  return {
    /** Always true, because a desktop can show a window. */
    canAsk: () => true,
    /** Resolves with the answer. `silence`: the window was closed or lost, or the signal fired. Never rejects. */
    async ask(question: ConsentQuestion, signal: AbortSignal): Promise<ConsentAnswer> {
      if (signal.aborted) return 'silence';
      const { promise, resolve } = Promise.withResolvers<ConsentAnswer>();
      const silence = () => resolve('silence');
      const prompt = openPrompt(question, resolve, parts);
      current = prompt;
      signal.addEventListener('abort', silence, { once: true });
      const answer = await promise;
      signal.removeEventListener('abort', silence);
      if (current === prompt) current = null;
      prompt.close();
      return answer;
    },
    /** Brings the question to the front. False if there is none. */
    show() {
      current?.bring();
      return current !== null;
    },
  };
}

/** The window of one question. */
interface Prompt {
  /** Brings the window to the front. */
  bring(): void;
  close(): void;
}

/** @param onAnswer may be called more than once; only the first answer counts */
function openPrompt(
  question: ConsentQuestion,
  onAnswer: (answer: ConsentAnswer) => void,
  parts: ConsentWindowParts,
): Prompt {
  const { clock, reader, log } = parts;
  const window = new parts.BrowserWindow({ ...pageOptions(parts), ...DEFAULT_SIZE });
  const { webContents } = window;
  const silence = () => onAnswer('silence');
  let shownAtMs = Number.POSITIVE_INFINITY;

  /** Called each time the window comes to the front, because that may happen under a click meant for another window. */
  function noteShown() {
    shownAtMs = clock.elapsedMs();
    webContents.send(CONSENT_CHANNELS.shown);
  }

  serve(webContents, log, {
    question(): ConsentView {
      // Pass only these fields of the snapshot to this page.
      const { computer, language, systemLocale } = reader();
      return { question, computer, language, systemLocale, inertMs: INERT_MS };
    },
    answer(...given) {
      const answer = v.safeParse(ANSWER, given);
      const [id, choice] = answer.success ? answer.output : [null, null];
      const isInert = clock.elapsedMs() - shownAtMs < INERT_MS;
      // A refusal is accepted at any time, because it does no harm.
      if (choice === null || id !== question.id || (isInert && choice !== 'no')) throw new Error('refused');
      // Reply to the page before its window closes.
      setImmediate(() => onAnswer(choice));
    },
  });
  window.once('closed', silence);
  window.on('show', noteShown);
  webContents.on('render-process-gone', (_event, { reason, exitCode }) => {
    log('window: renderer gone', { reason, exitCode });
    silence();
  });
  makeZoomable(webContents);
  const reveal = revealOncePainted(window);
  window.loadURL(parts.url).catch((error: unknown) => {
    log('window: page not loaded', { errno: errnoOf(error) });
    silence();
  });

  return {
    bring() {
      if (!reveal.isRevealed()) return;
      bringToFront(window);
      noteShown();
    },
    close() {
      if (!window.isDestroyed()) window.destroy();
    },
  };
}

/** Handles requests from the window's own page only. */
function serve(
  { ipc }: Pick<WebContents, 'ipc'>,
  log: Log,
  handlers: Readonly<Record<'question' | 'answer', (...given: unknown[]) => unknown>>,
): void {
  const isOwnPage = isPageOf(CONSENT_ORIGIN);
  for (const name of ['question', 'answer'] as const)
    ipc.handle(CONSENT_CHANNELS[name], (event: Pick<IpcMainInvokeEvent, 'senderFrame'>, ...given: unknown[]) => {
      if (isOwnPage(event)) return handlers[name](...given);
      log('request refused: untrusted sender', { name });
      throw new Error('refused');
    });
}
