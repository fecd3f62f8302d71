/** What the page will want as soon as it runs. */
import type { Snapshot } from '../../preload/api.ts';

/** The late scripts that a page needs for what it shows first: they are read along with its own script, not after it. */
export function scriptsAhead({
  language,
  session,
  accounts,
  page,
}: Pick<Snapshot, 'language' | 'session' | 'accounts' | 'page'>): readonly string[] {
  const showsCode = session.kind === 'requesting-code' || session.kind === 'awaiting-approval';
  return [
    `assets/${language}.js`,
    ...(showsCode ? ['assets/qr-path.js'] : []),
    ...(session.kind === 'no-server' ? ['assets/connect.js', 'assets/search.js'] : []),
    ...(page === 'state' || page === 'add-account' ? [] : ['assets/pages.js']),
    ...(accounts.length > 1 || session.kind === 'someone-else' ? ['assets/accounts.js'] : []),
  ];
}
