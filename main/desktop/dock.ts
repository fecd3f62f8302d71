import type { App } from 'electron';

export interface Dock {
  /** The app starts without a window. */
  hide(): void;
}

/** macOS: an app without a window is not in the dock. Other systems have none. Call before `ready`. */
export function createDock(app: Pick<App, 'on' | 'setActivationPolicy'>, platform: NodeJS.Platform): Dock {
  const set = (policy: 'regular' | 'accessory') => {
    if (platform === 'darwin') app.setActivationPolicy(policy);
  };
  const hide = () => set('accessory');
  app.on('window-all-closed', hide);
  app.on('browser-window-created', () => set('regular'));
  return { hide };
}
