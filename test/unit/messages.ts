/** All messages at once. Windows and terminals load only some of them. */
import { loadMessages, type Reader } from '../../locales/load.ts';
import { accounts } from '../../locales/parts/accounts.ts';
import { code } from '../../locales/parts/code.ts';
import { connect } from '../../locales/parts/connect.ts';
import { consent } from '../../locales/parts/consent.ts';
import { desktop } from '../../locales/parts/desktop.ts';
import { failed } from '../../locales/parts/failed.ts';
import { pages } from '../../locales/parts/pages.ts';
import { signedIn } from '../../locales/parts/signed-in.ts';
import { signedOut } from '../../locales/parts/signed-out.ts';
import { terminal } from '../../locales/parts/terminal.ts';

export function allMessages(reader: Reader) {
  return loadMessages(reader, accounts, code, connect, consent, desktop, pages, failed, signedIn, signedOut, terminal);
}
