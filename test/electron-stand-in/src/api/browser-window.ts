/** `BrowserWindow`: a real Chromium window, with the part of Electron's API that apps like ours use. */
import { EventEmitter } from 'node:events';
import type Electron from 'electron';
import { isLeaving } from '../exit.ts';
import { guardClass, refuseDestroyed } from '../guard.ts';
import { mustBeReady } from '../state.ts';
import { app } from './app.ts';
import { preventable } from './events.ts';
import { openWindows, windowNews } from './open-windows.ts';
import { createSurface, type Surface } from './surface.ts';
import { WebContents } from './web-contents.ts';
import { refuseWhatIsFixed } from './web-preferences.ts';

// biome-ignore format: one name after the other reads better than one a line
type Implemented =
  | 'id' | 'webContents' | 'loadURL' | 'loadFile' | 'show' | 'showInactive' | 'hide' | 'focus' | 'blur' | 'close' | 'destroy'
  | 'minimize' | 'restore' | 'isVisible' | 'isMinimized' | 'isFocused' | 'isDestroyed' | 'getBounds' | 'getNormalBounds'
  | 'setBounds' | 'getTitle' | 'setTitle' | 'setBackgroundColor';

const all = new Map<number, BrowserWindow>();
let lastId = 0;
let focused: BrowserWindow | null = null;

export class BrowserWindow extends EventEmitter implements Pick<Electron.BrowserWindow, Implemented> {
  readonly #id = ++lastId;
  readonly #contents: WebContents;
  readonly #surface: Surface;
  #bounds: Electron.Rectangle;
  #visible: boolean;
  #minimized = false;
  #destroyed = false;
  #painted = false;
  #title: string;

  constructor(options: Electron.BrowserWindowConstructorOptions = {}) {
    super();
    mustBeReady('Cannot create BrowserWindow before app is ready');
    refuseWhatIsFixed(options.webPreferences ?? {});
    const { width = 800, height = 600, x = 40, y = 40, show = true, title = app.getName() } = options;
    this.setMaxListeners(0);
    this.#bounds = { x, y, width, height };
    this.#visible = show;
    this.#title = title;
    this.#surface = createSurface(app.getPath('sessionData'), { bounds: this.#bounds, visible: show }, () =>
      this.#gone(),
    );
    this.#contents = this.#createContents(options.webPreferences?.preload);
    if (options.backgroundColor !== undefined) this.setBackgroundColor(options.backgroundColor);
    all.set(this.#id, this);
    openWindows.add(this);
    if (show) focused = this;
    app.emit('browser-window-created', {}, this);
    app.emit('web-contents-created', {}, this.webContents);
  }

  get id(): number {
    return this.#id;
  }

  get webContents(): WebContents & Electron.WebContents {
    // This implements only some members; reading any other throws an error with its name.
    return this.#contents as WebContents & Electron.WebContents;
  }

  #createContents(preload: string | undefined): WebContents {
    const owner = {
      page: this.#surface.page,
      isDestroyed: () => this.#destroyed,
      close: () => this.close(),
      focus: () => this.focus(),
      getTitle: () => this.#title,
      getBounds: () => this.#bounds,
      painted: () => this.#becomeReadyToShow(),
    };
    const contents = new WebContents(owner, preload);
    this.#surface.onCrash(() => contents.emit('render-process-gone', {}, { reason: 'crashed', exitCode: 1 }));
    this.#surface.onTitle((title) => {
      const event = preventable({});
      contents.emit('page-title-updated', event, title, true);
      this.emit('page-title-updated', event, title, true);
      if (!event.defaultPrevented) this.#title = title;
    });
    return contents;
  }

  #becomeReadyToShow(): void {
    if (this.#painted || this.#destroyed) return;
    this.#painted = true;
    this.emit('ready-to-show');
  }

  #place(): void {
    this.#surface.place(this.#bounds, this.#visible && !this.#minimized);
  }

  loadURL(url: string): Promise<void> {
    return this.#contents.loadURL(url);
  }

  loadFile(path: string, options?: Electron.LoadFileOptions): Promise<void> {
    return this.#contents.loadFile(path, options);
  }

  show(): void {
    this.showInactive();
    this.focus();
  }

  showInactive(): void {
    if (this.#visible && !this.#minimized) return;
    this.#visible = true;
    this.#place();
    this.emit('show');
  }

  hide(): void {
    if (!this.#visible) return;
    this.#visible = false;
    this.#place();
    this.blur();
    this.emit('hide');
  }

  focus(): void {
    if (focused === this || !this.#visible) return;
    focused?.blur();
    focused = this;
    this.#surface.bringToFront();
    this.emit('focus');
    app.emit('browser-window-focus', {}, this);
  }

  blur(): void {
    if (focused !== this) return;
    focused = null;
    this.emit('blur');
    app.emit('browser-window-blur', {}, this);
  }

  minimize(): void {
    if (this.#minimized) return;
    this.#minimized = true;
    this.#place();
    this.blur();
    this.emit('minimize');
  }

  restore(): void {
    if (!this.#minimized) return;
    this.#minimized = false;
    this.#place();
    this.emit('restore');
  }

  isVisible(): boolean {
    return this.#visible && !this.#minimized;
  }

  isMinimized(): boolean {
    return this.#minimized;
  }

  isFocused(): boolean {
    return focused === this;
  }

  isDestroyed(): boolean {
    return this.#destroyed;
  }

  getBounds(): Electron.Rectangle {
    return { ...this.#bounds };
  }

  getNormalBounds(): Electron.Rectangle {
    return this.getBounds();
  }

  setBounds(bounds: Partial<Electron.Rectangle>): void {
    const before = this.#bounds;
    this.#bounds = { ...before, ...bounds };
    this.#place();
    const { x, y, width, height } = this.#bounds;
    if (width !== before.width || height !== before.height) this.#announce('resize', 'resized');
    if (x !== before.x || y !== before.y) this.#announce('move', 'moved');
  }

  #announce(...events: string[]): void {
    setImmediate(() => {
      for (const event of events) if (!this.#destroyed) this.emit(event);
    });
  }

  getTitle(): string {
    return this.#title;
  }

  setTitle(title: string): void {
    this.#title = title;
  }

  setBackgroundColor(color: string): void {
    this.#surface.setBackground(color);
  }

  close(): void {
    if (this.#destroyed) return;
    const event = preventable({});
    this.emit('close', event);
    if (event.defaultPrevented) windowNews.emit('stayed');
    // As in Electron, the page can still respond, so the window closes a little later.
    else setImmediate(() => this.destroy());
  }

  destroy(): void {
    if (this.#destroyed) return;
    this.#surface.close();
    this.#gone();
  }

  #gone(): void {
    if (this.#destroyed || isLeaving()) return;
    this.#destroyed = true;
    all.delete(this.#id);
    if (focused === this) focused = null;
    this.#contents.emit('destroyed');
    this.emit('closed');
    openWindows.delete(this);
    if (openWindows.size === 0) windowNews.emit('last-closed');
  }

  static getAllWindows(): BrowserWindow[] {
    return [...all.values()];
  }

  static getFocusedWindow(): BrowserWindow | null {
    return focused;
  }

  static fromId(id: number): BrowserWindow | null {
    return all.get(id) ?? null;
  }

  static fromWebContents(contents: unknown): BrowserWindow | null {
    return BrowserWindow.getAllWindows().find((window) => window.webContents === contents) ?? null;
  }
}
refuseDestroyed(BrowserWindow);
guardClass('BrowserWindow', BrowserWindow);
