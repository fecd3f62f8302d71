/** Limits a page's requests. Otherwise a compromised page could flood the server with sign-ins and the desktop with tabs. */
import type { Requests } from '../../preload/api.ts';
import type { Clock } from '../time/clock.ts';

/** Requests per minute: more than users send, but few enough for a server. Requests that aren't listed only affect main. */
const PER_MINUTE: Partial<Readonly<Record<keyof Requests, number>>> = {
  signIn: 10,
  openInBrowser: 10,
  copyCode: 30,
  signOut: 10,
  tryAgain: 30,
  useServer: 30,
  answerProxy: 10,
  checkForUpdates: 10,
  update: 10,
  saveReport: 10,
};

const WINDOW_MS = 60_000;

/** Whether a page may send this request now. If so, it is counted. */
export type RateLimit = (name: keyof Requests) => boolean;

/** Counts all pages together, because a page can be reloaded. */
export function createRateLimit(clock: Pick<Clock, 'elapsedMs'>): RateLimit {
  const made = new Map<keyof Requests, number[]>();
  return (name) => {
    const most = PER_MINUTE[name];
    if (most === undefined) return true;
    const now = clock.elapsedMs();
    const recent = (made.get(name) ?? []).filter((at) => now - at < WINDOW_MS);
    const allowed = recent.length < most;
    if (allowed) recent.push(now);
    made.set(name, recent);
    return allowed;
  };
}
