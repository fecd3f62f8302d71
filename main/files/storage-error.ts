/** What a failed file operation means to users. */
import type { StorageTrouble } from '../../preload/api.ts';
import { codeOf } from '../system/error-name.ts';

/** A storage failure of a known kind. The message contains no secrets. */
export class StorageError extends Error {
  override readonly name: string = 'StorageError';
  readonly trouble: StorageTrouble;
  constructor(trouble: StorageTrouble, message = `storage failed: ${trouble}`) {
    super(message);
    this.trouble = trouble;
  }
}

/** The kind of a StorageError or of the system's error; `io` for any other error. */
export function troubleOf(error: unknown): StorageTrouble {
  return error instanceof StorageError ? error.trouble : (TROUBLES[codeOf(error)] ?? 'io');
}

const TROUBLES: Readonly<Record<string, StorageTrouble>> = {
  ENOSPC: 'disk-full',
  EDQUOT: 'disk-full',
  EROFS: 'read-only',
  EACCES: 'no-permission',
  EPERM: 'no-permission',
  // There is a folder in place of a file, or the other way round.
  EISDIR: 'damaged',
  ERR_FS_EISDIR: 'damaged',
  ENOTDIR: 'damaged',
  ENOTEMPTY: 'damaged',
  EEXIST: 'damaged',
  ELOOP: 'damaged',
};
