/** `webContents`: one page, as the main process controls it. */
import { EventEmitter } from 'node:events';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import type Electron from 'electron';
import { quietly } from '../chromium/connection.ts';
import type { Page } from '../chromium/targets.ts';
import { guardClass, notImplemented, refuseDestroyed } from '../guard.ts';
import { state } from '../state.ts';
import { type Driver, drive, order } from './driver.ts';
import { createMainFrame } from './frame.ts';
import { IpcMain } from './ipc-main.ts';
import { defaultSession, type Session } from './session.ts';

// biome-ignore format: one name after the other reads better than one a line
type Implemented =
  | 'id' | 'ipc' | 'mainFrame' | 'session' | 'loadURL' | 'loadFile' | 'getURL' | 'getTitle' | 'isDestroyed' | 'isCrashed'
  | 'send' | 'reload' | 'close' | 'focus' | 'setWindowOpenHandler' | 'executeJavaScript'
  | 'setWebRTCIPHandlingPolicy' | 'getZoomLevel' | 'setZoomLevel' | 'getZoomFactor' | 'setZoomFactor';

/** The part of a page's window that the page needs. */
export interface Owner {
  readonly page: Promise<Page>;
  isDestroyed(): boolean;
  close(): void;
  focus(): void;
  getTitle(): string;
  getBounds(): Electron.Rectangle;
  painted(): void;
}

type OpenHandler = Parameters<Electron.WebContents['setWindowOpenHandler']>[0];

const all = new Map<number, WebContents>();
const drivers = new WeakMap<WebContents, Promise<Driver>>();
let lastId = 0;

/** Each zoom level is 20 % larger than the one before. */
const ZOOM_STEP = 1.2;

export class WebContents extends EventEmitter implements Shape {
  readonly #id = ++lastId;
  // The two below implement only some members; reading any other throws an error with its name.
  readonly ipc = new IpcMain() as IpcMain & Electron.IpcMain;
  readonly session: Session & Electron.Session = defaultSession as Session & Electron.Session;
  readonly #mainFrame: Electron.WebFrameMain;
  readonly #owner: Owner;
  #crashed = false;
  #driver: Driver | null = null;
  #url = '';
  #openHandler: OpenHandler | null = null;
  #zoomLevel = 0;

  constructor(owner: Owner, preload: string | undefined) {
    super();
    this.setMaxListeners(0);
    this.#owner = owner;
    this.#mainFrame = createMainFrame(
      () => this.#url,
      () => this.isDestroyed(),
    );
    all.set(this.#id, this);
    this.once('destroyed', () => {
      all.delete(this.#id);
      this.#driver?.end();
    });
    this.on('render-process-gone', () => {
      this.#crashed = true;
    });
    const driver = this.#takeOver(preload);
    drivers.set(this, driver);
    quietly(driver);
  }

  async #takeOver(preload: string | undefined): Promise<Driver> {
    const text = preload === undefined ? null : readFileSync(preload, 'utf8');
    const driver = await drive(await this.#owner.page, this, text, {
      mainFrame: this.#mainFrame,
      navigated: (url) => {
        this.#url = url;
        this.#crashed = false;
      },
      painted: () => this.#owner.painted(),
      openWindow: (details) => this.#decideOnWindow(details),
    });
    this.#driver = driver;
    return driver;
  }

  /** Notifies the app of a page's attempt, which has already been denied (see targets.ts). */
  #decideOnWindow({ url, frameName, features }: { url: string; frameName: string; features: string }): void {
    const referrer: Electron.Referrer = { url: this.#url, policy: 'no-referrer' };
    const answer = this.#openHandler?.({ url, frameName, features, disposition: 'new-window', referrer });
    if (answer?.action !== 'deny')
      process.stderr.write(`${notImplemented("setWindowOpenHandler's { action: 'allow' }").message}\n`);
  }

  get id(): number {
    return this.#id;
  }

  get mainFrame(): Electron.WebFrameMain {
    return this.#mainFrame;
  }

  async loadURL(url: string): Promise<void> {
    const driver = await drivers.get(this);
    await driver?.load(url);
  }

  loadFile(path: string, options: Electron.LoadFileOptions = {}): Promise<void> {
    const url = pathToFileURL(resolve(state.application?.folder ?? '.', path));
    if (options.query) url.search = new URLSearchParams(options.query).toString();
    if (options.search !== undefined) url.search = options.search;
    if (options.hash !== undefined) url.hash = options.hash;
    return this.loadURL(url.href);
  }

  getURL(): string {
    return this.#url;
  }

  getTitle(): string {
    return this.#owner.getTitle();
  }

  isDestroyed(): boolean {
    return this.#owner.isDestroyed();
  }

  isCrashed(): boolean {
    return this.#crashed;
  }

  send(channel: string, ...args: unknown[]): void {
    this.#driver?.send(channel, args);
  }

  reload(): void {
    order(this.#driver, (session) => session.send('Page.reload'));
  }

  close(): void {
    this.#owner.close();
  }

  focus(): void {
    this.#owner.focus();
  }

  /** Chromium reads this from a switch when it starts. DevTools has no command that changes it for one page. */
  setWebRTCIPHandlingPolicy(policy: string): void {
    if (state.appended.get('webrtc-ip-handling-policy') === policy) return;
    process.stderr.write(`${notImplemented('setWebRTCIPHandlingPolicy without the switch of its name').message}\n`);
  }

  setWindowOpenHandler(handler: OpenHandler): void {
    this.#openHandler = handler;
  }

  getZoomFactor(): number {
    return ZOOM_STEP ** this.#zoomLevel;
  }

  /** As a zoomed page has it: fewer CSS pixels, each of them larger. It is measured once, and does not follow the window. */
  setZoomLevel(level: number): void {
    this.#zoomLevel = level;
    const factor = this.getZoomFactor();
    const { width, height } = this.#owner.getBounds();
    const size = { width: Math.round(width / factor), height: Math.round(height / factor) };
    order(this.#driver, (session) =>
      level === 0
        ? session.send('Emulation.clearDeviceMetricsOverride')
        : session.send('Emulation.setDeviceMetricsOverride', { ...size, deviceScaleFactor: factor, mobile: false }),
    );
  }

  getZoomLevel(): number {
    return this.#zoomLevel;
  }

  setZoomFactor(factor: number): void {
    this.setZoomLevel(Math.log(factor) / Math.log(ZOOM_STEP));
  }

  async executeJavaScript(code: string, userGesture = false): Promise<unknown> {
    const driver = await drivers.get(this);
    const request = { expression: code, awaitPromise: true, returnByValue: true, userGesture };
    const answer = await driver?.page.session.send('Runtime.evaluate', request);
    if (answer?.exceptionDetails)
      throw new Error(answer.exceptionDetails.exception?.description ?? answer.exceptionDetails.text);
    return answer?.result.value;
  }

  static getAllWebContents(): WebContents[] {
    return [...all.values()];
  }

  static fromId(id: number): WebContents | undefined {
    return all.get(id);
  }

  static fromDevToolsTargetId(targetId: string): WebContents | undefined {
    return WebContents.getAllWebContents().find((contents) => contents.#driver?.page.targetId === targetId);
  }
}
refuseDestroyed(WebContents);
guardClass('webContents', WebContents);

/** `executeJavaScript` can return anything, so Electron's type is `any`. */
type Shape = Pick<Electron.WebContents, Implemented>;
