/** The consent window's preload script. Gives its page the contract as `window.consent`, and nothing else of Electron. */
import { contextBridge, ipcRenderer } from 'electron';
import { CONSENT_CHANNELS, type ConsentBridge } from './consent-api.ts';

const consent: ConsentBridge = {
  question: () => ipcRenderer.invoke(CONSENT_CHANNELS.question),
  answer: (id, choice) => ipcRenderer.invoke(CONSENT_CHANNELS.answer, id, choice),
  onShown(listener) {
    // Don't pass on the event, because its `sender` is `ipcRenderer` itself.
    ipcRenderer.on(CONSENT_CHANNELS.shown, () => listener());
  },
};

contextBridge.exposeInMainWorld('consent', consent);
