/** A text with names from outside in it. */
import type { Account, SessionState } from '../../preload/api.ts';
import { useApp } from '../app-context.ts';
import { RichText } from './rich-text.tsx';

/** Renders a text, with the names in it unbroken and isolated from the text direction. */
export function TextWithNames({ children }: { readonly children: string }) {
  const { names, snapshot } = useApp();
  const account = accountOf(snapshot.session);
  const known = new Set([names.computer, names.server, account?.name, account?.server]);
  const parts = [...known].reduce((pieces, name) => pieces.flatMap((piece) => split(piece, name)), [children]);
  return <RichText parts={parts.map((part) => (known.has(part) ? <bdi key={part}>{part}</bdi> : part))} />;
}

/** Splits a text into the name and what surrounds it. */
function split(text: string, name: string | null | undefined): readonly string[] {
  if (!name || text === name) return [text];
  return text.split(name).flatMap((piece, at) => (at === 0 ? [piece] : [name, piece]));
}

/** The account that a state names. */
function accountOf(session: SessionState): Account | null {
  if ('account' in session) return session.account;
  if ('expected' in session) return session.expected;
  return 'signedInAs' in session ? session.signedInAs : null;
}
