/** The open windows. Windows and the app that quits them share this list, so that they needn't import each other. */
import { EventEmitter } from 'node:events';

export interface OpenWindow {
  close(): void;
  destroy(): void;
}

export const openWindows = new Set<OpenWindow>();

/** `last-closed`: no window is left open. `stayed`: a window refused to close. */
export const windowNews = new EventEmitter<{ 'last-closed': []; stayed: [] }>();
