/** `app`: identity, paths, the single instance, and the order in which an app quits. */
import { EventEmitter } from 'node:events';
import { mkdirSync } from 'node:fs';
import type Electron from 'electron';
import { beforeExit, exitAtOnce, isLeaving, isLoopRunning, leave, startLoop } from '../exit.ts';
import { guard } from '../guard.ts';
import { enableSandbox } from '../sandbox.ts';
import { type Claim, claim, type Greeting, leaveMark, removeMark } from '../single-instance.ts';
import { mustBeReady, state } from '../state.ts';
import { commandLine } from './command-line.ts';
import { preventable } from './events.ts';
import { chromiumLocale, preferredLanguages, systemLocale } from './languages.ts';
import { openWindows, windowNews } from './open-windows.ts';
import { createPaths, type PathName } from './paths.ts';

// biome-ignore format: one name after the other reads better than one a line
type Implemented =
  | 'commandLine' | 'name' | 'isPackaged' | 'userAgentFallback' | 'whenReady' | 'isReady' | 'quit' | 'exit' | 'focus'
  | 'getName' | 'setName' | 'getVersion' | 'getAppPath' | 'getPath' | 'setPath' | 'getLocale' | 'getSystemLocale'
  | 'getPreferredSystemLanguages' | 'requestSingleInstanceLock' | 'hasSingleInstanceLock' | 'releaseSingleInstanceLock'
  | 'enableSandbox' | 'disableHardwareAcceleration' | 'setAppUserModelId' | 'setDesktopName';

/** APIs that Electron has only on macOS. */
const LACKING = [
  'dock',
  'setActivationPolicy',
  'hide',
  'show',
  'isHidden',
  'isInApplicationsFolder',
  'runningUnderARM64Translation',
];

class App extends EventEmitter implements Pick<Electron.App, Implemented> {
  // This implements only some members; reading any other throws an error with its name.
  readonly commandLine = commandLine as typeof commandLine & Electron.CommandLine;
  readonly #readiness = Promise.withResolvers<void>();
  readonly #paths = createPaths(() => this.getName(), process.execPath);
  #name: string | null = null;
  #userAgent: string | null = null;
  #claim: Claim | null = null;
  readonly #greetings: Greeting[] = [];
  #quitting = false;

  constructor() {
    super();
    windowNews.on('last-closed', () => this.#lastWindowClosed());
    windowNews.on('stayed', () => {
      this.#quitting = false;
    });
  }

  get name(): string {
    return this.getName();
  }

  set name(name: string) {
    this.#name = name;
  }

  get isPackaged(): boolean {
    return state.application?.packaged ?? false;
  }

  get userAgentFallback(): string {
    const { chrome = '', electron = '' } = process.versions;
    const product = `${this.getName().replaceAll(' ', '')}/${this.getVersion()}`;
    const standard = `Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) ${product} Chrome/${chrome} Electron/${electron} Safari/537.36`;
    return this.#userAgent ?? standard;
  }

  set userAgentFallback(userAgent: string) {
    this.#userAgent = userAgent;
  }

  whenReady(): Promise<void> {
    return this.#readiness.promise;
  }

  isReady(): boolean {
    return state.ready;
  }

  /** Not part of Electron. boot.ts calls it once and then removes it. */
  static start(app: App): void {
    mkdirSync(app.getPath('sessionData'), { recursive: true, mode: 0o700 });
    state.ready = true;
    app.emit('will-finish-launching');
    // Playwright's loader handles the event first, then resolves `whenReady`.
    app.emit('ready', {}, {});
    app.#readiness.resolve();
    for (const greeting of app.#greetings.splice(0)) app.#greet(greeting);
    // Everything that `ready` and `whenReady()` start runs before Electron's message loop.
    setImmediate(startLoop);
  }

  quit(): void {
    if (this.#quitting) return;
    const event = preventable({});
    this.#quitting = true;
    this.emit('before-quit', event);
    if (event.defaultPrevented) this.#quitting = false;
    else if (openWindows.size === 0) this.#shutDown();
    else for (const window of openWindows) window.close();
  }

  /** Electron's `Browser::ExitWithCode`: before the message loop, it exits immediately and emits no events. */
  exit(code = 0): void {
    if (!isLoopRunning()) exitAtOnce(code);
    const isFirst = !isLeaving();
    leave(code);
    this.#quitting = true;
    for (const window of openWindows) window.destroy();
    if (isFirst) this.emit('quit', {}, code);
  }

  #lastWindowClosed(): void {
    if (isLeaving()) return;
    if (this.#quitting) this.#shutDown();
    else if (!this.emit('window-all-closed')) this.quit();
  }

  #shutDown(): void {
    const event = preventable({});
    this.emit('will-quit', event);
    this.#quitting = !event.defaultPrevented;
    if (event.defaultPrevented) return;
    this.emit('quit', {}, 0);
    leave();
  }

  focus(): void {}
  enableSandbox(): void {
    if (state.ready) throw new Error('app.enableSandbox() can only be called before app is ready');
    enableSandbox(state.switches);
  }
  disableHardwareAcceleration(): void {
    if (state.ready) throw new Error('app.disableHardwareAcceleration() can only be called before app is ready');
  }
  /** Has an effect only on Windows. */
  setAppUserModelId(): void {}
  setDesktopName(): void {}

  getName(): string {
    const { productName, name } = state.application?.manifest ?? {};
    return this.#name ?? productName ?? name ?? 'Electron';
  }

  setName(name: string): void {
    this.#name = name;
  }

  getVersion(): string {
    return state.application?.manifest.version ?? process.versions['electron'] ?? '';
  }

  getAppPath(): string {
    return state.application?.folder ?? process.cwd();
  }

  getPath(name: PathName): string {
    return this.#paths.get(name);
  }

  setPath(name: string, path: string): void {
    this.#paths.set(name, path);
  }

  getLocale(): string {
    return commandLine.getSwitchValue('lang') || chromiumLocale(this.getPreferredSystemLanguages()[0]);
  }

  getSystemLocale(): string {
    mustBeReady('app.getSystemLocale() can only be called after app is ready');
    return systemLocale(process.env);
  }

  getPreferredSystemLanguages(): string[] {
    return preferredLanguages(process.env);
  }

  requestSingleInstanceLock(data?: Record<string, unknown>): boolean {
    if (this.#claim?.kind === 'first') return true;
    const greeting: Greeting = { argv: process.argv, directory: process.cwd(), data };
    const profile = this.getPath('userData');
    // As in Electron, the folder may not exist yet.
    mkdirSync(profile, { recursive: true, mode: 0o700 });
    const result = claim(profile, greeting, (received) => this.#greet(received));
    if (result.kind === 'second') beforeExit(() => result.reported);
    else leaveMark(profile);
    this.#claim = result;
    return result.kind === 'first';
  }

  /** Electron keeps events that come before `ready`. */
  #greet(greeting: Greeting): void {
    if (!state.ready) this.#greetings.push(greeting);
    else this.emit('second-instance', {}, greeting.argv, greeting.directory, greeting.data);
  }

  hasSingleInstanceLock(): boolean {
    return this.#claim?.kind === 'first';
  }

  releaseSingleInstanceLock(): void {
    if (this.#claim?.kind === 'first') {
      this.#claim.release();
      removeMark(this.getPath('userData'));
    }
    this.#claim = null;
  }
}
guard('app', App.prototype, LACKING);

export const app = new App();

/** Makes the app ready: `ready` first, then `whenReady()`. */
export const makeReady = (): void => App.start(app);
