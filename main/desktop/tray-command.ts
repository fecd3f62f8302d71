/** The commands of the tray's menu. `signIn`, `signOut`, `copyCode`, `openInBrowser` and `showAccount` take an account. */
import type { Requests } from '../../preload/api.ts';

export type TrayCommand =
  | Extract<keyof Requests, 'signIn' | 'copyCode' | 'openInBrowser' | 'signOut' | 'update'>
  | 'showAccount'
  | 'show'
  | 'settings'
  | 'tools'
  | 'answerTool'
  | 'switchStartAtLogin'
  | 'quit';
