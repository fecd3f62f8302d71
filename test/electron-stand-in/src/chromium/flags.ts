/** The command line of the Chromium that draws the windows. */
import type { ProxyConfig } from 'electron';

export interface ChromiumOptions {
  readonly profile: string;
  readonly headless: boolean;
  readonly sandbox: boolean;
  /** Switches that Playwright, the app or the user passes to Chromium. */
  readonly switches: ReadonlyMap<string, string>;
  /** The proxy for pages. */
  readonly proxy?: ProxyConfig | null;
}

/** The flags for the browser, and for the second process that requests a window from it. */
export function chromiumFlags({ profile, headless, sandbox, switches, proxy = null }: ChromiumOptions): string[] {
  return [
    `--user-data-dir=${profile}`,
    ...STANDING,
    ...(headless ? ['--headless=new'] : []),
    ...(sandbox ? [] : ['--no-sandbox']),
    ...(proxy?.proxyRules ? [`--proxy-server=${proxy.proxyRules}`] : []),
    ...(proxy?.proxyBypassRules ? [`--proxy-bypass-list=${proxy.proxyBypassRules}`] : []),
    ...[...switches]
      .filter(([name]) => !OWN.test(name))
      .map(([name, value]) => (value === '' ? `--${name}` : `--${name}=${value}`)),
  ];
}

/** Switches that a user may pass to Chromium; the rest of the command line is for the app or this runtime. */
export function isForChromium(name: string): boolean {
  return /^(disable-|enable-|force-|lang$|host-resolver-rules$|log-net-log$|ozone-|high-dpi|use-gl)/.test(name);
}

const STANDING = [
  '--no-first-run',
  '--no-default-browser-check',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-default-apps',
  '--disable-extensions',
  '--disable-gpu',
  '--disable-infobars',
  '--disable-quic',
  '--disable-search-engine-choice-screen',
  '--disable-sync',
  '--hide-crash-restore-bubble',
  '--password-store=basic',
  '--deny-permission-prompts',
  // A page's window.open must reach setWindowOpenHandler and not Chromium's popup blocker.
  '--disable-popup-blocking',
  '--test-type',
  // Pages are loaded through the app's own scheme; Chromium itself must not contact any server.
  '--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE localhost , EXCLUDE 127.0.0.1',
];

/** Switches that are set above, or that only Chromium's start may set. */
const OWN = /^(remote-debugging|inspect|user-data-dir|no-sandbox|headless|password-store)/;
