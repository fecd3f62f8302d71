/** `Tray`: stores its icon and menu. No desktop shows it. */
import { EventEmitter } from 'node:events';
import type Electron from 'electron';
import { guardClass } from '../guard.ts';
import { mustBeReady } from '../state.ts';

// biome-ignore format: one name after the other reads better than one a line
type Implemented = 'setImage' | 'setToolTip' | 'setContextMenu' | 'setTitle' | 'getTitle' | 'getBounds' | 'destroy' | 'isDestroyed'
  | 'setIgnoreDoubleClickEvents';

export class Tray extends EventEmitter implements Pick<Electron.Tray, Implemented> {
  #title = '';
  #destroyed = false;

  constructor(image: Electron.NativeImage | string) {
    super();
    mustBeReady('Cannot create Tray before app is ready');
    this.setImage(image);
  }

  setImage(image: Electron.NativeImage | string): void {
    this.#mustLive();
    if (typeof image === 'string' ? image === '' : image === null) throw new TypeError('Tray needs an image');
  }

  setToolTip(): void {
    this.#mustLive();
  }

  setContextMenu(): void {
    this.#mustLive();
  }

  setIgnoreDoubleClickEvents(): void {}

  setTitle(title: string): void {
    this.#title = title;
  }

  getTitle(): string {
    return this.#title;
  }

  /** Linux does not report an icon's position. */
  getBounds(): Electron.Rectangle {
    return { x: 0, y: 0, width: 0, height: 0 };
  }

  destroy(): void {
    this.#destroyed = true;
  }

  isDestroyed(): boolean {
    return this.#destroyed;
  }

  #mustLive(): void {
    if (this.#destroyed) throw new Error('Tray is destroyed');
  }
}
guardClass('Tray', Tray);
