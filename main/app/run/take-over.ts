/** Takes over the profile from a process without a window that serves local tools. */
import { setTimeout as sleep } from 'node:timers/promises';
import { app } from 'electron';
import { type ApiAddress, callApi, findApi } from '../../local-tools/client.ts';
import { socketPlace } from '../wiring/socket-place.ts';

/** A process that has just taken the profile starts its API within this time, or never. */
const START_PATIENCE_MS = 3_000;
/** How long the other process may take to finish, because the response to a refresh must not be lost. */
const END_PATIENCE_MS = 15_000;
const PAUSE_MS = 50;

/**
 * Resolves with true if this process has the profile now. A process with a window keeps it; a process without one hands it
 * over, and its callers then ask this process.
 * @param canWait leaves a process alone while it is asking the user, because this process could not ask
 */
export async function takeOver(profile: string, { canWait = false } = {}): Promise<boolean> {
  let handedOver = false;
  for (let waitedMs = 0; waitedMs < (handedOver ? END_PATIENCE_MS : START_PATIENCE_MS); waitedMs += PAUSE_MS) {
    // Look each time, because a waiting command may have taken the profile first.
    const address = await findApi(profile, socketPlace());
    if (address && canWait && (await isAsking(address))) return false;
    const response = address && (await callApi(address, '/v1/hand-over', {}));
    if (response?.kind === 'problem') return false;
    handedOver ||= response?.kind === 'ok';
    // The launch itself was already passed on, so this asks only for the lock.
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
