/** Restrictions for all pages, in case an attacker controls one. Each comment names the attack that the rule prevents. */
import type { App, Session, WebContents } from 'electron';
import { isSandboxed } from '../system/sandbox.ts';

/** Applies the rules to all future pages and network sessions. Call once, before `ready`. */
export function harden(app: Pick<App, 'commandLine' | 'enableSandbox' | 'on'>): void {
  // Without the sandbox, a flaw in Chromium's parsers could run code with all of the user's permissions. `enableSandbox` would
  // also override `--no-sandbox` (`App::EnableSandbox`), so it isn't called for root and on systems without namespaces, where the
  // app can't start with a sandbox.
  if (isSandboxed(app)) app.enableSandbox();
  // A DNS prefetch could carry data from a page to the name's server.
  app.commandLine.appendSwitch('dns-prefetch-disable');
  // WebRTC could reach any address by UDP, bypassing every proxy and the content security policy (measured in Chromium 156).
  // The pages' connection allowlist blocks it (page-headers.ts); this applies to every page, whatever its headers, and `confine`
  // does the same with Electron's API.
  app.commandLine.appendSwitch('webrtc-ip-handling-policy', NO_UDP);
  app.on('session-created', (session) => {
    refusePermissions(session);
    // Pages use the only session on disk. Main's requests use sessions in memory.
    if (session.isPersistent()) cutOff(session);
  });
  app.on('web-contents-created', (_event, contents) => confine(contents));
}

/** Pages need no permissions, because main handles the clipboard and the browser. */
function refusePermissions(session: Session): void {
  // An attacker could use the camera, microphone, location, notifications or clipboard. Electron allows that by default.
  session.setPermissionRequestHandler((_contents, _permission, callback) => callback(false));
  // Many APIs only check a permission without requesting it.
  session.setPermissionCheckHandler(() => false);
  // The same for security keys and other USB, HID and serial devices.
  session.setDevicePermissionHandler(() => false);
  // A download could give the user an attacker's file in this app's name.
  session.on('will-download', (event) => event.preventDefault());
}

const NO_UDP = 'disable_non_proxied_udp';

/**
 * Cuts pages off from the network. The content security policy doesn't cover preconnects and name lookups, but those go through
 * the session's proxy, and no one listens at this one.
 */
function cutOff(session: Session): void {
  // Loopback is not exempt, because an attacker's program could listen there.
  void session.setProxy({ mode: 'fixed_servers', proxyRules: 'http://127.0.0.1:1', proxyBypassRules: '<-loopback>' });
}

function confine(contents: WebContents): void {
  // A peer connection could send a page's data to any address.
  contents.setWebRTCIPHandlingPolicy(NO_UDP);
  // After a navigation, a foreign page would have our preload script and our name.
  contents.on('will-navigate', (event) => event.preventDefault());
  // The same in a frame, where a foreign login page would look like ours.
  contents.on('will-frame-navigate', (event) => event.preventDefault());
  // A webview could have its own settings, such as Node integration or another preload script.
  contents.on('will-attach-webview', (event) => event.preventDefault());
  // A new window would not have our settings. Main opens pages in the browser, and only the server's.
  contents.setWindowOpenHandler(() => ({ action: 'deny' }));
}
