/** Asks the user whether a tool may get tokens: one prompt at a time, and none for a while after too many refusals. */
import type { Clock } from '../time/clock.ts';
import { inTurn } from '../time/serial-queue.ts';
import type { ConsentAnswer, ConsentPrompt, ConsentQuestion } from './types.ts';

/** A caller waits this long for an answer, its place in the queue included. */
export const ANSWER_LIMIT_MS = 60_000;

/** After this many refusals or silences within the window, under whatever names, there is no prompt for as long again. */
const MOST_REFUSALS = 3;
const WINDOW_MS = 10 * 60_000;

export interface Consent {
  /**
   * The user's answer. `unavailable`: no one can be asked, or prompts rest after too many refusals.
   * A second question of the same tool, account and host joins the first. Never rejects.
   */
  ask(question: ConsentQuestion): Promise<ConsentAnswer | 'unavailable'>;
  /** The question on the screen or in the queue, for the tray; null: none. */
  waiting(): ConsentQuestion | null;
}

/**
 * @param mayShow resolves when nothing more important is on the screen: no code, no lock. Rejects when the signal fires.
 */
export function createConsent({
  prompt,
  clock,
  mayShow,
  onChange,
}: {
  readonly prompt: ConsentPrompt;
  readonly clock: Clock;
  readonly mayShow: (signal: AbortSignal) => Promise<void>;
  readonly onChange: () => void;
}): Consent {
  const turn = inTurn();
  const open = new Map<
    string,
    { readonly question: ConsentQuestion; readonly answer: Promise<ConsentAnswer | 'unavailable'> }
  >();
  let refusedAtMs: readonly number[] = [];

  const rests = () => {
    refusedAtMs = refusedAtMs.filter((at) => clock.elapsedMs() - at < WINDOW_MS);
    return refusedAtMs.length >= MOST_REFUSALS;
  };

  async function put(question: ConsentQuestion): Promise<ConsentAnswer | 'unavailable'> {
    const limit = new AbortController();
    const done = new AbortController();
    void clock.sleep(ANSWER_LIMIT_MS, done.signal).then(
      () => limit.abort(),
      () => undefined,
    );
    try {
      return await turn(async () => {
        if (limit.signal.aborted) return 'silence';
        if (rests() || !prompt.canAsk()) return 'unavailable';
        try {
          await mayShow(limit.signal);
        } catch {
          return 'silence';
        }
        const answer = await prompt.ask(question, limit.signal);
        if (answer === 'no' || answer === 'silence') refusedAtMs = [...refusedAtMs, clock.elapsedMs()];
        return answer;
      });
    } finally {
      done.abort();
    }
  }

  return {
    ask(question) {
      const key = JSON.stringify([question.tool, question.account.id, question.host]);
      const joined = open.get(key);
      if (joined) return joined.answer;
      if (rests() || !prompt.canAsk()) return Promise.resolve('unavailable');
      const answer = put(question).finally(() => {
        open.delete(key);
        onChange();
      });
      open.set(key, { question, answer });
      onChange();
      return answer;
    },
    waiting: () => open.values().next().value?.question ?? null,
  };
}
