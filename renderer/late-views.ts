/** What only people with several accounts see, in one script of its own: nothing that the first paint of one account reads. */
import { late } from './late.tsx';

const read = () => import('./views/accounts.ts');

export const accountList = late(async () => (await read()).AccountList);
export const addAccount = late(async () => (await read()).AddAccount);
export const rename = late(async () => (await read()).Rename);
export const someoneElse = late(async () => (await read()).SomeoneElse);
