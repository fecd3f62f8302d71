/** Chooses the messages for how a sign-in is kept. */
import type { Kept } from '../preload/api.ts';
import type { Catalogs } from './catalog.ts';

type KeptTexts = Catalogs['desktop']['kept'];
type KeychainTexts = Omit<KeptTexts, 'weak' | 'untilQuit'>;

/** The text for how a sign-in is kept. */
export function keptBy(kept: Kept, texts: KeptTexts, reasons: Catalogs['desktop']['storageReasons']): string {
  switch (kept.kind) {
    case 'keychain':
      return inKeychain(kept.name, texts);
    case 'weak':
      return texts.weak;
    case 'until-quit':
      return texts.untilQuit({ reason: reasons[kept.because] });
    default:
      return kept satisfies never;
  }
}

/** The keychain's name, or a translated word for the two that have none. */
export function inKeychain(name: string, texts: KeychainTexts): string {
  switch (name) {
    case 'Keychain':
      return texts.macKeychain;
    case 'the keyring':
      return texts.keyring;
    default:
      return texts.keychain({ name });
  }
}
