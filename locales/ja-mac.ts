/** Japanese: the menu bar of macOS. */
import type { Messages } from './messages.ts';

export const jaMac: Messages['mac'] = {
  app: {
    services: 'サービス',
    hide: 'Transparenc Companionを非表示',
    hideOthers: 'ほかを非表示',
    unhide: 'すべてを表示',
    quit: 'Transparenc Companionを終了',
  },
  edit: {
    menu: '編集',
    undo: '取り消す',
    redo: 'やり直す',
    cut: 'カット',
    copy: 'コピー',
    paste: 'ペースト',
    selectAll: 'すべてを選択',
  },
  window: {
    menu: 'ウインドウ',
    minimize: 'しまう',
    zoom: '拡大／縮小',
    close: '閉じる',
    front: 'すべてを手前に移動',
  },
};
