/** English: the menu bar of macOS. */
import type { Messages } from './messages.ts';

export const enMac: Messages['mac'] = {
  app: {
    services: 'Services',
    hide: 'Hide Transparenc Companion',
    hideOthers: 'Hide Others',
    unhide: 'Show All',
    quit: 'Quit Transparenc Companion',
  },
  edit: {
    menu: 'Edit',
    undo: 'Undo',
    redo: 'Redo',
    cut: 'Cut',
    copy: 'Copy',
    paste: 'Paste',
    selectAll: 'Select All',
  },
  window: {
    menu: 'Window',
    minimize: 'Minimise',
    zoom: 'Zoom',
    close: 'Close',
    front: 'Bring All to Front',
  },
};
