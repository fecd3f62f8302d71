/** The command line's effect on Chromium's sandbox, by Electron's rules. */
import { fatal } from './fatal.ts';

type Switches = Map<string, string>;

/** Electron's `IsSandboxEnabled` (shell/app/command_line_args.cc). */
export function isSandboxEnabled(switches: ReadonlyMap<string, string>): boolean {
  return switches.has('enable-sandbox') || !switches.has('no-sandbox');
}

/** `app.enableSandbox()` (shell/browser/api/electron_api_app.cc), which removes `--no-sandbox` from the command line. */
export function enableSandbox(switches: Switches): void {
  if (switches.get('no-sandbox') === '') switches.delete('no-sandbox');
  switches.set('enable-sandbox', '');
}

/**
 * Dies if root would run with a sandbox. Electron checks this when a process starts (`BasicStartupComplete` in
 * shell/app/electron_main_delegate.cc): first in the main process, and then, with the switches that the app has left, in
 * those that it starts before `ready`.
 */
export function refuseSandboxAsRoot(switches: ReadonlyMap<string, string>): void {
  if (process.getuid?.() !== 0 || !isSandboxEnabled(switches)) return;
  fatal(
    'Running as root without --no-sandbox is not supported. See https://crbug.com/638180.',
    'electron/shell/app/electron_main_delegate.cc:223',
  );
}
