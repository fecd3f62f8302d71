import type { Requests } from '../../preload/api.ts';

/** What the tray's menu can do; `signIn`, `signOut`, `copyCode`, `openPage` and `showAccount` with an account. */
export type TrayCommand =
  | Extract<keyof Requests, 'signIn' | 'copyCode' | 'openPage' | 'signOut' | 'update'>
  | 'showAccount'
  | 'show'
  | 'settings'
  | 'tools'
  | 'answerTool'
  | 'switchStartAtLogin'
  | 'quit';
