/** Simplified Chinese: what a terminal says. */
import type { Format } from './format.ts';
import type { Messages } from './messages.ts';
import { zhCnNoAnswers } from './zh-cn-told.ts';

export const zhCnTerminal = (format: Format): Messages['terminal'] => ({
  open: '地址',
  code: '代码',
  thenEnter: '或用手机扫描，然后输入代码。',
  thenCompare: '或用手机扫描，然后核对手机上显示的是否为此代码。',
  onlyHere: '此地址仅在这台电脑上有效：请在这里的浏览器中打开。',
  foreignHost: (host, server) => `此页面在 ${host} 上，而不在 ${server} 上。`,
  caution: ({ computer, server }) => `仅当您本人在 ${computer} 上开始登录 ${server} 时，才能继续。`,
  waiting: (lifetimeMs) => `正在等待您的批准：还剩 ${format.duration(lifetimeMs)}。按 Ctrl-C 停止。`,
  stillTrying: ({ why, code }) => `${zhCnNoAnswers[why]}（${code}）仍在尝试。`,
  connected: '连接已恢复。',
  slow: '服务器答复较慢，仍在等待。',
  toldToWait: (ms) => `服务器要求暂停 ${format.duration(ms)}，仍在等待。`,
  signInAgain: (flag) => `要用手机重新登录：${flag}`,
  stopping: '正在停止…',
  stopped: '已停止。',
  nobody: (server) => `没有人登录 ${server}。`,
  signedIn: ({ name, server }) => `已${name === null ? '' : `以 ${name} 的身份`}登录 ${server}。`,
  formerly: (name) => `此前登录的是 ${name}。`,
  signedOut: '已退出登录。',
  keepWithoutKeyring: (flag) => `或者不用密钥环保存，但您运行的任何程序都可能读取它：${flag}`,
  signInAnew: (flag) => `没有删除任何内容。或者重新登录，原来的登录信息文件会保留：${flag}`,
});
