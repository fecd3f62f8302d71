/** The main window's preload script. Gives its page the contract as `window.companion`, and nothing else of Electron. */
import { contextBridge, ipcRenderer } from 'electron';

import { type Companion, REQUESTS, type Requests, requestChannel, type Signals, signalChannel } from './requests.ts';
import type { Snapshot } from './snapshot.ts';

type RequestFunctions = Pick<Companion, keyof Requests>;

/**
 * The page's first request for the state, made before its scripts run. Null once the page has made it. A page that doesn't listen
 * yet gets the changes in the response. Main may refuse it, because Electron may not know the sender of a message before the
 * preload script has run (electron/electron#33575), so it's then made again.
 */
let early: Promise<Snapshot> | null = ipcRenderer.invoke(requestChannel('current')).catch(() => requests.current());
ipcRenderer.on(signalChannel('changed'), (_event, snapshot: Signals['changed']) => {
  early &&= Promise.resolve(snapshot);
});

const requests = Object.fromEntries(
  REQUESTS.map((name) => [name, (...args: unknown[]) => ipcRenderer.invoke(requestChannel(name), ...args)]),
  // The list contains exactly the contract's requests, and main validates the arguments.
) as unknown as RequestFunctions;

const companion: Companion = {
  ...requests,
  current(...args) {
    const first = early ?? requests.current(...args);
    early = null;
    return first;
  },
  onChanged(listener) {
    // Pass on only the snapshot, because the event's `sender` is `ipcRenderer` itself.
    const forward = (_event: unknown, snapshot: Signals['changed']) => listener(snapshot);
    ipcRenderer.on(signalChannel('changed'), forward);
    return () => {
      ipcRenderer.off(signalChannel('changed'), forward);
    };
  },
};

contextBridge.exposeInMainWorld('companion', companion);
