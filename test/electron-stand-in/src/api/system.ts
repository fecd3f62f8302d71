/** The desktop APIs, even without a desktop: shell, dialog, clipboard, power, screen, preferences. */
import { EventEmitter } from 'node:events';
import type Electron from 'electron';
import { openInBrowser } from '../desktop/browser.ts';
import { readText, writeText } from '../desktop/clipboard.ts';
import { guard } from '../guard.ts';
import { mustBeReady } from '../state.ts';

const shellParts: Pick<Electron.Shell, 'openExternal' | 'beep'> = {
  openExternal: (url) => openInBrowser(url, { environment: process.env, isRoot: process.getuid?.() === 0 }),
  beep: () => void process.stdout.write('\u0007'),
};
export const shell = guard('shell', shellParts);

const dialogParts: Pick<Electron.Dialog, 'showErrorBox'> = {
  /** Prints to stderr, as Electron does before `ready`. */
  showErrorBox: (title, content) => void process.stderr.write(`${title}\n${content}\n`),
};
export const dialog = guard('dialog', dialogParts);

const clipboardParts: Pick<Electron.Clipboard, 'readText' | 'writeText' | 'clear'> = {
  readText: () => readText(process.env),
  writeText: (text) => writeText(String(text), process.env),
  clear: () => void writeText('', process.env),
};
export const clipboard = guard('clipboard', clipboardParts);

type ImplementedOfPower = 'getSystemIdleState' | 'getSystemIdleTime' | 'isOnBatteryPower' | 'onBatteryPower';

class PowerMonitor extends EventEmitter implements Pick<Electron.PowerMonitor, ImplementedOfPower> {
  readonly onBatteryPower = false;

  getSystemIdleState(): 'active' {
    return 'active';
  }

  getSystemIdleTime(): number {
    return 0;
  }

  isOnBatteryPower(): boolean {
    return false;
  }
}
guard('powerMonitor', PowerMonitor.prototype);
export const powerMonitor = new PowerMonitor();

const AREA = { x: 0, y: 0, width: 1280, height: 900 };

const displayParts = {
  id: 1,
  scaleFactor: 1,
  bounds: AREA,
  workArea: AREA,
  size: { width: AREA.width, height: AREA.height },
  workAreaSize: { width: AREA.width, height: AREA.height },
} satisfies Partial<Electron.Display>;
// This implements only some members; reading any other throws an error with its name.
const display = guard('display', displayParts) as typeof displayParts & Electron.Display;

type ImplementedOfScreen =
  | 'getPrimaryDisplay'
  | 'getAllDisplays'
  | 'getDisplayMatching'
  | 'getDisplayNearestPoint'
  | 'getCursorScreenPoint';

class Screen extends EventEmitter implements Pick<Electron.Screen, ImplementedOfScreen> {
  getPrimaryDisplay(): Electron.Display {
    return display;
  }

  getAllDisplays(): Electron.Display[] {
    return [display];
  }

  getDisplayMatching(): Electron.Display {
    return display;
  }

  getDisplayNearestPoint(): Electron.Display {
    return display;
  }

  getCursorScreenPoint(): Electron.Point {
    return { x: 0, y: 0 };
  }
}
guard('screen', Screen.prototype);
export const screen = new Proxy(new Screen(), {
  get(screen, key) {
    mustBeReady("The 'screen' module can't be used before the app 'ready' event");
    const member: unknown = Reflect.get(screen, key);
    return typeof member === 'function' ? member.bind(screen) : member;
  },
});

class SystemPreferences
  extends EventEmitter
  implements Pick<Electron.SystemPreferences, 'getAccentColor' | 'getAnimationSettings'>
{
  getAccentColor(): string {
    return '3584e4ff';
  }

  getAnimationSettings(): Electron.AnimationSettings {
    return {
      prefersAnimatedImagesStartPaused: false,
      prefersReducedMotion: false,
      scrollAnimationsEnabledBySystem: true,
      shouldRenderRichAnimation: true,
    };
  }
}
guard('systemPreferences', SystemPreferences.prototype);
export const systemPreferences = new SystemPreferences();
