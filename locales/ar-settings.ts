/** Arabic: the settings, what is told about the program, and the question when its window closes. */
import type { SettingsWords } from './vocabulary.ts';

export const arSettings: SettingsWords = {
  title: 'الإعدادات',
  back: 'رجوع',
  saved: 'تم الحفظ',
  lockedBy: {
    flag: 'حُدِّد عند تشغيل Companion',
    administrator: 'حدّده مسؤول النظام',
  },
  problems: {
    locked: 'لا يمكن تغيير هذا هنا.',
    notSaved: (reason) => `تعذّر حفظ هذا: ${reason}.`,
    notApplied: (reason) => `لم يقبل النظام هذا: ${reason}.`,
    notOurs: 'هناك ما يشغّل Companion عند الدخول إلى الحاسوب غير هذا البرنامج. غيّر ذلك في إعدادات النظام.',
  },

  start: 'بدء التشغيل',
  startAtLogin: 'التشغيل عند الدخول إلى الحاسوب',
  notInstalled: 'غير ممكن لبرنامج غير مثبَّت.',
  needsApproval: 'اسمح به في إعدادات النظام > عام > عناصر تسجيل الدخول.',
  startHidden: 'التشغيل دون نافذة',

  look: 'اللغة والمظهر',
  language: 'اللغة',
  systemLanguage: 'النظام',
  theme: 'المظهر',
  themes: { system: 'النظام', light: 'فاتح', dark: 'داكن' },

  signIn: 'تسجيل الدخول',
  notifications: 'أخبرني عند الحاجة إليّ',
  sendComputerName: 'إرسال اسم هذا الحاسوب مع الطلب',
  sendComputerNameNote: 'يمكن لصفحة الموافقة عندئذ أن تعرض اسم الحاسوب الذي أرسل الطلب.',
  keepWithoutKeyring: 'الاحتفاظ بتسجيل الدخول من دون حلقة مفاتيح',
  keepWithoutKeyringNote: 'أقل أمانًا: قد يستخدمه أي برنامج تشغّله. عند إيقافه يبقى حتى إنهاء البرنامج.',
  keepWeakly: 'هل تريد حفظ تسجيل الدخول من دون حلقة مفاتيح؟',
  keepWeaklyYes: 'حفظ',
  keptAllTheSame: 'يبقى تسجيل الدخول المحفوظ من قبل كما هو حتى تسجيل الخروج.',

  window: 'النافذة',
  whenClosed: 'عند إغلاق النافذة',
  whenClosedNote: 'لا تعرض منطقة الإشعارات هنا الأيقونة. لرؤية النافذة من جديد، شغّل Companion مرة أخرى.',
  whenClosedTo: { ask: 'السؤال', quit: 'الإنهاء', 'keep-running': 'الاستمرار في العمل' },

  closing: {
    question: 'هل تريد إبقاء Companion يعمل؟',
    text: 'لا تعرض منطقة الإشعارات هنا أيقونته. ما دام يعمل، يبقى هذا الحاسوب مسجَّل الدخول؛ ولرؤية نافذته، شغّله مرة أخرى.',
    keep: 'إبقاؤه يعمل',
    quit: 'إنهاء',
    remember: 'تذكّر إجابتي',
  },

  about: {
    open: 'حول Transparenc Companion',
    title: 'حول',
    text: 'يُبقي هذا الحاسوب مسجَّل الدخول، دون كلمة سر عليه.',
    version: 'الإصدار',
    system: 'النظام',
    licences: 'رخصة MIT. رخص مكوّناته في مجلد البرنامج، تحت «licenses».',
    sandboxOff: {
      text: 'صندوق الحماية (sandbox) في Chromium متوقف: هذا النظام لا يسمح به، أو شُغّل Companion بالخيار ‎--no-sandbox‎. ما زال Companion لا يحمّل سوى صفحاته، ولا يمكنها تشغيل شيفرة أخرى أو فتح عناوين أخرى. لكن النظام لم يعد يعزلها.',
      next: 'ثبّت حزمة deb أو rpm: فهي تتضمن الإذن الذي يحتاج إليه صندوق الحماية.',
    },
  },
};
