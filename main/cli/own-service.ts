/** This process as the one that serves the API of its profile, while no other one does: one service at a time. */
import type { Clock } from '../time/clock.ts';
import type { Answer } from './commands/parts.ts';

/** The process that asked for the profile tries to take it more often than this. */
const OTHERS_FIRST_MS = 1_000;

/** What serves the API in this process. */
export interface CommandService {
  readonly kind: 'serving';
  /** Responds to what was asked, lets a refresh finish, and gives the profile back. */
  stop(): Promise<void>;
}

export interface OwnService {
  /** Takes the profile and serves its API. `taken`: another process has the profile, or this one serves already. */
  serve(): Promise<CommandService | { readonly kind: 'taken' } | Extract<Answer, { kind: 'problem' }>>;
  /** Ends the service, if there is one. Two callers may want this at once, the command that is done and another process. */
  giveBack(): Promise<void>;
}

/**
 * @param lock takes the profile's lock; true also if this process has it already
 * @param open serves, with the lock held; what it resolves with gives the lock back
 */
export function createOwnService(
  lock: () => boolean,
  open: () => Promise<CommandService | Extract<Answer, { kind: 'problem' }>>,
  clock: Pick<Clock, 'elapsedMs'>,
): OwnService {
  let service: Promise<CommandService | null> | null = null;
  let stopped = Promise.resolve();
  let othersFirstUntilMs = 0;

  return {
    async serve() {
      // The lock is held until then, and would let this process in: two services would refresh one token twice.
      await stopped;
      if (service || clock.elapsedMs() < othersFirstUntilMs || !lock()) return { kind: 'taken' };
      const opening = open();
      service = opening.then((opened) => (opened.kind === 'serving' ? opened : null));
      return opening;
    },
    giveBack() {
      const serving = service;
      service = null;
      if (serving)
        stopped = serving
          .then((started) => started?.stop())
          .finally(() => {
            othersFirstUntilMs = clock.elapsedMs() + OTHERS_FIRST_MS;
          });
      return stopped;
    },
  };
}
