/** Looks into a vault, and changes nothing: not even what a start would mend. */
import type { StorageTrouble } from '../../preload/api.ts';
import { hasTombstone } from './deletion.ts';
import { readCopy } from './encrypted-file.ts';
import { type KeyParts, openKey } from './key.ts';
import type { KeyFile } from './key-file.ts';
import type { Binding, StoredSession } from './types.ts';

export type InspectedVault =
  | { readonly kind: 'empty' }
  /** A sign-in was ended, and its files could not be deleted yet. */
  | { readonly kind: 'not-deleted' }
  | {
      readonly kind: 'kept';
      readonly protection: KeyFile['protection'];
      /** The newest copy cannot be read, the one before it can. */
      readonly isFromBefore: boolean;
      /** It is kept only to name the account: the server has ended it. */
      readonly isOver: boolean;
      readonly endpoints: StoredSession['endpoints'];
    }
  | { readonly kind: 'unreadable'; readonly trouble: StorageTrouble };

/** Opens the key as a start does, which may ask the keyring for its password. Nothing secret leaves this function. */
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
