/** German: the menu bar of macOS. */
import type { Messages } from './messages.ts';

export const deMac: Messages['mac'] = {
  app: {
    services: 'Dienste',
    hide: 'Transparenc Companion ausblenden',
    hideOthers: 'Andere ausblenden',
    unhide: 'Alle einblenden',
    quit: 'Transparenc Companion beenden',
  },
  edit: {
    menu: 'Bearbeiten',
    undo: 'Widerrufen',
    redo: 'Wiederholen',
    cut: 'Ausschneiden',
    copy: 'Kopieren',
    paste: 'Einsetzen',
    selectAll: 'Alles auswählen',
  },
  window: {
    menu: 'Fenster',
    minimize: 'Im Dock ablegen',
    zoom: 'Zoomen',
    close: 'Schließen',
    front: 'Alle nach vorne bringen',
  },
};
