/** Simplified Chinese: the menu bar of macOS. */
import type { Messages } from './messages.ts';

export const zhCnMac: Messages['mac'] = {
  app: {
    services: '服务',
    hide: '隐藏 Transparenc Companion',
    hideOthers: '隐藏其他',
    unhide: '全部显示',
    quit: '退出 Transparenc Companion',
  },
  edit: {
    menu: '编辑',
    undo: '撤销',
    redo: '重做',
    cut: '剪切',
    copy: '拷贝',
    paste: '粘贴',
    selectAll: '全选',
  },
  window: {
    menu: '窗口',
    minimize: '最小化',
    zoom: '缩放',
    close: '关闭',
    front: '前置全部窗口',
  },
};
