/** `Notification`: reports that it was shown. No desktop shows it. */
import { EventEmitter } from 'node:events';
import type Electron from 'electron';
import { guardClass } from '../guard.ts';
import { mustBeReady } from '../state.ts';

export class Notification
  extends EventEmitter
  implements Pick<Electron.Notification, 'title' | 'body' | 'silent' | 'show' | 'close'>
{
  title: string;
  body: string;
  silent: boolean;

  constructor({ title = '', body = '', silent = false }: Electron.NotificationConstructorOptions = {}) {
    super();
    mustBeReady('Cannot create Notification before app is ready');
    this.title = title;
    this.body = body;
    this.silent = silent;
  }

  show(): void {
    setImmediate(() => this.emit('show', {}));
  }

  close(): void {
    setImmediate(() => this.emit('close', {}));
  }

  static isSupported(): boolean {
    return true;
  }
}
guardClass('Notification', Notification);
