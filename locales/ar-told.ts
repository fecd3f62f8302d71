/** Arabic: what went wrong, what ended, and what to do about it. */
import type { Format } from './format.ts';
import type { Endings, Failures, Refusal, Vocabulary } from './vocabulary.ts';

export const arNoAnswers: Vocabulary['noAnswers'] = {
  offline: 'يبدو أن هذا الحاسوب غير متصل بالشبكة.',
  'name-not-found': 'لم يُعثر على خادم بهذا الاسم.',
  refused: 'لا يقبل الخادم اتصالات في الوقت الحالي.',
  reset: 'انقطع الاتصال قبل وصول رد.',
  'timed-out': 'استغرق الخادم وقتًا طويلًا من دون رد.',
  certificate: 'شهادة الخادم غير موثوقة، لذا لم يُرسَل شيء.',
  proxy: 'يتعذّر الوصول إلى وكيل الشبكة، أو أنه لا يسمح بمرور هذا الاتصال.',
  'proxy-password': 'يطلب وكيل الشبكة كلمة سر.',
  redirected: 'يشير الخادم إلى عنوان آخر. حفاظًا على الأمان، لا يتبعه Companion.',
  'server-trouble': 'يواجه الخادم نفسه مشكلة في الوقت الحالي.',
  'too-many-requests': 'يتلقّى الخادم طلبات كثيرة جدًا.',
  'not-json': 'وصل رد، لكنه ليس رد خادم لتسجيل الدخول.',
  'too-large': 'كان الرد أطول بكثير من رد خادم لتسجيل الدخول.',
  unknown: 'لم يصل رد من الخادم.',
};

const nextSteps: Failures['nextSteps'] = {
  offline: 'تحقّق من الاتصال بالشبكة، ثم أعد المحاولة.',
  'name-not-found': 'تحقّق من الاتصال بالشبكة ومن كتابة العنوان، ثم أعد المحاولة.',
  refused: 'أعد المحاولة بعد لحظات.',
  reset: 'أعد المحاولة بعد لحظات.',
  'timed-out': 'أعد المحاولة بعد لحظات.',
  certificate: 'تحقّق من ساعة هذا الحاسوب، ومما إذا كانت الشبكة تطلب تسجيل الدخول إليها أولًا.',
  proxy: 'تحقّق من الوكيل في إعدادات الشبكة في النظام، ثم أعد المحاولة.',
  'proxy-password': 'لا يستطيع Companion تقديمها. اطلب من مسؤول النظام السماح بمروره من دون كلمة سر.',
  redirected: 'تحقّق من صحة العنوان، ومما إذا كانت الشبكة تطلب تسجيل الدخول إليها أولًا.',
  'server-trouble': 'أعد المحاولة بعد بضع دقائق.',
  'too-many-requests': 'أعد المحاولة بعد بضع دقائق.',
  'not-json': 'تحقّق من صحة العنوان، ومما إذا كانت الشبكة تطلب تسجيل الدخول إليها أولًا.',
  'too-large': 'تحقّق من صحة العنوان.',
  unknown: 'تحقّق من الاتصال بالشبكة، ثم أعد المحاولة.',
};

const becauseOf = (reason: Refusal | null) => (reason === null ? '' : `: ${REFUSALS[reason]}`);

const REFUSALS: Readonly<Record<Refusal, string>> = {
  client: 'لا يعرف الخادم معرّف العميل لهذا البرنامج، أو لا يسمح له بهذا النوع من تسجيل الدخول',
  scope: 'لا يمنح الخادم الصلاحيات المطلوبة (scope)',
  'no-scope':
    'يطلب الخادم نطاقًا (scope) ولم يُحدَّد أي نطاق (اطلبه من مسؤول النظام، ثم أدخِله في الخيارات المتقدمة أو عبر ‎--scope)',
  'grant-type': 'لا يتيح الخادم تسجيل الدخول بالهاتف',
};

const stillOfUse = (server: string) => `تعذّر إبلاغ ${server}: قد يستخدمها من ينسخها.`;

export const arFailures: Failures = {
  denied: (time) => ({
    title: 'رُفض الطلب',
    text: `رُفض الطلب في صفحة الموافقة الساعة ${time}.`,
    next: 'إذا لم يكن الرفض منك، فأخبر مسؤول النظام قبل إعادة المحاولة.',
  }),
  expired: {
    title: 'انتهت صلاحية الرمز',
    text: 'لم تتم الموافقة عليه في الوقت المحدد.',
    next: 'اطلب رمزًا جديدًا عندما يكون هاتفك في متناول يدك.',
  },
  unreachable: 'يتعذّر الوصول إلى الخادم',
  notFound: (server) => `لم يُعثر على خادم بالاسم ${server}.`,
  ranOutMeanwhile: 'وفي هذه الأثناء انتهت صلاحية الرمز.',
  nextSteps,
  refused: (server, reason) => ({
    title: 'لا يسمح الخادم بذلك',
    text: `لا يسمح ${server} لهذا البرنامج بتسجيل الدخول هنا${becauseOf(reason)}.`,
    next: 'يستطيع مسؤول النظام حل المشكلة، وفي التفاصيل ما ردّ به الخادم.',
  }),
  malformed: (server) => ({
    title: 'لا يمكن استخدام رد الخادم',
    text: `ردّ ${server} بطريقة لا يسمح بها هذا النوع من تسجيل الدخول، لذا لم يُستخدم رده.`,
    next: 'تحقّق من العنوان. إذا كان صحيحًا، فاعرض التفاصيل على مسؤول النظام.',
  }),
  notDeletedTitle: 'لم يكتمل تسجيل الخروج',
  notDeleted: (reason) => `تعذّر حذف ملفات تسجيل الدخول: ${reason}.`,
  leftBehind: {
    told: (server) => `أُبلِغ ${server}، فلم تعد الملفات تنفع أحدًا.`,
    knew: (server) => `أنهى ${server} تسجيل الدخول من قبل، فلم تعد الملفات تنفع أحدًا.`,
    'not-told': stillOfUse,
    'no-endpoint': stillOfUse,
  },
  notProtectedTitle: 'لم تتم الحماية بعد',
  notProtected: (reason) => `تعذّر نقل تسجيل الدخول إلى حلقة المفاتيح: ${reason}.`,
  unforeseen: {
    title: 'حدث خطأ هنا',
    text: 'هذا خطأ من Companion نفسه، ولا علاقة لهاتفك أو للخادم به.',
    next: 'أعد المحاولة. إذا تكرر الخطأ، فأنهِ Companion ثم شغّله من جديد.',
  },
  stillSignedIn: (computer, account) =>
    `لم يتغيّر شيء: ما زال دخول ${computer} مسجّلًا${account === null ? '' : ` باسم ${account}`}.`,
  notSignedIn: (computer) => `لم يُسجَّل دخول ${computer}.`,
  nothingChanged: 'لم يتغيّر شيء على هذا الحاسوب.',
};

export const arEndings: Endings = {
  signedOut: 'تم تسجيل خروج هذا الحاسوب',
  signedOutHere: {
    told: (server) => ({ text: `لم يبقَ هنا شيء من تسجيل الدخول، وأُبلِغ ${server} بذلك.`, next: '' }),
    'not-told': (server) => ({
      text: `لم يبقَ هنا شيء من تسجيل الدخول، لكن تعذّر إبلاغ ${server}.`,
      next: 'إلى أن تنتهي صلاحيته هناك، قد يستخدمه من نسخه من قبل.',
    }),
    'no-endpoint': (server) => ({
      text: `لم يبقَ هنا شيء منه. لا سبيل إلى إبلاغ ${server}: سينتهي تسجيل الدخول هناك من تلقاء نفسه، وحتى ذلك الحين قد تُستخدم نسخة أُخذت من قبل.`,
      next: '',
    }),
    knew: (server) => ({
      text: `لم يبقَ هنا شيء من تسجيل الدخول؛ فقد أنهاه ${server} من قبل، أو انتهى من تلقاء نفسه.`,
      next: '',
    }),
  },
  signInAgain: 'يُرجى تسجيل الدخول مجددًا',
  signInAgainNext: 'ستحتاج إلى هاتفك، ولن يستغرق ذلك أكثر من نصف دقيقة.',
  revoked: (when) => `أنهى الخادم تسجيل الدخول هذا ${when}.`,
  interrupted: (when) => `ضاع رد من الخادم أثناء تجديد تسجيل الدخول، فأنهاه الخادم ${when}.`,
  ranOut: (when) => `بلغ تسجيل الدخول هذا المدة التي حددها الخادم ${when}.`,
  refused: (server, reason, when) => `رفض ${server} تجديد تسجيل الدخول هذا${becauseOf(reason)}. انتهت صلاحيته ${when}.`,
  refusedNext: 'إذا لم يُجدِ تسجيل الدخول مجددًا، فاعرض التفاصيل على مسؤول النظام.',
};

export const arServerProblems = (format: Format): Vocabulary['serverProblems'] => ({
  'not-an-address': 'هذا ليس عنوانًا. يبدو العنوان هكذا: login.example.org',
  'not-https': 'يجب أن يبدأ العنوان بـ https:// حتى لا يتنصّت أحد.',
  'has-password': 'احذف اسم المستخدم وكلمة السر، فالعنوان وحده يكفي.',
  locked: 'الخادم محدد مسبقًا، ولا يمكن تغييره هنا.',
  'bad-client-id': `يتألف معرّف العميل من أحرف لاتينية وأرقام ورموز، وطوله ${format.number(200)} خانة كحد أقصى.`,
  'bad-scope': 'النطاق قائمة أسماء تفصل بينها مسافة واحدة.',
  'bad-device-authorization-path': 'يبدأ المسار بالعلامة / ولا يحتوي على مسافات.',
  'bad-token-path': 'يبدأ المسار بالعلامة / ولا يحتوي على مسافات.',
  'not-saved': 'تعذّر الحفظ. هل القرص ممتلئ أو محمي من الكتابة؟',
});
