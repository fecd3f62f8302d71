/** `nativeImage`: PNG files and their headers. */
import { existsSync, readFileSync } from 'node:fs';
import type Electron from 'electron';
import { guard } from '../guard.ts';

type ImplementedOfImage =
  | 'isEmpty'
  | 'getSize'
  | 'toPNG'
  | 'toDataURL'
  | 'setTemplateImage'
  | 'isTemplateImage'
  | 'addRepresentation';

export class NativeImage implements Pick<Electron.NativeImage, ImplementedOfImage> {
  readonly #png: Buffer;
  #template = false;

  constructor(png: Buffer) {
    this.#png = png;
  }

  isEmpty(): boolean {
    return this.#png.length === 0;
  }

  /** The size in the PNG's IHDR chunk. */
  getSize(): Electron.Size {
    if (this.#png.length < 24) return { width: 0, height: 0 };
    return { width: this.#png.readUInt32BE(16), height: this.#png.readUInt32BE(20) };
  }

  toPNG(): Buffer {
    return Buffer.from(this.#png);
  }

  toDataURL(): string {
    return `data:image/png;base64,${this.#png.toString('base64')}`;
  }

  setTemplateImage(template: boolean): void {
    this.#template = template;
  }

  isTemplateImage(): boolean {
    return this.#template;
  }

  /** Only the first representation is kept. */
  addRepresentation(): void {}
}
guard('nativeImage', NativeImage.prototype);

/** Implements only some members; reading any other throws an error with its name. */
const imageOf = (png: Buffer) => new NativeImage(png) as NativeImage & Electron.NativeImage;

type Implemented = 'createEmpty' | 'createFromPath' | 'createFromBuffer' | 'createFromDataURL';

const nativeImageParts: Pick<typeof Electron.nativeImage, Implemented> = {
  createEmpty: () => imageOf(Buffer.alloc(0)),
  createFromPath: (path) => imageOf(existsSync(path) ? readFileSync(path) : Buffer.alloc(0)),
  createFromBuffer: (png) => imageOf(Buffer.from(png)),
  createFromDataURL: (url) => imageOf(Buffer.from(url.slice(url.indexOf(',') + 1), 'base64')),
};

export const nativeImage = guard('nativeImage', nativeImageParts);
