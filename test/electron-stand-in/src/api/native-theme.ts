/** `nativeTheme`: light unless the app chooses dark; windows follow through `prefers-color-scheme`. */
import { EventEmitter } from 'node:events';
import type Electron from 'electron';
import { quietly, type Session } from '../chromium/connection.ts';
import { guard } from '../guard.ts';

type Source = Electron.NativeTheme['themeSource'];

// biome-ignore format: one name after the other reads better than one a line
type Implemented =
  | 'themeSource' | 'shouldUseDarkColors' | 'shouldUseHighContrastColors' | 'shouldUseInvertedColorScheme'
  | 'prefersReducedTransparency' | 'inForcedColorsMode';

class NativeTheme extends EventEmitter implements Pick<Electron.NativeTheme, Implemented> {
  #source: Source = 'system';
  readonly shouldUseHighContrastColors = false;
  readonly shouldUseInvertedColorScheme = false;
  readonly prefersReducedTransparency = false;
  readonly inForcedColorsMode = false;

  get themeSource(): Source {
    return this.#source;
  }

  set themeSource(source: Source) {
    if (source === this.#source) return;
    this.#source = source;
    for (const session of followers) report(session);
    this.emit('updated');
  }

  get shouldUseDarkColors(): boolean {
    return this.#source === 'dark';
  }
}
guard('nativeTheme', NativeTheme.prototype);

export const nativeTheme = new NativeTheme();

const followers = new Set<Session>();

/** Applies the app's theme to a page. If the app uses the system's theme, so does the page. */
export function followTheme(session: Session): void {
  followers.add(session);
  if (nativeTheme.themeSource !== 'system') report(session);
}

function report(session: Session): void {
  const value = nativeTheme.themeSource === 'system' ? '' : nativeTheme.themeSource;
  quietly(session.send('Emulation.setEmulatedMedia', { features: [{ name: 'prefers-color-scheme', value }] }));
}
