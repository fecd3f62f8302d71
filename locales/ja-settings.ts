/** Japanese: the settings, what is told about the program, and the question when its window closes. */
import type { SettingsWords } from './vocabulary.ts';

export const jaSettings: SettingsWords = {
  title: '設定',
  back: '戻る',
  saved: '保存しました',
  lockedBy: {
    flag: 'Companionの起動時に指定されています',
    administrator: '管理者が設定しています',
  },
  problems: {
    locked: 'ここでは変更できません。',
    notSaved: (reason) => `保存できませんでした：${reason}。`,
    notApplied: (reason) => `システムに反映できませんでした：${reason}。`,
    notOurs: 'ほかの何かがログイン時にCompanionを起動しています。システムの設定で変更してください。',
  },

  start: '起動',
  startAtLogin: 'ログイン時に起動する',
  notInstalled: 'インストールされていないプログラムではできません。',
  needsApproval: '「システム設定」の「一般」>「ログイン項目」で許可してください。',
  startHidden: 'ウインドウを開かずに起動する',

  look: '言語と外観',
  language: '言語',
  systemLanguage: 'システム',
  theme: 'テーマ',
  themes: { system: 'システム', light: 'ライト', dark: 'ダーク' },

  signIn: 'サインイン',
  notifications: '操作が必要なときに通知する',
  sendComputerName: 'サインインの要求にこのコンピューターの名前を含める',
  sendComputerNameNote: '承認ページに、どのコンピューターからの要求かを表示できるようになります。',
  keepWithoutKeyring: 'キーリングなしでサインインを保存する',
  keepWithoutKeyringNote:
    '安全性が下がります。実行したどのプログラムからも使われるおそれがあります。オフの場合は、終了するまで有効です。',
  keepWeakly: 'キーリングなしでサインインを保存しますか？',
  keepWeaklyYes: '保存する',
  keptAllTheSame: 'すでに保存されているサインインは、サインアウトするまでそのままです。',

  window: 'ウインドウ',
  whenClosed: 'ウインドウを閉じたとき',
  whenClosedNote:
    'ここにはアイコンを表示するトレイがありません。ウインドウを再び表示するには、Companionをもう一度起動してください。',
  whenClosedTo: { ask: '確認する', quit: '終了する', 'keep-running': '実行を続ける' },

  closing: {
    question: 'Companionの実行を続けますか？',
    text: 'ここにはアイコンを表示するトレイがありません。実行中は、このコンピューターのサインインが保たれます。ウインドウを表示するには、もう一度起動してください。',
    keep: '実行を続ける',
    quit: '終了する',
    remember: 'この選択を記憶する',
  },

  about: {
    open: 'Transparenc Companionについて',
    title: 'このアプリについて',
    text: 'このコンピューターをサインインしたままにします。パスワードは置きません。',
    version: 'バージョン',
    system: 'システム',
    licences: 'MITライセンス。構成部品のライセンスは、プログラムのフォルダーの「licenses」にあります。',
    sandboxOff: {
      text: 'Chromiumのサンドボックスが無効です。このシステムで許可されていないか、Companionが--no-sandbox付きで起動されました。この状態でもCompanionは自身のページだけを読み込み、そのページがほかのコードを実行したり、ほかのアドレスを開いたりすることはできません。ただし、システムによる隔離は働いていません。',
      next: 'debまたはrpmパッケージをインストールしてください。サンドボックスに必要な許可が含まれています。',
    },
  },
};
