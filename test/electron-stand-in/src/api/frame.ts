/** A window's main frame. Other frames have no preload and so no part in IPC. */
import type Electron from 'electron';
import { originOf } from '../chromium/schemes.ts';
import { guard } from '../guard.ts';

/** The frame whose address is always what `url` returns. */
export function createMainFrame(url: () => string, isDestroyed: () => boolean): Electron.WebFrameMain {
  const frame = {
    get url() {
      return url();
    },
    get origin() {
      return originOf(url());
    },
    get top() {
      return whole;
    },
    parent: null,
    name: '',
    processId: 1,
    routingId: 1,
    frameTreeNodeId: 1,
    isDestroyed,
  } satisfies Partial<Electron.WebFrameMain>;
  // Partial on purpose: a missing member throws an error with its name.
  const whole = guard('webFrameMain', frame) as unknown as Electron.WebFrameMain;
  return whole;
}
