/** Simplified Chinese: the settings, what is told about the program, and the question when its window closes. */
import type { SettingsWords } from './vocabulary.ts';

export const zhCnSettings: SettingsWords = {
  title: '设置',
  back: '返回',
  saved: '已保存',
  lockedBy: {
    flag: '启动 Companion 时已指定',
    administrator: '由管理员设定',
  },
  problems: {
    locked: '此项不能在这里更改。',
    notSaved: (reason) => `无法保存：${reason}。`,
    notApplied: (reason) => `系统没有接受此设置：${reason}。`,
    notOurs: '有其他程序在登录电脑时启动 Companion。请在系统设置中更改。',
  },

  start: '启动',
  startAtLogin: '登录电脑时启动',
  notInstalled: '程序未安装，无法使用此项。',
  needsApproval: '请在“系统设置”>“通用”>“登录项”中允许。',
  startHidden: '启动时不显示窗口',

  look: '语言和外观',
  language: '语言',
  systemLanguage: '跟随系统',
  theme: '主题',
  themes: { system: '跟随系统', light: '浅色', dark: '深色' },

  signIn: '登录状态',
  notifications: '需要我时通知我',
  sendComputerName: '在登录请求中附上这台电脑的名称',
  sendComputerNameNote: '这样，批准页面就能显示请求来自哪台电脑。',
  keepWithoutKeyring: '没有密钥环时也保存登录状态',
  keepWithoutKeyringNote: '安全性较低：您运行的任何程序都可能使用它。关闭后，登录状态只保留到退出程序为止。',
  keepWeakly: '要在没有密钥环的情况下保存登录状态吗？',
  keepWeaklyYes: '保存',
  keptAllTheSame: '已保存的登录状态会保持不变，直到您退出登录。',

  window: '窗口',
  whenClosed: '关闭窗口时',
  whenClosedNote: '这里没有显示图标的托盘。要再次看到窗口，请重新启动 Companion。',
  whenClosedTo: { ask: '询问', quit: '退出', 'keep-running': '继续运行' },

  closing: {
    question: '让 Companion 继续运行吗？',
    text: '这里没有显示其图标的托盘。它运行时，这台电脑会保持登录；要看到窗口，请再次启动它。',
    keep: '继续运行',
    quit: '退出',
    remember: '记住我的选择',
  },

  about: {
    open: '关于 Transparenc Companion',
    title: '关于',
    text: '让这台电脑保持登录，且不在其上存放密码。',
    version: '版本',
    system: '系统',
    licences: 'MIT 许可证。各组件的许可证位于程序文件夹的“licenses”中。',
    sandboxOff: {
      text: 'Chromium 的沙盒已关闭：此系统不允许使用沙盒，或者 Companion 是用 --no-sandbox 启动的。Companion 仍然只加载自己的页面，这些页面不能运行其他代码，也不能打开其他地址。但系统不再隔离它们。',
      next: '请安装 deb 或 rpm 软件包，其中包含沙盒所需的权限。',
    },
  },
};
