import { expect, it } from 'vitest';
import { StorageError, troubleOf } from '../../../main/files/storage-error.ts';

it.each([
  ['disk-full', ['ENOSPC', 'EDQUOT']],
  ['read-only', ['EROFS']],
  ['no-permission', ['EACCES', 'EPERM']],
  ['damaged', ['EISDIR', 'ERR_FS_EISDIR', 'ENOTDIR', 'ENOTEMPTY', 'EEXIST', 'ELOOP']],
  ['io', ['EIO', 'EMFILE', '']],
] as const)('is shown as %s if the system reports %j', (trouble, codes) => {
  const errors = codes.map((code) => Object.assign(new Error(), { code }));
  expect(errors.map(troubleOf)).toEqual(codes.map(() => trouble));
});

it('has the trouble it was created with, and names it without secrets', () => {
  const error = new StorageError('damaged');
  expect([error.name, error.message, troubleOf(error)]).toEqual(['StorageError', 'storage failed: damaged', 'damaged']);
});
