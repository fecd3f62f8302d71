/**
 * Asks the user whether a tool may get tokens: one prompt at a time, and none for a while after too many refusals. What the
 * user allows is kept in grants.ts.
 */
import type { ConsentAnswer, ConsentQuestion } from '../../preload/api.ts';
import type { Clock } from '../time/clock.ts';
import { unlessAborted } from '../time/clock.ts';
import { createSerialQueue } from '../time/serial-queue.ts';
import type { ConsentPrompt } from './types.ts';

/** Without a display and without a terminal, no one can be asked. */
export const NO_PROMPT: ConsentPrompt = { canAsk: () => false, ask: async () => 'silence' };

/** A tool waits this long for an answer, its place in the queue included. */
const ANSWER_LIMIT_MS = 60_000;

/** A question that has less time left is not shown any more: no one could read it. */
const SHORTEST_QUESTION_MS = 5_000;

/**
 * A tool that the user did not allow is not asked about for this long. After so many refusals or silences within as long,
 * under whatever names, there is no prompt at all for as long.
 */
const PERIOD_MS = 10 * 60_000;
const MOST_REFUSALS = 3;

/** `unavailable`: no one can be asked. `resting`: there is no prompt for a while. `stopped`: the app is quitting. */
export type Asked = ConsentAnswer | 'unavailable' | 'resting' | 'stopped';

export interface Consent {
  /**
   * The user's answer. A second question of the same tool, account and host joins the first and gets its answer.
   * When the last caller of a question is gone, its prompt goes too: that counts as silence. Never rejects.
   */
  ask(question: Omit<ConsentQuestion, 'id'>, gone: AbortSignal): Promise<Asked>;
  /** The question on the screen or next in the queue; null: none. */
  waiting(): ConsentQuestion | null;
  /** The app is quitting: every question ends, and none is asked any more. */
  stop(): void;
}

interface Open {
  readonly question: ConsentQuestion;
  readonly answer: Promise<Asked>;
  readonly end: AbortController;
  callers: number;
}

/** @param mayShow resolves when nothing more important is on the screen: no code, no lock. Rejects when the signal fires. */
export function createConsent(parts: {
  readonly prompt: ConsentPrompt;
  readonly clock: Clock;
  readonly mayShow: (signal: AbortSignal) => Promise<void>;
  readonly onChange: () => void;
  readonly newId: () => string;
}): Consent {
  const { prompt, clock, mayShow, onChange, newId } = parts;
  const turn = createSerialQueue();
  const questions = new Map<string, Open>();
  const stopping = new AbortController();
  /** When each tool was refused by the user. Only an answer adds to it, so it stays short. */
  const deniedAtMs = new Map<string, number>();
  let refusedAtMs: readonly number[] = [];
  let restsUntilMs = Number.NEGATIVE_INFINITY;

  /** Why there is no prompt now; null: there can be one. */
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

  /** Asks when it is this question's turn. The limit counts from the request. */
  async function put(question: ConsentQuestion, end: AbortSignal): Promise<Asked> {
    const latestMs = clock.elapsedMs() + ANSWER_LIMIT_MS - SHORTEST_QUESTION_MS;
    const answered = new AbortController();
    const limit = new AbortController();
    void clock.sleep(ANSWER_LIMIT_MS, answered.signal).then(
      () => limit.abort(),
      () => undefined,
    );
    const over = AbortSignal.any([end, limit.signal, stopping.signal]);
    try {
      return await turn(() => ask(question, over, latestMs));
    } finally {
      answered.abort();
    }
  }

  async function ask(question: ConsentQuestion, over: AbortSignal, latestMs: number): Promise<Asked> {
    if (stopping.signal.aborted) return 'stopped';
    // No one has seen it.
    if (over.aborted || clock.elapsedMs() > latestMs) return 'silence';
    if (isDenied(nameOf(question.tool, question.account.id))) return 'no';
    const why = whyNoPrompt();
    if (why) return why;
    try {
      await unlessAborted(mayShow(over), over);
    } catch {
      return stopping.signal.aborted ? 'stopped' : 'silence';
    }
    if (clock.elapsedMs() > latestMs) return 'silence';
    const answer = await prompt.ask(question, over);
    if (stopping.signal.aborted) return 'stopped';
    if (answer === 'no' || answer === 'silence') noteRefusal(question, answer);
    return answer;
  }

  function open(key: string, asked: Omit<ConsentQuestion, 'id'>): Open {
    const question = { ...asked, id: newId() };
    const end = new AbortController();
    const answer = put(question, end.signal).finally(() => {
      questions.delete(key);
      onChange();
    });
    const opened = { question, answer, end, callers: 0 };
    questions.set(key, opened);
    onChange();
    return opened;
  }

  return {
    async ask(asked, gone) {
      const key = JSON.stringify([asked.tool, asked.account.id, asked.host]);
      const there = questions.get(key);
      if (!there && stopping.signal.aborted) return 'stopped';
      if (!there && isDenied(nameOf(asked.tool, asked.account.id))) return 'no';
      const why = there ? null : whyNoPrompt();
      if (why) return why;
      const question = there ?? open(key, asked);
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
    waiting: () => questions.values().next().value?.question ?? null,
    stop: () => stopping.abort(),
  };
}

/** A tool under another host is the same tool. */
const nameOf = (tool: string, accountId: string) => JSON.stringify([tool, accountId]);
