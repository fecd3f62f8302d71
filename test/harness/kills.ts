/** Kills of the app around the rotation of its refresh token: their moments and results. */
import type { Arrival } from '../authorization-server/arrival.ts';

/** The facts about a kill, from the server's log, the disk and the app's output. */
export interface Kill {
  /** The app's mode. */
  readonly run: string;
  /** The time between the start of its rotation and the kill, in milliseconds. */
  readonly afterMs: number;
  /** The refreshes of the killed run that reached the server, and whether their answers arrived. */
  readonly sent: readonly { readonly outcome: string; readonly arrival: Arrival }[];
  /** Whether the killed run had replaced the old session with a new one, or had reported that it is signed in. */
  readonly committed: boolean;
  /** The next run's report of its refresh. */
  readonly reported: Reported;
  /** The server's responses to the next run's refreshes. */
  readonly answers: readonly string[];
}

/** A run's report of a refresh. Other reports are given as printed. */
export type Reported = 'signed in' | 'interrupted' | { readonly other: string };

export type Moment = 'before the request' | 'during the request' | 'after the commit';

/** The moment of a kill. */
export function momentOf({ sent, committed }: Kill): Moment {
  if (committed) return 'after the commit';
  return sent.length === 0 ? 'before the request' : 'during the request';
}

export type Verdict =
  /** The next refresh succeeded. */
  | 'intact'
  /** The token was used up, and the server can't know whether its response arrived. The app reported this. */
  | 'honestly interrupted'
  /** The sign-in was lost for another reason, or the report was wrong. */
  | 'otherwise';

export function verdictOf(kill: Kill): Verdict {
  const { reported, sent, answers } = kill;
  if (reported === 'signed in') return answers.at(-1) === 'tokens' ? 'intact' : 'otherwise';
  const lost = sent.some(({ outcome, arrival }) => outcome === 'tokens' && arrival === 'in-doubt');
  const honest = reported === 'interrupted' && lost && momentOf(kill) === 'during the request';
  return honest && answers.at(-1) === 'invalid_grant' ? 'honestly interrupted' : 'otherwise';
}

/** A summary in one line. */
export function figures(kills: readonly Kill[]): string {
  const verdicts = (verdict: Verdict) => `${kills.filter((kill) => verdictOf(kill) === verdict).length} ${verdict}`;
  const moments = (moment: Moment) => `${kills.filter((kill) => momentOf(kill) === moment).length} ${moment}`;
  return [
    `Kills: ${kills.length}: ${verdicts('intact')}, ${verdicts('honestly interrupted')}, ${verdicts('otherwise')}.`,
    `The kills came: ${moments('before the request')}, ${moments('during the request')}, ${moments('after the commit')}.`,
  ].join(' ');
}

/** When a rotation was sent, and when its new token was on disk, in milliseconds after its start. */
export interface Rotation {
  readonly sentMs: number;
  readonly committedMs: number;
}

/** Moments for kills, in turn while the request is pending, after the commit, and before the request. */
export interface Moments {
  /** Adds a rotation without a kill. The next moments are based on it and the few before it. */
  saw(rotation: Rotation): void;
  /** Milliseconds since the start of a rotation. */
  next(): number;
}

export function momentsAround(chance: { next(): number }): Moments {
  const seen: Rotation[] = [];
  let turn = 0;
  return {
    saw(rotation) {
      seen.push(rotation);
      if (seen.length > RECENT) seen.shift();
    },
    next() {
      const sentMs = median(seen.map((it) => it.sentMs));
      const airMs = median(seen.map((it) => it.committedMs - it.sentMs));
      // Pending, after the commit, before the request: even a few kills include some of each.
      const third = turn++ % 3;
      const airsLater = third === 2 ? -1 : third;
      return Math.max(0, sentMs + airMs * (airsLater + chance.next()));
    },
  };
}

const RECENT = 5;

function median(numbers: readonly number[]): number {
  const middle = numbers.toSorted((a, b) => a - b)[numbers.length >> 1];
  if (middle === undefined) throw new Error('no token rotation yet');
  return middle;
}
