/** Arabic: newer versions of the program. */
import type { Messages } from './messages.ts';

export const arUpdates: Messages['updates'] = {
  title: 'التحديثات',
  look: 'البحث عن تحديثات',
  daily: 'يبحث Companion عن تحديثات مرة في اليوم.',
  looking: 'جارٍ البحث عن تحديثات…',
  newest: 'هذا أحدث إصدار.',
  couldNotLook: 'تعذّر البحث عن تحديثات. سيحاول Companion مرة أخرى غدًا، ويمكنك أيضًا البحث مجددًا الآن.',
  toGet: (version) => `يوجد إصدار جديد من Companion: ${version}.`,
  downloading: (version) => `يجري تنزيل الإصدار ${version}.`,
  notDownloaded: (version) =>
    `تعذّر تنزيل الإصدار ${version}. سيحاول Companion مرة أخرى غدًا، ويمكنك أيضًا البحث مجددًا الآن.`,
  toInstall: (version) => `الإصدار ${version} من Companion جاهز. سيُثبَّت عند إنهاء Companion.`,
  byAdministrator: 'يتولى مسؤول النظام التحديثات.',
  get: 'الحصول عليه',
  restart: 'إعادة التشغيل الآن',
  later: 'لاحقًا',
  menuGet: (version) => `الحصول على الإصدار ${version}…`,
  menuRestart: (version) => `إعادة التشغيل بالإصدار ${version}`,
};
