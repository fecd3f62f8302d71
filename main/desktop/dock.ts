/** Keeps an app without a window out of the Dock on macOS. Call before the first window. */
import type { App } from 'electron';

export function createDock(app: Pick<App, 'on' | 'setActivationPolicy'>, platform: NodeJS.Platform) {
  const set = (policy: 'regular' | 'accessory') => {
    if (platform === 'darwin') app.setActivationPolicy(policy);
  };
  const hide = () => set('accessory');
  app.on('window-all-closed', hide);
  app.on('browser-window-created', () => set('regular'));
  return {
    /** Hides the Dock icon, for a start without a window. */
    hide,
  };
}
