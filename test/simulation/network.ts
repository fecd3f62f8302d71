/** The network between a computer and its server, with all its faults, and a log of the requests. */
import type { Fetch } from '../../main/time/clock.ts';
import type { FakeClock } from '../unit/fake-clock.ts';
import type { Chance } from './chance.ts';
import type { ModelServer } from './model-server.ts';

/** A request's result when the server is down. */
export type Outage =
  | { readonly kind: 'refuses' }
  | { readonly kind: 'hangs' }
  | { readonly kind: 'html' }
  /** The status 503. `retryAfterS`: null if it demands no pause. */
  | { readonly kind: 'overloaded'; readonly retryAfterS: number | null };

/** The outcome of a request. `unsent`: it never left the computer, or the connection was refused. */
export type Outcome = 'pending' | 'unsent' | 'lost' | 'trouble' | 'tokens' | 'refusal';

/** One request of the app. */
export interface Sent {
  readonly atMs: number;
  readonly form: Readonly<Record<string, string>>;
  /** Whether it left the computer. */
  left: boolean;
  endMs: number;
  outcome: Outcome;
  retryAfterMs: number;
}

/** The next refresh's network fault, and the concurrent event. */
export interface Accident {
  /** Whether the server has rotated the token by then. */
  readonly rotated: boolean;
  readonly happen: () => void;
}

export interface Network {
  readonly fetch: Fetch;
  readonly sent: readonly Sent[];
  /** The most refreshes that were in progress at once. */
  mostAtOnce(): number;
  isQuiet(): boolean;
  /** Breaks requests in progress, as Chromium does with this code. */
  cut(code: string): void;
  /** The next refresh that reaches the server has an accident. */
  meet(accident: Accident): void;
  /** How many accidents have not happened yet. */
  accidentsLeft(): number;
}

export function createNetwork(options: {
  readonly clock: FakeClock;
  readonly chance: Chance;
  readonly server: ModelServer;
  readonly isOnline: () => boolean;
  readonly outage: () => Outage | null;
  /** Whether an accident may occur. None does while the previous one can still be recovered from. */
  readonly isCalm: () => boolean;
}): Network {
  const { clock, chance, server, isOnline, outage, isCalm } = options;
  const sent: Sent[] = [];
  const pendingRequests = new Map<Sent, AbortController>();
  const accidents: Accident[] = [];
  let mostAtOnce = 0;

  function nextAccident(form: Sent['form']): Accident | undefined {
    return isRefresh(form) && isCalm() ? accidents.shift() : undefined;
  }

  async function travel(path: string, now: Sent, signal: AbortSignal): Promise<Response> {
    if (!isOnline()) throw new TypeError('net::ERR_INTERNET_DISCONNECTED');
    now.left = true;
    await clock.sleep(chance.between(20, 300), signal);
    const down = outage();
    if (down) return answerOf(down, now, signal);
    const accident = nextAccident(now.form);
    if (accident && !accident.rotated) accident.happen();
    signal.throwIfAborted();
    const { response, arrived } = server.serve(path, now.form);
    if (accident) accident.happen();
    await clock.sleep(chance.between(20, 300), signal);
    arrived();
    now.outcome = response.ok ? 'tokens' : 'refusal';
    return response;
  }

  function answerOf(down: Outage, now: Sent, signal: AbortSignal): Response | Promise<Response> {
    now.outcome = 'trouble';
    switch (down.kind) {
      case 'refuses':
        now.outcome = 'unsent';
        throw new TypeError('net::ERR_CONNECTION_REFUSED');
      case 'hangs':
        now.outcome = 'pending';
        return clock.sleep(Number.POSITIVE_INFINITY, signal).then(() => new Response(''));
      case 'html':
        // The gateway got no complete response, so it's unknown whether the server acted.
        now.outcome = 'lost';
        return new Response('<html>', { status: 502 });
      case 'overloaded': {
        now.retryAfterMs = (down.retryAfterS ?? 0) * 1000;
        const headers = new Headers(down.retryAfterS === null ? {} : { 'retry-after': String(down.retryAfterS) });
        return new Response('', { status: 503, headers });
      }
      default:
        return down satisfies never;
    }
  }

  return {
    sent,
    mostAtOnce: () => mostAtOnce,
    isQuiet: () => pendingRequests.size === 0,
    cut(code) {
      for (const stop of pendingRequests.values()) stop.abort(new TypeError(code));
    },
    meet: (accident) => void accidents.push(accident),
    accidentsLeft: () => accidents.length,
    async fetch(input, init) {
      const request = new Request(input, init);
      const form = Object.fromEntries(new URLSearchParams(await request.text()));
      const atMs = clock.passedMs();
      const now: Sent = { atMs, form, left: false, endMs: atMs, outcome: 'pending', retryAfterMs: 0 };
      const stop = new AbortController();
      sent.push(now);
      pendingRequests.set(now, stop);
      mostAtOnce = Math.max(mostAtOnce, [...pendingRequests.keys()].filter((one) => isRefresh(one.form)).length);
      try {
        return await travel(new URL(request.url).pathname, now, AbortSignal.any([request.signal, stop.signal]));
      } catch (error) {
        if (now.outcome === 'pending') now.outcome = now.left ? 'lost' : 'unsent';
        throw error;
      } finally {
        now.endMs = clock.passedMs();
        pendingRequests.delete(now);
      }
    },
  };
}

export function isRefresh(form: Sent['form']): boolean {
  return form['grant_type'] === 'refresh_token';
}
