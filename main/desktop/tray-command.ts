import type { Requests } from '../../preload/api.ts';

/** What the tray's menu can do. */
export type TrayCommand =
  | Extract<keyof Requests, 'signIn' | 'copyCode' | 'openPage' | 'signOut' | 'update'>
  | 'show'
  | 'settings'
  | 'tools'
  | 'answerTool'
  | 'switchStartAtLogin'
  | 'quit';
