/** The views in scripts of their own. The first paint of one account that is signed in, or has a code, loads none of them. */
import type { Snapshot } from '../preload/api.ts';
import { loadQr } from './components/qr.tsx';
import { late } from './late.tsx';

const readAccounts = () => import('./views/accounts.ts');
const readPages = () => import('./views/pages.ts');

export const connect = late(async () => (await import('./views/connect.tsx')).Connect);

export const accountList = late(async () => (await readAccounts()).AccountList);
export const addAccount = late(async () => (await readAccounts()).AddAccount);
export const rename = late(async () => (await readAccounts()).Rename);
export const someoneElse = late(async () => (await readAccounts()).SomeoneElse);

export const about = late(async () => (await readPages()).About);
export const doctor = late(async () => (await readPages()).Doctor);
export const settings = late(async () => (await readPages()).Settings);
export const tools = late(async () => (await readPages()).Tools);

/** Loads what the views of a snapshot need while its messages are being loaded. */
export function prepareViews({ accounts, page, session }: Snapshot): void {
  if (['requesting-code', 'awaiting-approval'].includes(session.kind)) {
    void loadQr();
    void document.fonts.load('400 1em "Atkinson Hyperlegible Mono"');
  }
  if (session.kind === 'no-server') connect.prepare();
  if (accounts.length > 1) accountList.prepare();
  if (page === 'settings') settings.prepare();
}
