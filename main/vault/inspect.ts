/** Inspects a vault for diagnostics. Changes nothing, not even what a start would repair. */
import type { StorageTrouble } from '../../preload/api.ts';
import { hasTombstone } from './deletion.ts';
import { readCopy } from './encrypted-file.ts';
import { type KeyParts, openKey } from './key.ts';
import type { KeyFile } from './key-file.ts';
import type { Binding, StoredSession } from './types.ts';

type InspectedVault =
  | { readonly kind: 'empty' }
  /** The sign-in has ended, but its files could not be deleted yet. */
  | { readonly kind: 'not-deleted' }
  | {
      readonly kind: 'kept';
      readonly protection: KeyFile['protection'];
      /** The current copy can't be read, but the previous one can. */
      readonly isFromBefore: boolean;
      /** The sign-in has ended, and only the account's name is kept. */
      readonly isOver: boolean;
      readonly endpoints: StoredSession['endpoints'];
    }
  | { readonly kind: 'unreadable'; readonly trouble: StorageTrouble };

/** Opens the key like a start does, so the keyring may ask for its password. The result contains nothing secret. */
export async function inspectVault(parts: KeyParts, binding: Binding): Promise<InspectedVault> {
  const { layout } = parts;
  if (await hasTombstone(layout)) return { kind: 'not-deleted' };
  const opened = await openKey(parts, null);
  switch (opened.kind) {
    case 'absent':
      return { kind: 'empty' };
    case 'unreadable':
      return opened;
    case 'key': {
      const { secret, file } = opened.key;
      const current = await readCopy(layout.current, secret, binding);
      if (current.kind === 'unreadable' && current.trouble !== 'damaged') return current;
      const newest = current.kind === 'copy' ? current : await readCopy(layout.previous, secret, binding);
      if (newest.kind === 'unreadable') return newest;
      if (newest.kind === 'absent') return current.kind === 'unreadable' ? current : { kind: 'empty' };
      const { ended, endpoints } = newest.copy.session;
      return {
        kind: 'kept',
        protection: file.protection,
        isFromBefore: newest !== current,
        isOver: ended !== null,
        endpoints,
      };
    }
    default:
      return opened satisfies never;
  }
}
