/** Simplified Chinese: newer versions of the program. */
import type { Messages } from './messages.ts';

export const zhCnUpdates: Messages['updates'] = {
  title: '更新',
  look: '检查更新',
  daily: 'Companion 每天检查一次更新。',
  looking: '正在检查更新…',
  newest: '这是最新版本。',
  couldNotLook: '无法检查更新。Companion 明天会再试，您也可以现在重新检查。',
  toGet: (version) => `Companion 有新版本：${version}。`,
  downloading: (version) => `正在下载 ${version} 版。`,
  notDownloaded: (version) => `无法下载 ${version} 版。Companion 明天会再试，您也可以现在重新检查。`,
  toInstall: (version) => `Companion ${version} 版已准备就绪，将在退出时安装。`,
  byAdministrator: '更新由管理员负责。',
  get: '获取',
  restart: '立即重启',
  later: '以后',
  menuGet: (version) => `获取 ${version} 版…`,
  menuRestart: (version) => `重启以使用 ${version} 版`,
};
