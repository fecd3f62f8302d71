/**
 * Asks the user whether a tool may get tokens, with one prompt at a time, and with a pause after too many refusals.
 * permission.ts decides whether to ask, and grants.ts keeps what the user allows.
 */
import type { ConsentAnswer, ConsentQuestion } from '../../preload/api.ts';
import { type Clock, unlessAborted } from '../time/clock.ts';
import { withDeadline } from '../time/deadline.ts';
import { createSerialQueue } from '../time/serial-queue.ts';
import type { ConsentPrompt } from './types.ts';

/** Used without a display and a terminal, when no one can be asked. */
export const NO_PROMPT: ConsentPrompt = { canAsk: () => false, ask: async () => 'silence' };

/** How long a tool waits for an answer, including its time in the queue. */
const ANSWER_LIMIT_MS = 60_000;

/** A question with less time left is not shown, because no one could read it. */
const SHORTEST_QUESTION_MS = 5_000;

/**
 * How long there is no prompt for a tool after the user refused it. After MOST_REFUSALS refusals or unanswered prompts within this
 * time, for whatever tools, there is no prompt at all for as long.
 */
const PERIOD_MS = 10 * 60_000;
const MOST_REFUSALS = 3;

/** `unavailable`: no one can be asked. `resting`: prompts are paused. `stopped`: the app is quitting. */
export type ConsentResult = ConsentAnswer | 'unavailable' | 'resting' | 'stopped';

export type Consent = ReturnType<typeof createConsent>;

interface Open {
  readonly question: ConsentQuestion;
  readonly answer: Promise<ConsentResult>;
  readonly end: AbortController;
  callers: number;
}

/** @param parts.mayShow resolves when no code is on the screen and the screen isn't locked; rejects when the signal fires */
export function createConsent(parts: {
  readonly prompt: ConsentPrompt;
  readonly clock: Clock;
  readonly mayShow: (signal: AbortSignal) => Promise<void>;
  readonly onChange: () => void;
  readonly newId: () => string;
}) {
  const { prompt, clock, mayShow, onChange, newId } = parts;
  const turn = createSerialQueue();
  const questions = new Map<string, Open>();
  const stopping = new AbortController();
  /** When the user refused each tool. It stays short, because only answers add to it. */
  const deniedAtMs = new Map<string, number>();
  let refusedAtMs: readonly number[] = [];
  let restsUntilMs = Number.NEGATIVE_INFINITY;

  /** Why there can be no prompt now; null if there can. */
  function whyNoPrompt(): 'unavailable' | 'resting' | null {
    if (!prompt.canAsk()) return 'unavailable';
    return clock.elapsedMs() < restsUntilMs ? 'resting' : null;
  }

  function isDenied(tool: string): boolean {
    for (const [name, at] of deniedAtMs) if (clock.elapsedMs() - at >= PERIOD_MS) deniedAtMs.delete(name);
    return deniedAtMs.has(tool);
  }

  function noteRefusal({ tool, account }: ConsentQuestion, answer: 'no' | 'silence') {
    const now = clock.elapsedMs();
    if (answer === 'no') deniedAtMs.set(nameOf(tool, account.id), now);
    refusedAtMs = [...refusedAtMs.filter((at) => now - at < PERIOD_MS), now];
    if (refusedAtMs.length < MOST_REFUSALS) return;
    restsUntilMs = now + PERIOD_MS;
    refusedAtMs = [];
  }

  /** Asks when it's this question's turn. The time limit starts with the request. */
  async function waitForTurn(question: ConsentQuestion, end: AbortSignal): Promise<ConsentResult> {
    const latestMs = clock.elapsedMs() + ANSWER_LIMIT_MS - SHORTEST_QUESTION_MS;
    const stopped = AbortSignal.any([end, stopping.signal]);
    return withDeadline(clock, ANSWER_LIMIT_MS, (over) => turn(() => promptUser(question, over, latestMs)), stopped);
  }

  async function promptUser(question: ConsentQuestion, over: AbortSignal, latestMs: number): Promise<ConsentResult> {
    if (stopping.signal.aborted) return 'stopped';
    if (isDenied(nameOf(question.tool, question.account.id))) return 'no';
    const why = whyNoPrompt();
    if (why) return why;
    try {
      await unlessAborted(mayShow(over), over);
    } catch {
      return stopping.signal.aborted ? 'stopped' : 'silence';
    }
    // The question is not shown, so this silence is not counted.
    if (clock.elapsedMs() > latestMs) return 'silence';
    const answer = await prompt.ask(question, over);
    if (stopping.signal.aborted) return 'stopped';
    if (answer === 'no' || answer === 'silence') noteRefusal(question, answer);
    return answer;
  }

  function open(key: string, asked: Omit<ConsentQuestion, 'id'>): Open {
    const question = { ...asked, id: newId() };
    const end = new AbortController();
    const answer = waitForTurn(question, end.signal).finally(() => {
      questions.delete(key);
      onChange();
    });
    const opened = { question, answer, end, callers: 0 };
    questions.set(key, opened);
    onChange();
    return opened;
  }

  return {
    /**
     * Resolves with the user's answer. Questions with the same tool, account and host share one prompt. If all callers of a
     * question have disconnected, its prompt closes, which counts as silence. Never rejects.
     */
    async ask(asked: Omit<ConsentQuestion, 'id'>, gone: AbortSignal): Promise<ConsentResult> {
      const key = JSON.stringify([asked.tool, asked.account.id, asked.host]);
      const pending = questions.get(key);
      if (!pending && stopping.signal.aborted) return 'stopped';
      if (!pending && isDenied(nameOf(asked.tool, asked.account.id))) return 'no';
      const why = pending ? null : whyNoPrompt();
      if (why) return why;
      const question = pending ?? open(key, asked);
      question.callers += 1;
      try {
        return await unlessAborted(question.answer, gone);
      } catch {
        return 'silence';
      } finally {
        question.callers -= 1;
        if (question.callers === 0) question.end.abort();
      }
    },
    /** The question on the screen or next in the queue; null if there is none. */
    waiting: (): ConsentQuestion | null => questions.values().next().value?.question ?? null,
    /** The app is quitting: ends every question, and asks no more. */
    stop: () => stopping.abort(),
  };
}

/** The key of a tool, regardless of the host. */
const nameOf = (tool: string, accountId: string) => JSON.stringify([tool, accountId]);
