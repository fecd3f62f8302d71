/** Reports to the app when the screen is locked and unlocked. */
import { powerMonitor } from 'electron';
import type { ScreenLock } from '../../desktop/screen-lock.ts';
import type { Companion } from '../state/app-store.ts';

/**
 * Listens on macOS and Windows from now on.
 * @returns call it to watch the session bus on Linux; resolves with null on other systems
 */
export function followScreenLock(companion: Companion): () => Promise<ScreenLock | null> {
  const { platform, env: environment } = process;
  const onLocked = () => companion.noteScreen(true);
  const onUnlocked = () => {
    companion.noteScreen(false);
    for (const session of companion.accounts.sessions()) void session.keyringMayBeOpen();
  };
  // Locks can't be detected any more, so treat the screen as unlocked, and end the grants that last until it is locked.
  const onLost = () => {
    companion.tools()?.locked();
    companion.noteScreen(false);
  };
  // macOS and Windows only.
  powerMonitor.on('lock-screen', onLocked);
  powerMonitor.on('unlock-screen', onUnlocked);
  return async () => {
    if (platform !== 'linux') return null;
    const { watchScreenLock } = await import('../../desktop/screen-lock.ts');
    return watchScreenLock({ environment, onLocked, onUnlocked, onLost });
  };
}
