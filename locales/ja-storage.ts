/** Japanese: what is the matter with the place where sign-ins are kept. */
import type { Vocabulary } from './vocabulary.ts';

export const jaStorageTroubles: Vocabulary['storageTroubles'] = {
  'no-keyring': {
    title: 'キーリングが応答しません',
    text: 'サインイン情報の鍵はシステムのキーリングに保存されますが、起動していないか、ロックが解除されていません。',
    next: 'GNOME KeyringやKWalletなどのキーリングを起動するかロックを解除してから、Companionを起動し直してください。',
  },
  'keyring-locked': {
    title: 'キーリングがロックされています',
    text: 'サインイン情報の鍵があるシステムのキーリングを、現在開くことができません。',
    next: 'ロックを解除してから、もう一度お試しください。変わらない場合は、Companionを起動し直してください。',
  },
  'keyring-changed': {
    title: 'キーリングが変わりました',
    text: 'サインイン情報の鍵がこのキーリングにないか、別の鍵になっています。',
    next: '以前のキーリングに戻せる場合は、戻してからCompanionを起動し直してください。',
  },
  'disk-full': {
    title: 'ディスクがいっぱいです',
    text: 'サインイン情報を保存する空きがありません。',
    next: '空きを増やしてから、もう一度お試しください。',
  },
  'read-only': {
    title: 'ディスクに書き込めません',
    text: 'サインイン情報の保存先は、現在読み取り専用です。',
    next: '書き込めるようにしてから、もう一度お試しください。',
  },
  'no-permission': {
    title: 'ファイルを使用できません',
    text: 'サインイン情報のファイルを読み書きする権限が、Companionにありません。',
    next: 'ファイルの所有者がご自分であることを確認してから、もう一度お試しください。',
  },
  damaged: {
    title: '保存されたサインイン情報が壊れています',
    text: 'ファイルも、以前のコピーも読み取れません。',
    next: 'バックアップがある場合は、元に戻してからもう一度お試しください。',
  },
  'newer-version': {
    title: '新しいバージョンで保存済み',
    text: '保存されたサインイン情報は、より新しいバージョンのCompanionのものです。このバージョンでは変更しません。',
    next: 'Companionを更新してから、もう一度お試しください。',
  },
  'other-computer': {
    title: '別のコンピューターのサインイン情報です',
    text: '別のコンピューターで、またはこのシステムの再インストール前に作られました。2か所で使うと、どちらのサインインも終了します。',
    next: 'ここでサインインしてください。元のコンピューターはサインインしたままです。',
  },
  io: {
    title: 'ディスクが正しく応答しません',
    text: 'サインイン情報のファイルを読み書きできませんでした。',
    next: 'ディスクを確認してから、もう一度お試しください。',
  },
};

export const jaStorageReasons: Vocabulary['storageReasons'] = {
  'no-keyring': 'キーリングが応答しません',
  'keyring-locked': 'キーリングがロックされています',
  'keyring-changed': 'キーリングが変わりました',
  'disk-full': 'ディスクがいっぱいです',
  'read-only': 'ディスクに書き込めません',
  'no-permission': 'ファイルを変更できません',
  damaged: '保存されたファイルが壊れています',
  'newer-version': '新しいバージョンのファイルです',
  'other-computer': '別のコンピューターのファイルです',
  io: 'ディスクが正しく応答しません',
};
