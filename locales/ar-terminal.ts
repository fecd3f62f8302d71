/** Arabic: what a terminal says. */
import { arNoAnswers } from './ar-told.ts';
import type { Format } from './format.ts';
import type { Messages } from './messages.ts';

export const arTerminal = (format: Format): Messages['terminal'] => ({
  open: 'العنوان',
  code: 'الرمز',
  thenEnter: 'أو امسح المربّع بهاتفك، ثم أدخِل الرمز.',
  thenCompare: 'أو امسح المربّع بهاتفك، ثم تأكّد من أنه يعرض هذا الرمز.',
  onlyHere: 'لا يعمل هذا العنوان إلا على هذا الحاسوب: افتحه هنا في متصفّح.',
  foreignHost: (host, server) => `هذه الصفحة على ${host}، وليست على ${server}.`,
  caution: ({ computer, server }) =>
    `لا تتابع إلا إذا بدأت هذا الطلب بنفسك على ${computer}، لتسجيل الدخول إلى ${server}.`,
  waiting: (lifetimeMs) => `بانتظار موافقتك: المتبقي ${format.duration(lifetimeMs)}. للإيقاف: Ctrl-C`,
  stillTrying: ({ why, code }) => `${arNoAnswers[why]} (${code}) المحاولة مستمرة.`,
  connected: 'عاد الاتصال.',
  slow: 'الخادم بطيء في الرد، والانتظار مستمر.',
  toldToWait: (ms) => `يطلب الخادم التوقف ${format.duration(ms)}، والانتظار مستمر.`,
  signInAgain: (flag) => `لتسجيل الدخول من جديد بهاتفك: ${flag}`,
  stopping: 'جارٍ الإيقاف…',
  stopped: 'تم الإيقاف.',
  nobody: (server) => `لم يُسجَّل الدخول إلى ${server}.`,
  signedIn: ({ name, server }) => `تم تسجيل الدخول إلى ${server}${name === null ? '' : ` باسم ${name}`}.`,
  formerly: (name) => `الحساب السابق: ${name}.`,
  signedOut: 'تم تسجيل الخروج.',
  keepWithoutKeyring: (flag) => `أو احفظه من دون حلقة مفاتيح، حيث يمكن لأي برنامج تشغّله أن يقرأه: ${flag}`,
  signInAnew: (flag) => `لم يُحذف شيء. أو سجّل الدخول من جديد، وتبقى ملفات التسجيل القديم محفوظة: ${flag}`,
});
