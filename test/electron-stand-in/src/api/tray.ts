/** `Tray`: stores its icon and menu. No desktop shows it. */
import { EventEmitter } from 'node:events';
import type Electron from 'electron';
import { guardClass } from '../guard.ts';
import { mustBeReady } from '../state.ts';
import { Menu } from './menu.ts';
import { NativeImage, nativeImage } from './native-image.ts';

// biome-ignore format: one name after the other reads better than one a line
type Implemented = 'setImage' | 'setToolTip' | 'setContextMenu' | 'setTitle' | 'getTitle' | 'getBounds' | 'destroy' | 'isDestroyed'
  | 'setIgnoreDoubleClickEvents';

export class Tray extends EventEmitter implements Pick<Electron.Tray, Implemented> {
  #destroyed = false;

  constructor(image: Electron.NativeImage | string) {
    super();
    mustBeReady('Cannot create Tray before app is ready');
    this.setImage(image);
  }

  setImage(image: Electron.NativeImage | string): void {
    this.#mustLive();
    if (typeof image === 'string') {
      if (nativeImage.createFromPath(image).isEmpty()) throw new Error(`Failed to load image from path '${image}'`);
    } else if (!(image instanceof NativeImage)) throw new Error('Argument must be a file path or a NativeImage');
  }

  setToolTip(): void {
    this.#mustLive();
  }

  setContextMenu(menu: Electron.Menu | null): void {
    this.#mustLive();
    if (menu !== null && !(menu instanceof Menu)) throw new TypeError('Must pass Menu or null');
  }

  setIgnoreDoubleClickEvents(): void {
    this.#mustLive();
  }

  /** Only macOS shows a title. */
  setTitle(): void {
    this.#mustLive();
  }

  getTitle(): string {
    this.#mustLive();
    return '';
  }

  /** Linux does not report an icon's position. */
  getBounds(): Electron.Rectangle {
    this.#mustLive();
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
