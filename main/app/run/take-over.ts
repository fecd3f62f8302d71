/** Takes the profile over from a process without a window that serves local tools meanwhile. */
import { setTimeout as sleep } from 'node:timers/promises';
import { app } from 'electron';
import { type ApiAddress, callApi, findApi } from '../../local-tools/client.ts';
import { socketPlace } from '../wiring/socket-place.ts';

/** A process that has just taken the profile serves its API within this time, or has none. */
const START_PATIENCE_MS = 3_000;
/** The other process has this long to finish: the response to a refresh must not be lost. */
const END_PATIENCE_MS = 15_000;
const PAUSE_MS = 50;

/**
 * Whether this process has the profile now. A process with a window keeps it; one that serves a command gives it back,
 * and its callers ask again here.
 * @param canWait leaves a process alone that is asking the user: the question would go, and no one could ask it here
 */
export async function takeOver(profile: string, { canWait = false } = {}): Promise<boolean> {
  let handedOver = false;
  for (let waitedMs = 0; waitedMs < (handedOver ? END_PATIENCE_MS : START_PATIENCE_MS); waitedMs += PAUSE_MS) {
    // Each time: a command that waited may have taken the profile before this process could.
    const address = await findApi(profile, socketPlace());
    if (address && canWait && (await isAsking(address))) return false;
    const response = address && (await callApi(address, '/v1/hand-over', {}));
    if (response?.kind === 'problem') return false;
    handedOver ||= response?.kind === 'ok';
    // The launch itself has been passed on already: this is only about the lock.
    if (app.requestSingleInstanceLock({ args: ['--hidden'] })) return true;
    await sleep(PAUSE_MS);
  }
  return false;
}

async function isAsking(address: ApiAddress): Promise<boolean> {
  const response = await callApi(address, '/v1/status', null);
  const status: { readonly consent_pending?: unknown } = (response.kind === 'ok' && Object(response.body)) || {};
  return status.consent_pending === true;
}
