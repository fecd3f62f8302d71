/** All messages at once. Windows and terminals load only some of them. */
import { accounts } from '../../locales/chunks/accounts.ts';
import { code } from '../../locales/chunks/code.ts';
import { connect } from '../../locales/chunks/connect.ts';
import { consent } from '../../locales/chunks/consent.ts';
import { desktop } from '../../locales/chunks/desktop.ts';
import { failed } from '../../locales/chunks/failed.ts';
import { pages } from '../../locales/chunks/pages.ts';
import { signedIn } from '../../locales/chunks/signed-in.ts';
import { signedOut } from '../../locales/chunks/signed-out.ts';
import { terminal } from '../../locales/chunks/terminal.ts';
import { loadMessages, type Reader } from '../../locales/load.ts';

export function allMessages(reader: Reader) {
  return loadMessages(reader, accounts, code, connect, consent, desktop, pages, failed, signedIn, signedOut, terminal);
}
