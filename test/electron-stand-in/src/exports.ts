/** The exports of `electron`, for both `require` and `import`. */
import type Electron from 'electron';
import * as api from './api/index.ts';
import { guard } from './guard.ts';

/** Names that Electron itself does not export to the main process. */
const LACKING = ['ipcRenderer', 'contextBridge', 'webFrame', 'remote', '__esModule'];

type Exports = { readonly [Name in keyof typeof Electron]?: object };

const electron: Exports = guard('electron', { ...api }, LACKING);

export * from './api/index.ts';
// `require` returns `module.exports`.
export { electron as default, electron as 'module.exports' };
