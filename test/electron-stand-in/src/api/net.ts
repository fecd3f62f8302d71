/** `net`. */
import type Electron from 'electron';
import { isOffline } from '../fetch/offline.ts';
import { guard } from '../guard.ts';
import { mustBeReady } from '../state.ts';
import { ClientRequest } from './client-request.ts';
import { defaultSession, Session, session as sessions } from './session.ts';

const netParts: Pick<Electron.Net, 'fetch' | 'request' | 'isOnline' | 'online'> = {
  fetch: (input, init) => sessions.defaultSession.fetch(input, init),
  request(options) {
    mustBeReady('net module can only be used after app is ready');
    const { session = defaultSession } = typeof options === 'string' ? {} : options;
    // This implements only some members; reading any other throws an error with its name.
    return new ClientRequest(options, Session.networkOf(session)) as ClientRequest & Electron.ClientRequest;
  },
  isOnline: () => !isOffline(),
  get online() {
    return !isOffline();
  },
};

export const net = guard('net', netParts);
