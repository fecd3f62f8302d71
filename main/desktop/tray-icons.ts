/** The icon files in the bundle. The build keeps their names, which have a meaning for Electron. */
import { join } from 'node:path';

/** The states that a tray icon distinguishes: all is well, something is in progress, the user is needed. */
export type TrayMark = 'well' | 'working' | 'needs-you';

export interface Icons {
  /** For the tray. Electron finds the `@2x` files beside them by itself. */
  readonly tray: Readonly<Record<TrayMark, string>>;
  /** For a window's frame and the task bar; macOS and Windows take the application's own. */
  readonly window: string;
}

/** The icons below `folder` for this system. */
export function iconsIn(folder: string, platform: NodeJS.Platform): Icons {
  const ending = platform === 'darwin' ? 'Template.png' : platform === 'win32' ? '.ico' : '.png';
  const tray = (mark: TrayMark) => join(folder, 'tray', mark + ending);
  return {
    tray: { well: tray('well'), working: tray('working'), 'needs-you': tray('needs-you') },
    window: join(folder, 'app', '256x256.png'),
  };
}
