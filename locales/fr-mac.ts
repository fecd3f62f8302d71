/** French: the menu bar of macOS. */
import type { Messages } from './messages.ts';

export const frMac: Messages['mac'] = {
  app: {
    services: 'Services',
    hide: 'Masquer Transparenc Companion',
    hideOthers: 'Masquer les autres',
    unhide: 'Tout afficher',
    quit: 'Quitter Transparenc Companion',
  },
  edit: {
    menu: 'Édition',
    undo: 'Annuler',
    redo: 'Rétablir',
    cut: 'Couper',
    copy: 'Copier',
    paste: 'Coller',
    selectAll: 'Tout sélectionner',
  },
  window: {
    menu: 'Fenêtre',
    minimize: 'Placer dans le Dock',
    zoom: 'Réduire/agrandir',
    close: 'Fermer',
    front: 'Tout ramener au premier plan',
  },
};
