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
  const views = [
    ...(session.kind === 'no-server' ? ['assets/connect.js'] : []),
    ...(page === 'state' || page === 'add-account' ? [] : ['assets/pages.js']),
    ...(accounts.length > 1 || session.kind === 'someone-else' ? ['assets/accounts.js'] : []),
  ];
  return [
    `assets/${language}.js`,
    ...(showsCode ? ['assets/qr-path.js'] : []),
    ...views,
    ...(views.length > 0 ? ['assets/shared.js'] : []),
  ];
}
