/** What the exports share: which app runs, on which command line, and whether it is ready. */
import type { ProxyConfig } from 'electron';
import type { Application } from './application.ts';

interface State {
  application: Application | null;
  /** Chromium's command line: what was typed, and what the app appended. */
  readonly switches: Map<string, string>;
  /** What the app appended itself. */
  readonly appended: Map<string, string>;
  /** By which proxy pages go; null: by the system's. */
  pageProxy: ProxyConfig | null;
  ready: boolean;
}

/** There is one app to a process, as in Electron. */
export const state: State = {
  application: null,
  switches: new Map(),
  appended: new Map(),
  pageProxy: null,
  ready: false,
};
