/** Japanese. */
import type { Format } from './format.ts';
import { jaMac } from './ja-mac.ts';
import { jaSettings } from './ja-settings.ts';
import { jaStorageReasons, jaStorageTroubles } from './ja-storage.ts';
import { jaTerminal } from './ja-terminal.ts';
import { jaEndings, jaFailures, jaNoAnswers, jaServerProblems } from './ja-told.ts';
import { jaUpdates } from './ja-updates.ts';
import type { Vocabulary } from './vocabulary.ts';

export const ja = (system: Format): Vocabulary => inJapanese(tight(system));

const inJapanese = (format: Format): Vocabulary => ({
  language: 'ja',
  direction: 'ltr',
  between: '',

  when: (day, time) => `${day.text}の${time}`,
  moment: (day, time) => `${day} ${time}`,
  failures: jaFailures,
  endings: jaEndings,
  noAnswers: jaNoAnswers,
  storageTroubles: jaStorageTroubles,
  storageReasons: jaStorageReasons,
  serverProblems: jaServerProblems,
  terminal: jaTerminal(format),

  kept: {
    keychain: (name) => `サインイン情報は${name}に保存されます。`,
    macKeychain: 'サインイン情報はキーチェーンに保存されます。',
    keyring: 'サインイン情報はキーリングに保存されます。',
    weak: 'サインイン情報はキーリングなしで保存されます（安全性は下がります）。',
    untilQuit: (reason) => `サインインは終了するまでの間だけ有効です（${reason}）。`,
  },
  keptWhere: {
    keychain: (name) => `${name}に保存`,
    macKeychain: 'キーチェーンに保存',
    keyring: 'キーリングに保存',
    weak: 'キーリングなしで保存（安全性は下がります）',
    untilQuit: (reason) => `終了するまで有効（${reason}）`,
  },
  notRenewed: {
    refused: (server) => `${server}がサインインの更新を拒否しました。`,
    malformed: (server) => `${server}から解釈できない応答が届きました。`,
    storage: (reason) => `サインインを更新できませんでした（${reason}）。`,
    unforeseen: 'サインインの更新が予期せず失敗しました。',
    signedInForNow: '今のところサインインは続いています。',
  },
  protect: {
    keychain: (name) => `${name}で保護`,
    macKeychain: 'キーチェーンで保護',
    keyring: 'キーリングで保護',
  },
  clockOff: (offMs) =>
    `このコンピューターの時計が${format.duration(Math.abs(offMs))}${offMs > 0 ? '進んで' : '遅れて'}います。それが原因かもしれません。`,
  phoneNeeded: ({ name, server }) =>
    `スマートフォンが必要です：${name === null ? server : `${name}（${server}）`}。クリックすると新しいコードを取得します。`,
  tray: {
    starting: '起動中',
    waitingForKeyring: 'キーリングを待っています',
    noServer: '最初にサーバーを選んでください',
    signedOut: 'サインインしていません',
    requestingCode: (server) => `${server}にコードを要求中`,
    waiting: 'スマートフォンでの承認を待っています',
    waitingInTrouble: 'スマートフォンでの承認を待っています（接続に問題あり）',
    waitingHereInTrouble: '承認を待っています（接続に問題あり）',
    signedIn: (server) => `${server}にサインイン済み`,
    signedInRetrying: (server) => `${server}にサインイン済み（現在つながりません）`,
    signedInNotRenewed: (server) => `${server}にサインイン済み（更新できませんでした）`,
    signingOut: 'サインアウト中',
    needsYou: (server) => `${server}にもう一度サインインしてください`,
    failed: 'サインインしていません（前回は失敗しました）',
    failedSignedIn: (server) => `${server}にサインイン済み（前回の操作は失敗しました）`,
  },
  menu: {
    signIn: 'サインイン…',
    signInAgain: 'もう一度サインイン…',
    show: '表示',
    signOut: 'サインアウト',
    quit: '終了',
    copyCode: 'コードをコピー',
    openPage: 'ページを開く',
    settings: '設定',
    startAtLogin: 'ログイン時に起動',
  },
  mac: jaMac,

  facts: {
    thisComputer: 'このコンピューター',
    server: 'サーバー',
    account: 'アカウント',
    formerly: '以前',
    kept: 'サインイン情報',
    willBeKept: 'サインイン情報',
    since: '開始',
    until: '期限',
    notYetKnown: '確認中…',
  },
  support: {
    summary: '詳細',
    what: '内容',
    version: 'バージョン',
    note: 'サポートへの連絡用です。秘密の情報は含まれません。',
    examine: 'このコンピューターを確認',
  },
  actions: {
    signIn: 'サインイン',
    signInAgain: 'もう一度サインイン',
    getNewCode: '新しいコードを取得',
    tryAgain: '再試行',
    notNow: '後で',
    cancel: 'キャンセル',
    changeServer: 'サーバーを変更',
  },
  loading: {
    title: 'お待ちください',
    waitingTitle: 'キーリングを待っています',
    waitingText: 'パスワードの入力画面を探してください。ほかのウインドウの後ろにあるかもしれません。',
  },
  connect: {
    title: 'どのサーバーにサインインしますか？',
    text: 'アドレスは所属する組織から案内されています。',
    address: 'サーバーのアドレス',
    example: (address) => ['例：', address],
    advanced: '詳細設定',
    clientId: 'クライアントID',
    clientIdHint: '管理者から指定されていなければ、空のままにしてください。',
    connect: '接続',
    noAddress: 'サーバーのアドレスを入力してください。',
  },
  signedOut: {
    title: 'このコンピューターでサインイン',
    text: 'スマートフォンで承認します。ここではパスワードを入力しません。',
    onThisComputer: 'このコンピューター',
    isSignedOut: 'サインアウト済み',
    onServer: (server) => [server],
    whenReached: '接続でき次第',
  },
  quitting: {
    question: '終了してサインアウトしますか？',
    note: 'ウインドウを閉じても、Companionは動作を続け、サインインしたままになります。',
    quit: '終了してサインアウト',
  },
  profile: {
    refused: 'Companionはこのフォルダーを使えません',
    ownedByOther: (folder) => `${folder}は別のユーザーのものです。ここではサインインを安全に保てません。`,
    writableByOthers: (folder) =>
      `${folder}はほかのユーザーが変更でき、アクセス権を制限できません。ここではサインインを安全に保てません。`,
    next: 'ご自分のフォルダーを使うか、所有者とアクセス権の修正を管理者に依頼してください。',
  },
  requestingCode: {
    title: 'コードを要求しています',
    text: (server) => [server, 'に問い合わせています。スマートフォンをご用意ください。'],
  },
  awaiting: {
    title: '読み取って、コードを入力',
    text: 'スマートフォンのカメラを四角形に向けてください。開いたページで、このコードを入力します。',
    titleCompare: '読み取って、コードを照合',
    textCompare: 'スマートフォンのカメラを四角形に向けてください。同じコードが表示されるはずです。',
    titleNoQr: 'ページを開いて、コードを入力',
    textNoQr: 'スマートフォンか別のコンピューターで、下のアドレスを開いてください。そこでこのコードを入力します。',
    titleCompareHere: 'ページを開いて、コードを照合',
    textOnlyHere: 'サーバーはこのコンピューターにあり、スマートフォンは届きません。ここでページを開いてください。',
    hiddenTitle: 'コードは隠れています',
    hiddenText: 'コードは有効なままです。ほかの人が見ていないときに表示してください。',
    passLabel: 'サインイン用コード',
    qrLabel: (address) => `${address}のQRコード`,
    spelled: (userCode) => `コード：${format.spelled(userCode, SPELLED, '、')}`,
    address: (address) => ['カメラなし：', address],
    addressNoQr: (address) => ['アドレス：', address],
    foreignHost: (host, server) => [server, 'ではなく、', host, 'にあります。'],
    timeLeft: (ms) => `残り${format.duration(ms)}`,
    timeUp: '確認中…',
    waiting: 'スマートフォンを待っています',
    waitingHere: '承認を待っています',
    trouble: '接続に問題があり、再試行しています',
    caution: (time, computer, server) => [
      time,
      'に',
      computer,
      'で、',
      server,
      'へのサインインをご自分で始めた場合にのみ続けてください。',
    ],
    copyCode: 'コードをコピー',
    copied: 'コピーしました',
    openPage: 'ブラウザーで開く',
    hideCode: 'コードを隠す',
    showCode: 'コードを表示',
    enlarge: '拡大表示',
    reduce: '戻る',
  },
  signedIn: {
    title: 'サインインしています',
    text: 'このウインドウは閉じてかまいません。スマートフォンが再び必要になると、通知領域のアイコンが変わります。',
    textUntil: '下の時刻に、サーバーがこのサインインを終了します。その後は再びスマートフォンが必要です。',
    retrying: (because) => `${jaNoAnswers[because.why]}サインインは続いています。`,
    weak: 'キーリングがないため、実行するどのプログラムもこのサインインを使えてしまいます。',
    signOut: 'サインアウト',
    question: ({ computer }) => `${computer}からサインアウトしますか？`,
    questionText: 'もう一度サインインするには、スマートフォンが必要です。',
    stay: 'サインインしたままにする',
  },
  proxy: {
    user: 'プロキシのユーザー名',
    password: 'プロキシのパスワード',
    note: (host) => [host, 'にだけ送信します。終了すると、どちらも残りません。'],
    noUser: 'ユーザー名を入力してください。',
    refused: 'プロキシに受け付けられませんでした。',
  },
  signingOut: {
    title: 'サインアウトしています',
    text: (server) => ['サインイン情報をここから削除し、', server, 'に通知しています。'],
  },
  storageUnreadable: {
    nothingDeleted: '何も削除されていません。',
    signInInstead: '新しくサインイン',
    signInHere: 'ここでサインイン',
    setAside: 'サインインしても何も消去されません。以前のサインイン情報のファイルは残ります。',
  },
  misconfigured: {
    title: 'このコンピューターの構成を使用できません',
    why: {
      unreadable: '管理者が用意したCompanionの構成ファイルを読み取れません。',
      'not-trusted': '管理者が用意したCompanionの構成ファイルが他のユーザーから保護されていないため、使用しません。',
      'not-json': '管理者が用意したCompanionの構成ファイルが壊れています。',
      'wrong-field': '管理者が用意したCompanionの構成ファイルに誤りがあります。',
    },
    next: 'この画面を管理者に見せ、修正後にCompanionを起動し直してください。何も削除されていません。',
    signedInForNow:
      'サインインしたままです。管理者の構成ファイルに問題があり、修正されるまで新しくサインインすることはできません。',
    file: 'ファイル',
    rule: '誤り',
  },
  settings: jaSettings,
  updates: jaUpdates,
});

/** "8分": Intl puts a space between, which no Japanese sentence has. */
function tight(format: Format): Format {
  return { ...format, duration: (ms) => format.duration(ms).replaceAll(' ', '') };
}

const SPELLED: Readonly<Record<string, string>> = {
  '0': '数字のゼロ',
  O: '英字のO',
  o: '英字の小文字O',
  '1': '数字の1',
  I: '英字のI',
  i: '英字の小文字I',
  l: '英字の小文字L',
  '-': 'ハイフン',
  '–': 'ダッシュ',
  _: 'アンダースコア',
  '.': 'ドット',
  ',': 'カンマ',
  ':': 'コロン',
  '/': 'スラッシュ',
  ' ': 'スペース',
};
