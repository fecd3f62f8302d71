/** `net`. */
import type Electron from 'electron';
import { isOffline } from '../fetch/exchange.ts';
import { guard } from '../guard.ts';
import { defaultSession } from './session.ts';

const netParts: Pick<Electron.Net, 'fetch' | 'isOnline' | 'online'> = {
  fetch: (input, init) => defaultSession.fetch(input, init),
  isOnline: () => !isOffline(),
  get online() {
    return !isOffline();
  },
};

export const net = guard('net', netParts);
