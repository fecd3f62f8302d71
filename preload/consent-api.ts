/** The contract between main and the consent window: types and channel names. */
import type { Language } from './settings.ts';
import type { ConsentAnswer, ConsentQuestion } from './tools.ts';

/** What the prompt shows. */
export interface ConsentView {
  readonly question: ConsentQuestion;
  /** This computer's name. */
  readonly computer: string;
  readonly language: Language;
  readonly systemLocale: string;
  /** How long nothing can be allowed after the prompt appears, because of clicks and keys meant for another window. */
  readonly inertMs: number;
}

/** The user's choice in the prompt. */
export type ConsentChoice = Exclude<ConsentAnswer, 'silence'>;

/** The contract in the prompt's page: `window.consent`. */
export interface ConsentBridge {
  question(): Promise<ConsentView>;
  /** `id`: the question that was on the screen. */
  answer(id: string, choice: ConsentChoice): Promise<void>;
  /** Calls back each time the prompt was brought to the front. */
  onShown(listener: () => void): void;
}

/** The channels exist only in the prompt's own `webContents.ipc`. */
export const CONSENT_CHANNELS = {
  question: 'consent:question',
  answer: 'consent:answer',
  shown: 'consent:shown',
} as const;
