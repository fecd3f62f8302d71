/** Serves the profile's API from this process if no other does, with at most one service at a time. */
import type { Clock } from '../time/clock.ts';
import type { ApiProblem } from './commands/parts.ts';

/** A pause before this process takes the profile again. A process that asked for the profile retries more often than this. */
const OTHERS_FIRST_MS = 1_000;

/** The service in this process. */
export interface CommandService {
  readonly kind: 'serving';
  /** Responds to open requests, lets a refresh finish, and releases the profile. */
  stop(): Promise<void>;
}

/**
 * @param lock takes the profile's lock; true also if this process already has it
 * @param open starts serving with the lock held; the service's `stop` releases the lock
 */
export function createCommandService(
  lock: () => boolean,
  open: () => Promise<CommandService | ApiProblem>,
  clock: Pick<Clock, 'elapsedMs'>,
) {
  let service: Promise<CommandService | null> | null = null;
  let stopped = Promise.resolve();
  let othersFirstUntilMs = 0;

  return {
    /** Takes the profile and serves its API. `taken`: another process has the profile, or this one already serves. */
    async serve(): Promise<CommandService | { readonly kind: 'taken' } | ApiProblem> {
      // This process still has the lock until then, so a second service could start and refresh the same token.
      await stopped;
      if (service || clock.elapsedMs() < othersFirstUntilMs || !lock()) return { kind: 'taken' };
      const opening = open();
      service = opening.then((opened) => (opened.kind === 'serving' ? opened : null));
      return opening;
    },
    /** Stops the service, if there is one. The finished command and another process may both call it at once. */
    giveBack(): Promise<void> {
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
