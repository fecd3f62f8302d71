/** Carries the system's reports of a locked and an unlocked screen to the app. */
import { powerMonitor } from 'electron';
import { type ScreenLock, watchScreenLock } from '../../desktop/screen-lock.ts';
import type { Companion } from '../state/app-store.ts';

/**
 * Follows macOS and Windows from now on.
 * @returns what follows the session bus of Linux, too; null: this is another system
 */
export function followScreenLock(companion: Companion): () => Promise<ScreenLock | null> {
  const { platform, env: environment } = process;
  const onLocked = () => companion.noteScreen(true);
  const onUnlocked = () => {
    companion.noteScreen(false);
    for (const session of companion.accounts.sessions()) void session.keyringMayBeOpen();
  };
  // No one would report that the screen is unlocked, and what is allowed until it is locked would never end.
  const onLost = () => {
    companion.tools()?.locked();
    companion.noteScreen(false);
  };
  // macOS and Windows only.
  powerMonitor.on('lock-screen', onLocked);
  powerMonitor.on('unlock-screen', onUnlocked);
  return async () =>
    platform === 'linux' ? watchScreenLock({ environment, onLocked, onUnlocked, onLost }) : null;
}
