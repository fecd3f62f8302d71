/** Japanese: newer versions of the program. */
import type { Messages } from './messages.ts';

export const jaUpdates: Messages['updates'] = {
  title: 'アップデート',
  look: 'アップデートを確認',
  daily: 'Companionは1日に1回アップデートを確認します。',
  looking: 'アップデートを確認しています…',
  newest: '最新のバージョンです。',
  couldNotLook: 'アップデートを確認できませんでした。明日もう一度試します。今すぐ確認し直すこともできます。',
  toGet: (version) => `Companionの新しいバージョンがあります：${version}`,
  downloading: (version) => `バージョン${version}をダウンロードしています。`,
  notDownloaded: (version) =>
    `バージョン${version}をダウンロードできませんでした。明日もう一度試します。今すぐ確認し直すこともできます。`,
  toInstall: (version) => `Companionのバージョン${version}の準備ができました。終了するときにインストールされます。`,
  byAdministrator: 'アップデートは管理者が行います。',
  get: '入手する',
  restart: '今すぐ再起動',
  later: '後で',
  menuGet: (version) => `バージョン${version}を入手…`,
  menuRestart: (version) => `バージョン${version}で再起動`,
};
