/** Runs in the sandbox beside the page, and gives it the contract as `window.companion`: nothing else of Electron. */
import { contextBridge, ipcRenderer } from 'electron';

import { type Companion, REQUESTS, type Requests, requestChannel, type Signals, signalChannel } from './requests.ts';

type RequestFunctions = Pick<Companion, keyof Requests>;

const requests = Object.fromEntries(
  REQUESTS.map((name) => [name, (...args: unknown[]) => ipcRenderer.invoke(requestChannel(name), ...args)]),
  // The list has exactly the contract's requests, and main validates arguments.
) as unknown as RequestFunctions;

const companion: Companion = {
  ...requests,
  onChanged(listener) {
    // Only the snapshot goes on: the event object would hand `ipcRenderer` itself to the page, as its `sender`.
    const forward = (_event: unknown, snapshot: Signals['changed']) => listener(snapshot);
    ipcRenderer.on(signalChannel('changed'), forward);
    return () => {
      ipcRenderer.off(signalChannel('changed'), forward);
    };
  },
};

contextBridge.exposeInMainWorld('companion', companion);
