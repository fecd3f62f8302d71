/** Spanish: the menu bar of macOS. */
import type { Messages } from './messages.ts';

export const esMac: Messages['mac'] = {
  app: {
    services: 'Servicios',
    hide: 'Ocultar Transparenc Companion',
    hideOthers: 'Ocultar otros',
    unhide: 'Mostrar todo',
    quit: 'Salir de Transparenc Companion',
  },
  edit: {
    menu: 'Edición',
    undo: 'Deshacer',
    redo: 'Rehacer',
    cut: 'Cortar',
    copy: 'Copiar',
    paste: 'Pegar',
    selectAll: 'Seleccionar todo',
  },
  window: {
    menu: 'Ventana',
    minimize: 'Minimizar',
    zoom: 'Zoom',
    close: 'Cerrar',
    front: 'Traer todo al frente',
  },
};
