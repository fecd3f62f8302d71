/** The views for failures and unreadable storage. */
export { failed as chunk } from '../../locales/chunks/failed.ts';
export { Failed } from '../views/failed.tsx';
export { Misconfigured } from '../views/misconfigured.tsx';
export { StorageUnreadable } from '../views/storage-unreadable.tsx';
