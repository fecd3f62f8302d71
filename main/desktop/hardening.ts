/** What no page of this app may ever do, even if an attacker controls it: each rule names the attack that it stops. */
import type { App, Session, WebContents } from 'electron';
import { isSandboxed } from '../system/sandbox.ts';

/** Puts the rules in force for every page and every network session there will be. To be called once, before `ready`. */
export function harden(app: Pick<App, 'commandLine' | 'enableSandbox' | 'on'>): void {
  // A flaw in Chromium's parsers would otherwise run code with all rights of the user. It takes `--no-sandbox` off the command
  // line (`App::EnableSandbox`), and what was started with that cannot run without: root, or a system that forbids namespaces.
  if (isSandboxed(app)) app.enableSandbox();
  // A name that is looked up ahead of a request carries what a page knows to the server that answers for that name.
  app.commandLine.appendSwitch('dns-prefetch-disable');
  // WebRTC otherwise reaches any address by UDP, past every proxy; the content security policy does not stop it (measured
  // in Chromium 156). The pages' connection allowlist stops all of it (asset-protocol.ts). This is for every page, whatever
  // its headers; `confine` sets the same for each by Electron's own means.
  app.commandLine.appendSwitch('webrtc-ip-handling-policy', NO_UDP);
  app.on('session-created', (session) => {
    refusePermissions(session);
    // Pages have the one session that is kept on disk. What main sends goes over sessions in memory.
    if (session.isPersistent()) cutOff(session);
  });
  app.on('web-contents-created', (_event, contents) => confine(contents));
}

/** Nothing that Chromium asks permission for is needed here: the clipboard and the browser are main's own business. */
function refusePermissions(session: Session): void {
  // A page that was taken over would film, listen, locate, notify, or read the clipboard. Electron's default is to allow.
  session.setPermissionRequestHandler((_contents, _permission, answer) => answer(false));
  // The same without a question: many interfaces only look whether they are allowed.
  session.setPermissionCheckHandler(() => false);
  // The same for security keys and other devices on USB, HID and serial ports.
  session.setDevicePermissionHandler(() => false);
  // A download would put a file of the attacker's choice in front of the user, in this app's name.
  session.on('will-download', (event) => event.preventDefault());
}

const NO_UDP = 'disable_non_proxied_udp';

/**
 * Leaves pages without any network. The content security policy stops what it knows of, but neither a preconnect nor a
 * name: everything else that Chromium does for a page goes by its proxy, and behind this one there is no one.
 */
function cutOff(session: Session): void {
  // Loopback is no exception: a program there could be the attacker's.
  void session.setProxy({ mode: 'fixed_servers', proxyRules: 'http://127.0.0.1:1', proxyBypassRules: '<-loopback>' });
}

function confine(contents: WebContents): void {
  // A peer connection would carry what a page knows to any address.
  contents.setWebRTCIPHandlingPolicy(NO_UDP);
  // A link or script that leads the window elsewhere gives a foreign page our preload script, and our name.
  contents.on('will-navigate', (event) => event.preventDefault());
  // The same inside a frame, where a foreign login page would look like ours.
  contents.on('will-frame-navigate', (event) => event.preventDefault());
  // A guest page would bring settings of its own: Node integration, another preload script.
  contents.on('will-attach-webview', (event) => event.preventDefault());
  // A new window would be one without our settings. Pages open in the browser, through main, and only the server's.
  contents.setWindowOpenHandler(() => ({ action: 'deny' }));
}
