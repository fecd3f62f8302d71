/** Main's side of the contract: first the sender is validated, then the arguments. */
import type { BrowserWindow, IpcMain, IpcMainInvokeEvent, PowerMonitor } from 'electron';
import * as v from 'valibot';
import type { Handlers, Requests, Snapshot } from '../../preload/api.ts';
import { REQUESTS, requestChannel, signalChannel } from '../../preload/requests.ts';
import { SettingChangeSchema } from '../settings/schema.ts';
import { errorName } from '../system/error-name.ts';
import type { Log } from '../system/log.ts';
import { APP_ORIGIN } from './asset-protocol.ts';
import type { RateLimit } from './rate-limit.ts';

type Sender = Pick<IpcMainInvokeEvent, 'senderFrame'>;

/** Users don't type control characters, and a header could not carry them. */
const typed = v.pipe(v.string(), v.maxLength(256), v.regex(/^[^\p{Cc}\p{Cs}]*$/u));

const text = (longest: number) => v.pipe(v.string(), v.maxLength(longest));
const chosenServer = v.strictObject({
  url: text(2048),
  clientId: v.nullable(text(200)),
  scope: v.nullable(text(1000)),
  deviceAuthorizationPath: v.nullable(text(1000)),
  tokenPath: v.nullable(text(1000)),
});

/** A request that carries something has a schema here: the compiler misses a forgotten one. */
type ArgumentSchemas = {
  readonly [K in keyof Requests as Parameters<Requests[K]> extends [] ? never : K]: v.GenericSchema<
    unknown,
    Parameters<Requests[K]>
  >;
};

const accountId = v.pipe(v.string(), v.regex(/^[0-9a-f]{16}$/));
const account = v.strictTuple([accountId]);
/** What a user types as a name. The accounts decide which names are usable. */
const name = v.pipe(v.string(), v.maxLength(256));

/** Longer texts are no addresses and no client IDs. */
const ARGUMENTS: ArgumentSchemas = {
  signIn: account,
  cancel: account,
  dismiss: account,
  signOut: account,
  tryAgain: account,
  protect: account,
  copyCode: account,
  openPage: account,
  openAccount: v.strictTuple([v.nullable(accountId)]),
  addAccount: v.strictTuple([
    v.strictObject({
      server: v.variant('kind', [
        v.strictObject({ kind: v.literal('known'), account: accountId }),
        v.strictObject({ kind: v.literal('new'), choice: chosenServer }),
      ]),
      name: v.nullable(name),
    }),
  ]),
  renameAccount: v.strictTuple([accountId, name]),
  removeAccount: account,
  answerSomeoneElse: v.strictTuple([accountId, v.picklist(['keep', 'replace', 'discard'])]),
  checkServer: v.strictTuple([chosenServer]),
  useServer: v.strictTuple([chosenServer, v.picklist(['sign-in', 'wait'])]),
  open: v.strictTuple([v.picklist(['state', 'add-account', 'settings', 'about', 'doctor', 'tools'])]),
  changeSetting: v.strictTuple([SettingChangeSchema]),
  copyCommand: v.strictTuple([v.picklist(['terminal', 'git', 'docker', 'kubectl']), accountId]),
  removeTool: v.strictTuple([
    v.strictObject({ tool: v.string(), accountId: v.string(), host: v.nullable(v.string()) }),
  ]),
  answerProxy: v.strictTuple([
    v.strictObject({
      proxy: v.pipe(v.string(), v.maxLength(300)),
      user: v.pipe(typed, v.minLength(1)),
      password: typed,
    }),
  ]),
};

const NO_ARGUMENTS = v.strictTuple([]);

/**
 * Responds to every request of the contract, once there are handlers.
 * A sender that is not trusted, arguments that do not fit, a page that asks too often, and a handler that throws all reject with a fixed text:
 * an error's own message may hold what a window must not see. The log names the request and the error's class.
 */
export function serveRequests(
  ipcMain: Pick<IpcMain, 'handle'>,
  handlers: Handlers | Promise<Handlers>,
  parts: { readonly log: Log; readonly mayAsk: RateLimit; readonly isTrusted?: (event: Sender) => boolean },
): void {
  const { log, mayAsk, isTrusted = isOwnPage } = parts;
  for (const name of REQUESTS) serve(name);

  function serve<K extends keyof Requests>(name: K) {
    ipcMain.handle(requestChannel(name), async (event: Sender, ...given: unknown[]) => {
      if (!isTrusted(event)) {
        log('request refused: untrusted sender', { name });
        throw new Error('refused');
      }
      const checked = v.safeParse(schemaOf(name), given);
      if (!checked.success) {
        log('request refused: unfit arguments', { name });
        throw new Error('refused');
      }
      if (!mayAsk(name)) {
        log('request refused: too often', { name });
        throw new Error('refused');
      }
      try {
        return await (await handlers)[name](...checked.output);
      } catch (error) {
        log('request failed', { name, error: errorName(error) });
        throw new Error('failed');
      }
    });
  }
}

/** What a request may carry. */
function schemaOf<K extends keyof Requests>(name: K): v.GenericSchema<unknown, Parameters<Requests[K]>> {
  const schemas: Partial<Record<keyof Requests, v.GenericSchema>> = ARGUMENTS;
  // `ArgumentSchemas` ties each schema to its request; a request without one has no parameters.
  return (schemas[name] ?? NO_ARGUMENTS) as v.GenericSchema<unknown, Parameters<Requests[K]>>;
}

/**
 * Whether the main frame of the page at `origin` asks. A frame within it, a page that the window was led to,
 * or a frame that is already gone could be an attacker's.
 */
export function isPageOf(origin: string): (event: Sender) => boolean {
  return ({ senderFrame }) => {
    try {
      return senderFrame !== null && senderFrame.parent === null && senderFrame.origin === origin;
    } catch {
      return false; // Electron throws when the frame was disposed of in the meantime.
    }
  };
}

export const isOwnPage = isPageOf(APP_ORIGIN);

/**
 * Sends the whole state to the window, if there is one, after every change; and when the computer wakes up, because the page's
 * clock stood still while it slept. A page that still loads asks for the state by itself.
 */
export function sendSnapshots(parts: {
  readonly snapshot: () => Snapshot;
  readonly subscribe: (listener: (snapshot: Snapshot) => void) => unknown;
  readonly powerMonitor: Pick<PowerMonitor, 'on'>;
  readonly window: () => BrowserWindow | null;
}): void {
  const send = (snapshot: Snapshot) => {
    const window = parts.window();
    if (window && !window.isDestroyed()) window.webContents.send(signalChannel('changed'), snapshot);
  };
  parts.subscribe(send);
  parts.powerMonitor.on('resume', () => send(parts.snapshot()));
}
