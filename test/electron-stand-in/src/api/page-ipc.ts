/** IPC between one page's preload world and the main process. */
import type Electron from 'electron';
import { quietly, type Session } from '../chromium/connection.ts';
import { decode, type Encoded, encode } from '../world/codec.ts';
import type { ToMain, ToWindow } from '../world/messages.ts';
import { preventable } from './events.ts';
import { handlerOf, type IpcMain, ipcMain } from './ipc-main.ts';
import type { WebContents } from './web-contents.ts';

/** The part of the served page that the channel needs. */
export interface Sender {
  readonly contents: WebContents;
  readonly session: Session;
  /** The name of the function that receives messages in the preload's world. */
  readonly receiver: string;
  /** The frame, while `context` is still its document's; null afterwards. */
  frameOf(context: number): Electron.WebFrameMain | null;
}

/** Sends `message` to the world `context`. */
export function deliver(
  { session, receiver }: Pick<Sender, 'session' | 'receiver'>,
  context: number,
  message: ToWindow,
): void {
  const expression = `globalThis[${JSON.stringify(receiver)}](${JSON.stringify(message)})`;
  quietly(session.send('Runtime.evaluate', { expression, contextId: context, silent: true }));
}

/** Passes a page's message to its listeners: the window's own `ipc` first, then `ipcMain`. */
export function receive(sender: Sender, context: number, message: ToMain): void {
  switch (message.kind) {
    case 'invoke':
      void answer(sender, context, message);
      return;
    case 'send': {
      const event = sendEvent(sender, context);
      const args = values(message.args);
      sender.contents.emit('ipc-message', event, message.channel, ...args);
      for (const ipc of targets(sender)) ipc.emit(message.channel, event, ...args);
      return;
    }
    case 'key':
      // It's too late to stop the key, because the page has already received it.
      sender.contents.emit('before-input-event', preventable({}), message.input);
      return;
    case 'zoom':
      sender.contents.emit('zoom-changed', {}, message.direction);
      return;
    case 'preload-failed':
      process.stderr.write(`Unable to load preload script: ${message.message}\n`);
      sender.contents.emit('preload-error', {}, '', new Error(message.message));
      return;
    default:
      message satisfies never;
  }
}

async function answer(sender: Sender, context: number, { id, channel, args }: Extract<ToMain, { kind: 'invoke' }>) {
  const handler = targets(sender)
    .map((ipc) => handlerOf(ipc, channel))
    .find((found) => found !== undefined);
  try {
    if (!handler) throw new Error(`No handler registered for '${channel}'`);
    const value: unknown = await handler(invokeEvent(sender, context), ...values(args));
    deliver(sender, context, { kind: 'result', id, value: encode(value) });
  } catch (error) {
    process.stderr.write(
      `Error occurred in handler for '${channel}': ${error instanceof Error ? error.stack : String(error)}\n`,
    );
    deliver(sender, context, {
      kind: 'failure',
      id,
      message: `Error invoking remote method '${channel}': ${String(error)}`,
    });
  }
}

const targets = ({ contents }: Sender): IpcMain[] => [contents.ipc, ipcMain];

/** The common part of the events; `senderFrame` is evaluated on access, as in Electron. */
function commonEvent(sender: Sender, context: number) {
  return {
    type: 'frame',
    frameId: 1,
    processId: 1,
    sender: sender.contents,
    get senderFrame() {
      return sender.frameOf(context);
    },
    defaultPrevented: false,
    preventDefault: () => undefined,
  };
}

function invokeEvent(sender: Sender, context: number): Electron.IpcMainInvokeEvent {
  // Its sender and frame implement only some members; reading any other throws an error with its name.
  return commonEvent(sender, context) as unknown as Electron.IpcMainInvokeEvent;
}

function sendEvent(sender: Sender, context: number) {
  const reply = (channel: string, ...args: unknown[]) =>
    deliver(sender, context, { kind: 'message', channel, args: encode(args) });
  return Object.defineProperties(
    { reply, ports: [], returnValue: undefined },
    Object.getOwnPropertyDescriptors(commonEvent(sender, context)),
  );
}

function values(args: Encoded): unknown[] {
  const decoded = decode(args);
  return Array.isArray(decoded) ? decoded : [];
}
