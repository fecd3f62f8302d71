/** The browsers that Playwright controls: the phone, and the page that draws the window without the app. */
import type { Browser, BrowserType } from '@playwright/test';

/** Generous, so that only a browser that hangs reaches it, not one on a busy computer. */
export const START_PATIENCE_MS = 240_000;

/** Playwright's own list, which is repeated because Chromium reads only the last `--disable-features`. */
const OFF_BY_PLAYWRIGHT = [
  'AvoidUnnecessaryBeforeUnloadCheckSync',
  'DestroyProfileOnBrowserClose',
  'HttpsUpgrades',
  'HttpsFirstBalancedModeAutoEnable',
  'LensOverlay',
  'MediaRouter',
  'PaintHolding',
  'ThirdPartyStoragePartitioning',
  'AvoidCorsURLLoaderRestartOnRedirect',
  'TcpPortRandomizationWin',
  'OptimizationHints',
  'NetworkTimeServiceQuerying',
  'AimEnabled',
  'PreconnectToSearch',
];

/** Two pages that every window loads for its address bar, which no one sees here. They take half of the time of a new window. */
const ADDRESS_BAR = ['WebUIOmniboxPopup', 'WebUIOmniboxAimPopup'];

/** Starts a browser. `executable` null: Playwright's own. `args`: additional switches, other than features. */
export function openBrowser(
  chromium: BrowserType,
  executable: string | null,
  args: readonly string[] = [],
): Promise<Browser> {
  return chromium.launch({
    ...(executable !== null && { executablePath: executable }),
    timeout: START_PATIENCE_MS,
    // A container's root has no sandbox to offer.
    chromiumSandbox: process.getuid?.() !== 0,
    args: [`--disable-features=${[...OFF_BY_PLAYWRIGHT, ...ADDRESS_BAR].join()}`, ...args],
  });
}
