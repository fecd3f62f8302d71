/** The messages of the pages Settings, About and Tools. */
import loaders from 'messages:pages';
import type { SandboxState, SessionState, SettingChangeProblem } from '../../preload/api.ts';
import { accountState, trayState } from '../account-state.ts';
import type { Catalogs } from '../catalog.ts';
import type { Chunk } from '../chunk.ts';
import { withoutSandbox } from '../sandbox.ts';

export const pages = {
  loaders,
  choose: (catalog) => ({
    ...catalog,
    settings: {
      ...catalog.settings,
      problem: (found: SettingChangeProblem) => settingChangeProblem(found, catalog),
    },
    /** The state in one line. */
    trayState: (session: SessionState, serverName: string) => trayState(session, serverName, catalog),
    /** The state of one of several accounts in one line, without its name and server. */
    accountState: (session: SessionState) => accountState(session, catalog),
    /** What it means that the sandbox is off, and what to do; null if it's on. */
    withoutSandbox: (sandbox: SandboxState) => withoutSandbox(sandbox, catalog),
  }),
} satisfies Chunk<'pages'>;

function settingChangeProblem(
  found: SettingChangeProblem,
  { settings: { problems }, storageReasons }: Catalogs['pages'],
): string {
  switch (found.kind) {
    case 'locked':
      return problems.locked;
    case 'not-saved':
      return problems.notSaved({ reason: storageReasons[found.trouble] });
    case 'not-applied':
      return problems.notApplied({ reason: storageReasons[found.trouble] });
    case 'not-ours':
      return problems.notOurs;
    case 'declined':
      return '';
    default:
      return found satisfies never;
  }
}
