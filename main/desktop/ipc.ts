/** Main's side of the IPC contract. Validates the sender, then the arguments. */
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

/** Without control characters, which users don't type and headers can't contain. */
const typed = v.pipe(v.string(), v.maxLength(256), v.regex(/^[^\p{Cc}\p{Cs}]*$/u));

const text = (longest: number) => v.pipe(v.string(), v.maxLength(longest));
const chosenServer = v.strictObject({
  url: text(2048),
  clientId: v.nullable(text(200)),
  scope: v.nullable(text(1000)),
  deviceAuthorizationPath: v.nullable(text(1000)),
  tokenPath: v.nullable(text(1000)),
});

/** Every request with arguments needs a schema here; a missing one is a type error. */
type ArgumentSchemas = {
  readonly [K in keyof Requests as Parameters<Requests[K]> extends [] ? never : K]: v.GenericSchema<
    unknown,
    Parameters<Requests[K]>
  >;
};

const accountId = v.pipe(v.string(), v.regex(/^[0-9a-f]{16}$/));
const account = v.strictTuple([accountId]);
/** A name as typed by the user. The account list decides if it's valid. */
const name = v.pipe(v.string(), v.maxLength(256));

/** Longer texts can't be URLs or client IDs. */
const ARGUMENTS: ArgumentSchemas = {
  signIn: account,
  cancel: account,
  dismiss: account,
  signOut: account,
  tryAgain: account,
  protect: account,
  copyCode: account,
  openInBrowser: account,
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
  showPage: v.strictTuple([v.picklist(['state', 'add-account', 'settings', 'about', 'doctor', 'tools'])]),
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
 * Handles every request of the contract, once there are handlers. Rejects with a fixed text if the sender isn't trusted, the
 * arguments are invalid, the page sends too many requests, or a handler throws, because error messages may contain something that
 * windows must not see. The log names the request and the error's class.
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

/** The schema of a request's arguments. */
function schemaOf<K extends keyof Requests>(name: K): v.GenericSchema<unknown, Parameters<Requests[K]>> {
  const schemas: Partial<Record<keyof Requests, v.GenericSchema>> = ARGUMENTS;
  // `ArgumentSchemas` ensures that each schema fits its request, and requests without a schema have no parameters.
  return (schemas[name] ?? NO_ARGUMENTS) as v.GenericSchema<unknown, Parameters<Requests[K]>>;
}

/**
 * Whether the request comes from the main frame of the page at `origin`. A subframe, a page that the window was navigated to, or a
 * frame that no longer exists could be an attacker's.
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
 * Sends the snapshot to the window, if there is one, after every change and when the computer wakes up, because the page's clock
 * stops during sleep. A page that is still loading requests the snapshot itself.
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
