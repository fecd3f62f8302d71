/** What no page of this app may ever do, whoever wrote it: each rule with the attack that it stops. */
import type { App, Session, WebContents } from 'electron';
import { isSandboxed } from '../system/sandbox.ts';

/** Puts the rules in force for every page and every network session there will be. To be called once, before `ready`. */
export function harden(app: Pick<App, 'commandLine' | 'enableSandbox' | 'on'>): void {
  // A flaw in Chromium's parsers would otherwise run code with all rights of the user. It takes `--no-sandbox` off the command
  // line (`App::EnableSandbox`), and what was started with that cannot run without: root, or a system that forbids namespaces.
  if (isSandboxed(app)) app.enableSandbox();
  app.on('session-created', refusePermissions);
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
  // A download would put a file of the attacker's choice in front of the person, in this app's name.
  session.on('will-download', (event) => event.preventDefault());
}

function confine(contents: WebContents): void {
  // A link or script that leads the window elsewhere gives a foreign page our preload script, and our name.
  contents.on('will-navigate', (event) => event.preventDefault());
  // The same inside a frame, where a foreign login page would look like ours.
  contents.on('will-frame-navigate', (event) => event.preventDefault());
  // A guest page would bring settings of its own: Node integration, another preload script.
  contents.on('will-attach-webview', (event) => event.preventDefault());
  // A new window would be one without our settings. Pages open in the browser, through main, and only the server's.
  contents.setWindowOpenHandler(() => ({ action: 'deny' }));
}
