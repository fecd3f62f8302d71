/** Runs in the sandbox beside the page, and gives it the contract as `window.companion`: nothing else of Electron. */
import { contextBridge, ipcRenderer } from 'electron';
import type { Companion, Requests, Signals } from './api.ts';
import { channels } from './channels.ts';

const companion: Companion = {
  current: request('current'),
  signIn: request('signIn'),
  cancel: request('cancel'),
  dismiss: request('dismiss'),
  signOut: request('signOut'),
  tryAgain: request('tryAgain'),
  protect: request('protect'),
  copyCode: request('copyCode'),
  openPage: request('openPage'),
  checkServer: request('checkServer'),
  useServer: request('useServer'),
  changeServer: request('changeServer'),
  open: request('open'),
  choose: request('choose'),
  answerProxy: request('answerProxy'),
  lookForUpdates: request('lookForUpdates'),
  update: request('update'),
  updateLater: request('updateLater'),
  saveReport: request('saveReport'),
  quit: request('quit'),
  onChanged(listener) {
    // Only the snapshot goes on: the event object would hand `ipcRenderer` itself to the page, as its `sender`.
    const forward = (_event: unknown, snapshot: Signals['changed']) => listener(snapshot);
    ipcRenderer.on(channels.signals.changed, forward);
    return () => {
      ipcRenderer.off(channels.signals.changed, forward);
    };
  },
};

contextBridge.exposeInMainWorld('companion', companion);

function request<K extends keyof Requests>(name: K) {
  return (...args: Parameters<Requests[K]>): Promise<ReturnType<Requests[K]>> =>
    ipcRenderer.invoke(channels.requests[name], ...args);
}
