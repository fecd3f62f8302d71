/** The messages of the pages Settings, About and Tools. */
import loaders from 'messages:pages';
import type { SandboxState, SessionState, SettingChangeProblem } from '../../preload/api.ts';
import { accountState, trayState } from '../account-state.ts';
import type { Catalogs } from '../catalog.ts';
import type { Part } from '../part.ts';
import { withoutSandbox } from '../sandbox.ts';

type Texts = Catalogs['pages'];

export interface PagesMessages extends Omit<Texts, 'settings'> {
  readonly settings: Texts['settings'] & { problem(problem: SettingChangeProblem): string };
  /** The state in one line. */
  trayState(session: SessionState, serverName: string): string;
  /** The state of one of several accounts in one line, without its name and server. */
  accountState(session: SessionState): string;
  /** What it means that the sandbox is off, and what to do; null if it's on. */
  withoutSandbox(sandbox: SandboxState): ReturnType<typeof withoutSandbox>;
}

export const pages: Part<'pages', PagesMessages> = {
  loaders,
  choose: (catalog) => ({
    ...catalog,
    settings: { ...catalog.settings, problem: (found) => settingChangeProblem(found, catalog) },
    trayState: (session, serverName) => trayState(session, serverName, catalog),
    accountState: (session) => accountState(session, catalog),
    withoutSandbox: (sandbox) => withoutSandbox(sandbox, catalog),
  }),
};

function settingChangeProblem(found: SettingChangeProblem, { settings: { problems }, storageReasons }: Texts): string {
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
