/** The windows that are open, for those who must not know each other: windows and the app that quits them. */
import { EventEmitter } from 'node:events';

export interface OpenWindow {
  close(): void;
  destroy(): void;
}

export const openWindows = new Set<OpenWindow>();

/** `last-closed`: no window is left. `stayed`: a window refused to close. */
export const windowNews = new EventEmitter<{ 'last-closed': []; stayed: [] }>();
