/** `BaseWindow`. On Linux an app imports it, because the same program runs on all systems, but never creates one. */
import { notImplemented } from '../guard.ts';

export class BaseWindow {
  constructor() {
    throw notImplemented('BaseWindow');
  }
}
