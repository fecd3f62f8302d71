/** What crosses between main and the window that asks about a tool: types and channel names. */
import type { Language } from './settings.ts';
import type { ConsentAnswer, ConsentQuestion } from './tools.ts';

/** What the prompt draws. */
export interface ConsentView {
  readonly question: ConsentQuestion;
  /** This computer's name. */
  readonly computer: string;
  readonly language: Language;
  readonly systemLocale: string;
  /** Nothing can be allowed for this long after the prompt appears: a click or key meant for another window must do no harm. */
  readonly inertMs: number;
}

/** What a press on the prompt means. */
export type ConsentChoice = Exclude<ConsentAnswer, 'silence'>;

/** The contract as the prompt sees it: `window.consent`. */
export interface ConsentBridge {
  question(): Promise<ConsentView>;
  /** `id`: the question that was on the screen. */
  answer(id: string, choice: ConsentChoice): Promise<void>;
  /** Calls back each time the prompt was brought to the front. */
  onShown(listener: () => void): void;
}

/** The channels exist in the prompt's own `webContents.ipc` and nowhere else. */
export const CONSENT_CHANNELS = {
  question: 'consent:question',
  answer: 'consent:answer',
  shown: 'consent:shown',
} as const;
