/** What a failed file operation means to users. */
import type { StorageTrouble } from '../../preload/api.ts';
import { codeOf } from '../system/error-name.ts';

/** Storage that failed in a way that has a name. Its message holds no secret. */
export class StorageError extends Error {
  override readonly name: string = 'StorageError';
  readonly trouble: StorageTrouble;
  constructor(trouble: StorageTrouble, message = `storage failed: ${trouble}`) {
    super(message);
    this.trouble = trouble;
  }
}

/** The trouble that a StorageError names, or that the system's error code stands for; `io` for any other error. */
export function troubleOf(error: unknown): StorageTrouble {
  return error instanceof StorageError ? error.trouble : (TROUBLES[codeOf(error)] ?? 'io');
}

const TROUBLES: Readonly<Record<string, StorageTrouble>> = {
  ENOSPC: 'disk-full',
  EDQUOT: 'disk-full',
  EROFS: 'read-only',
  EACCES: 'no-permission',
  EPERM: 'no-permission',
  // Something of another kind is in the place of a file or folder.
  EISDIR: 'damaged',
  ERR_FS_EISDIR: 'damaged',
  ENOTDIR: 'damaged',
  ENOTEMPTY: 'damaged',
  EEXIST: 'damaged',
  ELOOP: 'damaged',
};
