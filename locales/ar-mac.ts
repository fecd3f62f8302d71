/** Arabic: the menu bar of macOS. */
import type { Messages } from './messages.ts';

export const arMac: Messages['mac'] = {
  app: {
    services: 'الخدمات',
    hide: 'إخفاء Transparenc Companion',
    hideOthers: 'إخفاء الآخرين',
    unhide: 'إظهار الكل',
    quit: 'إنهاء Transparenc Companion',
  },
  edit: {
    menu: 'تحرير',
    undo: 'تراجع',
    redo: 'إعادة',
    cut: 'قص',
    copy: 'نسخ',
    paste: 'لصق',
    selectAll: 'تحديد الكل',
  },
  window: {
    menu: 'نافذة',
    minimize: 'تصغير',
    zoom: 'تكبير/تصغير',
    close: 'إغلاق',
    front: 'إحضار الكل إلى الأمام',
  },
};
