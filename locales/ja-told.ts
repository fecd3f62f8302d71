/** Japanese: what went wrong, what ended, and what to do about it. */
import type { Endings, Failures, Refusal, Vocabulary } from './vocabulary.ts';

export const jaNoAnswers: Vocabulary['noAnswers'] = {
  offline: 'このコンピューターはオフラインのようです。',
  'name-not-found': 'この名前のサーバーが見つかりません。',
  refused: 'サーバーは現在、接続を受け付けていません。',
  reset: '応答が届く前に接続が切れました。',
  'timed-out': 'サーバーの応答に時間がかかりすぎました。',
  certificate: 'サーバーの証明書を信頼できないため、何も送信していません。',
  proxy: 'ネットワークのプロキシにつながらないか、プロキシが通信を許可していません。',
  'proxy-password': 'ネットワークのプロキシがパスワードを求めています。',
  redirected: 'サーバーが別のアドレスを示しています。安全のため、Companionはそこへは進みません。',
  'server-trouble': '現在、サーバー側に問題が起きています。',
  'too-many-requests': 'サーバーへの要求が多すぎます。',
  'not-json': '応答はありましたが、サインイン用サーバーのものではありません。',
  'too-large': '応答が長すぎて、サインイン用サーバーのものとは考えられません。',
  'no-endpoint': 'このアドレスではデバイスのサインインが提供されていません。',
  unknown: 'サーバーから応答がありません。',
};

const nextSteps: Failures['nextSteps'] = {
  offline: 'ネットワーク接続を確認してから、もう一度お試しください。',
  'name-not-found': 'ネットワーク接続とアドレスのつづりを確認してから、もう一度お試しください。',
  refused: 'しばらくしてから、もう一度お試しください。',
  reset: 'しばらくしてから、もう一度お試しください。',
  'timed-out': 'しばらくしてから、もう一度お試しください。',
  certificate: 'このコンピューターの時計と、ネットワークへのログインが先に必要でないかを確認してください。',
  proxy: 'システムのネットワーク設定でプロキシを確認してから、もう一度お試しください。',
  'proxy-password': 'Companionはパスワードを送れません。パスワードなしで通せるよう、管理者に依頼してください。',
  redirected: 'アドレスが正しいか、ネットワークへのログインが先に必要でないかを確認してください。',
  'server-trouble': '数分後に、もう一度お試しください。',
  'too-many-requests': '数分後に、もう一度お試しください。',
  'not-json': 'アドレスが正しいか、ネットワークへのログインが先に必要でないかを確認してください。',
  'too-large': 'アドレスが正しいか確認してください。',
  'no-endpoint': 'アドレスが正しいか確認してください。',
  unknown: 'ネットワーク接続を確認してから、もう一度お試しください。',
};

const becauseOf = (reason: Refusal | null) => (reason === null ? '' : REFUSALS[reason]);

const REFUSALS: Readonly<Record<Refusal, string>> = {
  client: 'このプログラムのクライアントIDが登録されていないか、この方法でのサインインが許可されていません。',
  scope: '要求した権限（スコープ）が認められていません。',
  'no-scope':
    'スコープが必要ですが、設定されていません（管理者に確認し、「詳細設定」または--scopeで指定してください）。',
  'grant-type': 'スマートフォンを使うサインインに対応していません。',
};

const stillOfUse = (server: string) =>
  `${server}には通知できませんでした。ファイルをコピーした人が使えるおそれがあります。`;

export const jaFailures: Failures = {
  denied: (time) => ({
    title: '要求は拒否されました',
    text: `承認ページで${time}に拒否されました。`,
    next: 'ご自分の操作でなければ、やり直す前に管理者に知らせてください。',
  }),
  expired: {
    title: 'コードの有効期限が切れました',
    text: '時間内に承認されませんでした。',
    next: 'スマートフォンを用意してから、新しいコードを取得してください。',
  },
  codeNotValid: {
    title: 'コードはもう無効です',
    text: 'サーバーはこのコードを認識しなくなりました。',
    next: 'スマートフォンを用意してから、新しいコードを取得してください。',
  },
  answerLost: {
    title: '応答が失われました',
    text: 'コードはサーバーで使用済みになりましたが、応答が届きませんでした。',
    next: '新しいコードを取得して、もう一度承認してください。',
  },
  noEndpoint: (server) => ({
    title: 'このアドレスではデバイスのサインインができません',
    text: `${server}は応答しましたが、このアドレスではデバイスのサインインが提供されていません。`,
    next: 'アドレスが正しいか確認してください。問い合わせ先は「詳細」に表示されます。',
  }),
  unreachable: 'サーバーにつながりません',
  notFound: (server) => `${server}という名前のサーバーが見つかりません。`,
  ranOutMeanwhile: 'その間にコードの有効期限が切れました。',
  nextSteps,
  refused: (server, reason) => ({
    title: 'サーバーが許可していません',
    text: `${server}は、このプログラムでのサインインを許可していません。${becauseOf(reason)}`,
    next: '管理者が対処できます。サーバーの応答は「詳細」にあります。',
  }),
  malformed: (server) => ({
    title: 'サーバーの応答を使用できません',
    text: `${server}の応答は、このサインイン方法では認められない形式のため、使用しませんでした。`,
    next: 'アドレスを確認してください。正しければ、「詳細」を管理者に見せてください。',
  }),
  notDeletedTitle: 'サインアウトが完了していません',
  notDeleted: (reason) => `サインイン情報のファイルを削除できませんでした（${reason}）。`,
  leftBehind: {
    told: (server) => `${server}には通知済みのため、ファイルはもう使えません。`,
    knew: (server) => `${server}でサインインはすでに終了しているため、ファイルはもう使えません。`,
    'not-told': stillOfUse,
    'no-endpoint': stillOfUse,
  },
  notProtectedTitle: 'まだ保護されていません',
  notProtected: (reason) => `サインイン情報をキーリングに移せませんでした（${reason}）。`,
  unforeseen: {
    title: '問題が発生しました',
    text: 'Companion自身の不具合です。スマートフォンやサーバーの問題ではありません。',
    next: 'もう一度お試しください。繰り返す場合は、Companionを終了して起動し直してください。',
  },
  stillSignedIn: (computer, account) =>
    `変更はありません。${computer}は${account === null ? '' : `${account}として`}サインインしたままです。`,
  notSignedIn: (computer) => `${computer}ではサインインしていません。`,
  nothingChanged: 'このコンピューターに変更はありません。',
};

export const jaEndings: Endings = {
  signedOut: 'サインアウトしました',
  signedOutHere: {
    told: (server) => ({ text: `サインイン情報はここに残っておらず、${server}にも通知しました。`, next: '' }),
    'not-told': (server) => ({
      text: `サインイン情報はここに残っていませんが、${server}には通知できませんでした。`,
      next: 'サーバーで期限が切れるまで、以前にコピーした人が使えるおそれがあります。',
    }),
    'no-endpoint': (server) => ({
      text: `サインイン情報はここに残っていません。${server}には通知する方法がなく、サーバーで自動的に終了するまで、以前のコピーが使われるおそれがあります。`,
      next: '',
    }),
    knew: (server) => ({
      text: `サインイン情報はここに残っていません。サインインは${server}によって、または自動的に、すでに終了していました。`,
      next: '',
    }),
  },
  signInAgain: 'もう一度サインインしてください',
  signInAgainNext: 'スマートフォンが必要です。30秒ほどで済みます。',
  revoked: (when) => `サーバーが${when}にこのサインインを終了しました。`,
  interrupted: (when) =>
    `サインインの更新中にサーバーの応答が失われたため、サーバーが${when}にサインインを終了しました。`,
  ranOut: (when) => `このサインインは${when}に、サーバーが定めた期限に達しました。`,
  refused: (server, reason, when) =>
    `${server}がこのサインインの更新を拒否したため、${when}に期限が切れました。${becauseOf(reason)}`,
  refusedNext: 'もう一度サインインしても解決しない場合は、「詳細」を管理者に見せてください。',
};

export const jaServerProblems: Vocabulary['serverProblems'] = {
  'not-an-address': 'これはアドレスではありません。login.example.orgのような形です。',
  'not-https': '盗み聞きを防ぐため、アドレスはhttps://で始まる必要があります。',
  'has-password': 'ユーザー名とパスワードは省いてください。アドレスだけで十分です。',
  locked: 'サーバーはすでに設定されており、ここでは変更できません。',
  'bad-client-id': 'クライアントIDは、半角の英数字と記号で200文字までです。',
  'bad-scope': 'スコープは、半角スペース1つで区切った名前の並びです。',
  'bad-device-authorization-path': 'パスは「/」で始まり、空白を含みません。',
  'bad-token-path': 'パスは「/」で始まり、空白を含みません。',
  'not-saved': '保存できませんでした。ディスクがいっぱいか、書き込み禁止かもしれません。',
};
