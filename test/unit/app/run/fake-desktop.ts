/** A fake of Electron's windows, tray, menus and dialogs. `desk` records what the app does with them, and answers for the user. */
import { EventEmitter } from 'node:events';
import { requestChannel } from '../../../../preload/requests.ts';
import * as windowless from './fake-electron.ts';

export { default, net, powerMonitor, safeStorage, session, world } from './fake-electron.ts';

type Handler = (event: object, ...given: unknown[]) => Promise<unknown>;
/** A line of a menu. */
export interface Item {
  readonly label?: string;
  readonly click?: () => void;
}

/** What is on the screen, and what has happened. */
export const desk = {
  windows: [] as BrowserWindow[],
  /** Windows without a page. */
  pageless: [] as BaseWindow[],
  trays: [] as Tray[],
  notifications: [] as Notification[],
  /** The application menu; undefined: Electron's own. */
  menu: undefined as readonly Item[] | null | undefined,
  /** Each dialog's message. */
  asked: [] as string[],
  /** The button that the user presses in each. */
  button: 0,
  /** Whether the user also checks the box in each. */
  isChecked: false,
  /** When the user answers each. */
  answered: Promise.resolve() as Promise<unknown>,
  /** Takes each dialog away; null if the app cannot. */
  closings: [] as (AbortSignal | null)[],
  /** The file that the user chooses. */
  file: '',
  copied: [] as string[],
  openedPages: [] as string[],
  quits: 0,
  handlers: new Map<string, Handler>(),
  serve: (_request: { readonly url: string; readonly method: string }): Promise<Response> =>
    Promise.reject(new Error('nothing is served')),
  /** A request of the main window's page. */
  async request(name: Parameters<typeof requestChannel>[0], ...given: readonly unknown[]): Promise<unknown> {
    const senderFrame = { parent: null, origin: 'app://companion' };
    return desk.handlers.get(requestChannel(name))?.({ senderFrame }, ...given);
  },
  clear() {
    for (const list of [
      desk.windows,
      desk.pageless,
      desk.trays,
      desk.notifications,
      desk.asked,
      desk.closings,
      desk.copied,
      desk.openedPages,
    ])
      list.length = 0;
    Object.assign(desk, {
      answered: Promise.resolve(),
      menu: undefined,
      button: 0,
      isChecked: false,
      file: '',
      quits: 0,
    });
    desk.handlers.clear();
  },
};

export const app = Object.assign(windowless.app, {
  commandLine: { hasSwitch: () => false, appendSwitch: () => undefined },
  setActivationPolicy: () => undefined,
  getAppPath: () => windowless.world.profile,
  quit: () => void desk.quits++,
});

class Contents extends EventEmitter {
  readonly sent: unknown[] = [];
  readonly ipc = { handle: () => undefined };
  send = (_channel: string, sent: unknown) => void this.sent.push(sent);
  getZoomLevel = () => 0;
  setZoomLevel = () => undefined;
}

export class BrowserWindow extends EventEmitter {
  readonly webContents = new Contents();
  readonly options: {
    readonly title?: string;
    readonly icon?: string;
    readonly webPreferences?: { readonly preload?: string; readonly devTools?: boolean };
  };
  url = '';
  isOnScreen = false;
  constructor(options: BrowserWindow['options']) {
    super();
    this.options = options;
    desk.windows.push(this);
    app.emit('browser-window-created', {}, this);
  }
  async loadURL(url: string) {
    this.url = url;
    this.emit('ready-to-show');
  }
  show() {
    this.isOnScreen = true;
    this.emit('show');
  }
  focus() {
    this.emit('focus');
  }
  isMinimized = () => false;
  isDestroyed = () => !desk.windows.includes(this);
  getNormalBounds = () => ({ x: 10, y: 20, width: 480, height: 720 });
  close() {
    this.emit('close');
    desk.windows.splice(desk.windows.indexOf(this), 1);
    this.emit('closed');
    if (desk.windows.length === 0) app.emit('window-all-closed');
  }
}

/** Only Windows needs one, to learn of a log-off. */
export class BaseWindow extends EventEmitter {
  readonly options: object;
  constructor(options: object) {
    super();
    this.options = options;
    desk.pageless.push(this);
  }
}

export class Tray extends EventEmitter {
  image: string;
  tooltip = '';
  menu: readonly Item[] = [];
  constructor(image: string) {
    super();
    this.image = image;
    desk.trays.push(this);
  }
  setImage(image: string) {
    this.image = image;
  }
  setToolTip(tooltip: string) {
    this.tooltip = tooltip;
  }
  setContextMenu(menu: readonly Item[]) {
    this.menu = menu;
  }
  isDestroyed = () => false;
}

export class Notification extends EventEmitter {
  readonly title: string;
  static isSupported = () => true;
  constructor({ title }: { readonly title: string }) {
    super();
    this.title = title;
  }
  show() {
    desk.notifications.push(this);
  }
  close() {}
}

export const Menu = {
  buildFromTemplate: (items: readonly Item[]) => items,
  setApplicationMenu(menu: readonly Item[] | null) {
    desk.menu = menu;
  },
};

export const dialog = {
  showErrorBox: (title: string, text: string) => void desk.asked.push(`${title}: ${text}`),
  async showMessageBox(...given: readonly { readonly message?: string; readonly signal?: AbortSignal }[]) {
    desk.asked.push(given.at(-1)?.message ?? '');
    desk.closings.push(given.at(-1)?.signal ?? null);
    await desk.answered;
    return { response: desk.button, checkboxChecked: desk.isChecked };
  },
  showSaveDialog: async () => ({ canceled: desk.file === '', filePath: desk.file }),
};

export const clipboard = { writeText: async (text: string) => void desk.copied.push(text) };
export const ipcMain = { handle: (channel: string, handler: Handler) => void desk.handlers.set(channel, handler) };
export const nativeTheme = { themeSource: 'system', shouldUseDarkColors: false };
export const protocol = {
  registerSchemesAsPrivileged: () => undefined,
  handle: (_scheme: string, serve: typeof desk.serve) => void Object.assign(desk, { serve }),
};
export const screen = { getAllDisplays: () => [] };
export const shell = { openExternal: async (page: string) => void desk.openedPages.push(page) };
