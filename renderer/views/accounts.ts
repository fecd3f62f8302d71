/** What only users with several accounts see: one script. */
export { Rename } from '../components/rename.tsx';
export { AccountList } from './account-list.tsx';
export { AddAccount } from './add-account.tsx';
export { SomeoneElse } from './someone-else.tsx';
