/** `ipcMain`, and the same for one window: `webContents.ipc`. */
import { EventEmitter } from 'node:events';
import type Electron from 'electron';
import { guard } from '../guard.ts';

type Handler = Parameters<Electron.IpcMain['handle']>[1];

/** Stored outside the class, so that the object has only members that Electron exports. */
const handlers = new WeakMap<IpcMain, Map<string, Handler>>();

export class IpcMain extends EventEmitter implements Pick<Electron.IpcMain, 'handle' | 'handleOnce' | 'removeHandler'> {
  handle(channel: string, handler: Handler): void {
    if (handlerOf(this, channel)) throw new Error(`Attempted to register a second handler for '${channel}'`);
    if (typeof handler !== 'function')
      throw new TypeError(`Expected handler to be a function, but found type '${typeof handler}'`);
    handlers.set(this, new Map(handlers.get(this)).set(channel, handler));
  }

  handleOnce(channel: string, handler: Handler): void {
    this.handle(channel, (event, ...args) => {
      this.removeHandler(channel);
      return handler(event, ...args);
    });
  }

  removeHandler(channel: string): void {
    handlers.get(this)?.delete(channel);
  }
}
guard('ipcMain', IpcMain.prototype);

/** The handler of `channel` on `ipc`. */
export const handlerOf = (ipc: IpcMain, channel: string): Handler | undefined => handlers.get(ipc)?.get(channel);

export const ipcMain = new IpcMain();
