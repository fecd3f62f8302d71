import type { Requests } from '../../preload/api.ts';

/** The commands of the tray's menu. `signIn`, `signOut`, `copyCode`, `openInBrowser` and `showAccount` take an account. */
export type TrayCommand =
  | Extract<keyof Requests, 'signIn' | 'copyCode' | 'openInBrowser' | 'signOut' | 'update'>
  | 'showAccount'
  | 'show'
  | 'settings'
  | 'tools'
  | 'answerTool'
  | 'switchStartAtLogin'
  | 'quit';
