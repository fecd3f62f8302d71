/** `BaseWindow`: an app on Linux names it, since one program is built for all systems, and never makes one. */
import { notImplemented } from '../guard.ts';

export class BaseWindow {
  constructor() {
    throw notImplemented('BaseWindow');
  }
}
