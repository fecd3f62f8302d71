/** The views for several accounts. */
export { accounts as chunk } from '../../locales/chunks/accounts.ts';
export { AccountList } from '../views/account-list.tsx';
export { AddAccount } from '../views/add-account.tsx';
export { SomeoneElse } from '../views/someone-else.tsx';
