/** Brazilian Portuguese: the menu bar of macOS. */
import type { Messages } from './messages.ts';

export const ptBrMac: Messages['mac'] = {
  app: {
    services: 'Serviços',
    hide: 'Ocultar Transparenc Companion',
    hideOthers: 'Ocultar Outros',
    unhide: 'Mostrar Tudo',
    quit: 'Encerrar Transparenc Companion',
  },
  edit: {
    menu: 'Editar',
    undo: 'Desfazer',
    redo: 'Refazer',
    cut: 'Cortar',
    copy: 'Copiar',
    paste: 'Colar',
    selectAll: 'Selecionar Tudo',
  },
  window: {
    menu: 'Janela',
    minimize: 'Minimizar',
    zoom: 'Zoom',
    close: 'Fechar',
    front: 'Trazer Todas para a Frente',
  },
};
