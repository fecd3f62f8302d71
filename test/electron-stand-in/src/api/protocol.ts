/** `protocol`: schemes of the app's own. */
import type Electron from 'electron';
import { schemes } from '../chromium/schemes.ts';
import { guard } from '../guard.ts';
import { state } from '../state.ts';

type Implemented = 'registerSchemesAsPrivileged' | 'handle' | 'unhandle' | 'isProtocolHandled';

const protocolParts: Pick<Electron.Protocol, Implemented> = {
  registerSchemesAsPrivileged(list) {
    if (state.ready) throw new Error('protocol.registerSchemesAsPrivileged should be called before app is ready');
    for (const { scheme } of list) schemes.set(scheme, null);
  },
  handle(scheme, handler) {
    if (schemes.get(scheme)) throw new Error(`Failed to register protocol: ${scheme}`);
    schemes.set(scheme, handler);
  },
  unhandle(scheme) {
    schemes.set(scheme, null);
  },
  isProtocolHandled: (scheme) => Boolean(schemes.get(scheme)),
};

export const protocol = guard('protocol', protocolParts);
