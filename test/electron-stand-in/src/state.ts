/** The state that the exports share: the app, its command line, and whether it is ready. */
import type { ProxyConfig } from 'electron';
import type { Application } from './application.ts';

interface State {
  application: Application | null;
  /** Chromium's command line: the user's switches, and those that the app appended. */
  readonly switches: Map<string, string>;
  /** Switches that the app appended. */
  readonly appended: Map<string, string>;
  /** The proxy for pages; null for the system's. */
  pageProxy: ProxyConfig | null;
  ready: boolean;
}

/** The only app of this process, as in Electron. */
export const state: State = {
  application: null,
  switches: new Map(),
  appended: new Map(),
  pageProxy: null,
  ready: false,
};

/** Throws Electron's own error for what it refuses before `ready`. */
export function mustBeReady(refusal: string): void {
  if (!state.ready) throw new Error(refusal);
}
