/** Which scripts the page loads along with its own, because it needs them for what it shows first. */
import type { Snapshot } from '../../preload/api.ts';

/** The scripts by their paths in the bundle, as `<link rel="modulepreload">` names them. */
export function modulesToPreload({
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
