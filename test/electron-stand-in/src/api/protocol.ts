/** `protocol`: schemes of the app's own. */
import type Electron from 'electron';
import { schemes } from '../chromium/schemes.ts';
import { guard } from '../guard.ts';
import { mustBeReady, state } from '../state.ts';

type Implemented = 'registerSchemesAsPrivileged' | 'handle' | 'unhandle' | 'isProtocolHandled';

/** The last three are the default session's. */
const NOT_READY = 'Session can only be received when app is ready';

const protocolParts: Pick<Electron.Protocol, Implemented> = {
  registerSchemesAsPrivileged(list) {
    if (state.ready) throw new Error('protocol.registerSchemesAsPrivileged should be called before app is ready');
    for (const { scheme } of list) schemes.set(scheme, null);
  },
  handle(scheme, handler) {
    mustBeReady(NOT_READY);
    if (schemes.get(scheme)) throw new Error(`Failed to register protocol: ${scheme}`);
    schemes.set(scheme, handler);
  },
  unhandle(scheme) {
    mustBeReady(NOT_READY);
    if (!schemes.get(scheme)) throw new Error(`Failed to unhandle protocol: ${scheme}`);
    schemes.set(scheme, null);
  },
  isProtocolHandled(scheme) {
    mustBeReady(NOT_READY);
    return Boolean(schemes.get(scheme));
  },
};

export const protocol = guard('protocol', protocolParts);
