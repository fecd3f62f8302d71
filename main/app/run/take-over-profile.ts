/** Takes over the profile from another process, with the real parts. */
import { app } from 'electron';
import { callApi, findApi } from '../../local-tools/client.ts';
import { type TakenOver, takeOver } from '../../local-tools/take-over.ts';
import { systemClock } from '../../time/clock.ts';
import { socketPathParts } from '../wiring/socket-path-parts.ts';

/** @param options.canWait leaves a process alone while it is asking the user */
export function takeOverProfile(profile: string, options?: { readonly canWait: boolean }): Promise<TakenOver> {
  const parts = {
    find: () => findApi(profile, socketPathParts()),
    call: callApi,
    // The launch itself was already passed on, so this asks only for the lock.
    lock: () => app.requestSingleInstanceLock({ args: ['--hidden'] }),
    clock: systemClock(),
  };
  return takeOver(parts, options);
}
