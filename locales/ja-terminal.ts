/** Japanese: what a terminal says. */
import type { Format } from './format.ts';
import { jaNoAnswers } from './ja-told.ts';
import type { Messages } from './messages.ts';

export const jaTerminal = (format: Format): Messages['terminal'] => ({
  open: 'アドレス',
  code: 'コード',
  thenEnter: 'またはスマートフォンで読み取って、コードを入力してください。',
  thenCompare: 'またはスマートフォンで読み取って、同じコードが表示されることを確認してください。',
  onlyHere: 'このアドレスはこのコンピューターでのみ使えます。ここのブラウザーで開いてください。',
  foreignHost: (host, server) => `このページは${server}ではなく、${host}にあります。`,
  caution: ({ computer, server }) => `${computer}で、${server}へのサインインをご自分で始めた場合にのみ続けてください。`,
  waiting: (lifetimeMs) => `承認を待っています（残り${format.duration(lifetimeMs)}）。Ctrl-Cで中止します。`,
  stillTrying: ({ why, code }) => `${jaNoAnswers[why]}（${code}）再試行しています。`,
  connected: '接続が回復しました。',
  slow: 'サーバーの応答に時間がかかっています。引き続き待っています。',
  toldToWait: (ms) => `サーバーが${format.duration(ms)}の待機を求めています。引き続き待っています。`,
  signInAgain: (flag) => `スマートフォンでもう一度サインインするには：${flag}`,
  stopping: '中止しています…',
  stopped: '中止しました。',
  nobody: (server) => `${server}には誰もサインインしていません。`,
  signedIn: ({ name, server }) => `${server}に${name === null ? '' : `${name}として`}サインインしました。`,
  formerly: (name) => `以前は${name}がサインインしていました。`,
  signedOut: 'サインアウトしました。',
  keepWithoutKeyring: (flag) =>
    `または、実行するどのプログラムからも読める状態になりますが、キーリングなしで保存します：${flag}`,
  signInAnew: (flag) =>
    `何も削除されていません。または、新しくサインインします（以前のサインイン情報のファイルは残ります）：${flag}`,
});
