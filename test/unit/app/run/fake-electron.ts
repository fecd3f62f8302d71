/**
 * The part of Electron that a run without a window needs, and one with a window until Electron is ready. Its network is a server
 * in memory, and its keychain doesn't encrypt.
 */
import { EventEmitter } from 'node:events';
import { Readable } from 'node:stream';

interface Sent {
  readonly url: string;
  readonly method: string;
}

/** Settings of a test, and records of a run. */
export const world = {
  profile: '',
  /** Returns the server's response, or throws the error that Chromium would report. */
  respond: (_url: URL, _form: URLSearchParams): { readonly status: number; readonly body: unknown } => ({
    status: 404,
    body: {},
  }),
  asked: [] as string[],
  /** Whether this process has taken the profile, or given it back. */
  locks: [] as boolean[],
  /** Whether another process has the profile. */
  isLocked: false,
  /** What another process has been handed over. */
  handedOver: [] as unknown[],
  /** The proxies that were set. */
  proxies: [] as unknown[],
  /** The names of what was logged. */
  logged: [] as string[],
  /** Whether Chromium’s sandbox is on. */
  hasSandbox: true,
  /** The titles of messages in a dialog. */
  errorBoxes: [] as string[],
  exit: (_code: number): void => undefined,
};

export const app = Object.assign(new EventEmitter(), {
  get isPackaged() {
    return false;
  },
  commandLine: { hasSwitch: () => !world.hasSandbox, appendSwitch: () => undefined },
  enableSandbox: () => undefined,
  setAppUserModelId: (_id: string) => undefined,
  setToastActivatorCLSID: (_id: string) => undefined,
  exit: (code: number) => world.exit(code),
  whenReady: async () => undefined,
  getName: () => 'Companion',
  getVersion: () => '1.2.3',
  getPath: () => world.profile,
  setPath: () => undefined,
  getPreferredSystemLanguages: () => ['en-GB'],
  getSystemLocale: () => 'en-GB',
  getLoginItemSettings: () => ({}),
  requestSingleInstanceLock(handedOver: unknown) {
    world.handedOver.push(handedOver);
    if (!world.isLocked) world.locks.push(true);
    return !world.isLocked;
  },
  releaseSingleInstanceLock: () => void world.locks.push(false),
});

export const dialog = { showErrorBox: (title: string, _text: string) => void world.errorBoxes.push(title) };

class Client extends EventEmitter {
  readonly #sent: Sent;
  constructor(sent: Sent) {
    super();
    this.#sent = sent;
  }
  abort() {}
  end(body?: Buffer) {
    const url = new URL(this.#sent.url);
    world.asked.push(`${this.#sent.method} ${url.pathname}`);
    setImmediate(() => {
      try {
        const { status, body: json } = world.respond(url, new URLSearchParams(body?.toString()));
        const stream = Readable.from([Buffer.from(JSON.stringify(json))]);
        const headers = { 'content-type': 'application/json' };
        this.emit('response', Object.assign(stream, { statusCode: status, headers }));
      } catch (error) {
        this.emit('error', error);
      }
    });
  }
}

export const net = { isOnline: () => true, request: (sent: Sent) => new Client(sent) };

export const session = {
  fromPartition(name: string) {
    if (name === '' || name.startsWith('persist:')) throw new Error('would keep cookies and responses on disk');
    return {
      setProxy: async (proxy: unknown) => void world.proxies.push(proxy),
      closeAllConnections: async () => undefined,
      resolveProxy: async () => 'DIRECT',
    };
  },
};

export const protocol = { registerSchemesAsPrivileged: () => undefined };

export const Menu = { setApplicationMenu: () => undefined };

export const powerMonitor = new EventEmitter();

export const safeStorage = {
  isAsyncEncryptionAvailable: async () => true,
  encryptStringAsync: async (plain: string) => Buffer.from(`v11${plain}`),
  decryptStringAsync: async (wrapped: Buffer) => ({ result: wrapped.toString().slice(3), shouldReEncrypt: false }),
};

/** electron-store imports Electron like this, and then only requires an absolute `cwd`. */
export default { app: undefined, ipcMain: undefined, shell: undefined };
