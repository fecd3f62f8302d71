/** Creates an account's session over the real system. */
import type { Audit } from '../../audit/audit.ts';
import { withComputerName } from '../../oauth/device-os.ts';
import { createSession } from '../../session/session.ts';
import type { SessionParts } from '../../session/types.ts';
import type { SettingsStore } from '../../settings/settings-store.ts';
import { createClockSkew } from '../../time/clock-skew.ts';
import type { Event } from '../../time/event.ts';
import type { EntriesParts } from '../account-list/account-entries.ts';
import type { AccountList } from '../account-list/account-list.ts';
import type { Network } from './create-network.ts';
import type { Vaults } from './create-vaults.ts';

/** What all sessions share. */
interface SharedParts
  extends Pick<SessionParts, 'maySignIn' | 'maxAgeMs' | 'autoRefresh' | 'awake' | 'networkBack' | 'clock' | 'log'> {
  readonly accounts: () => AccountList;
  readonly network: Network;
  readonly storesOf: Vaults;
  readonly settings: SettingsStore;
  /** The system's name and version. */
  readonly os: string;
  readonly computer: string;
  /** The audit log; null if the administrator wants none. */
  readonly audit: Audit | null;
  /** Emitted after every change of a session. */
  readonly changes: Event;
}

export function sessionOpener(shared: SharedParts): EntriesParts['openSession'] {
  const { network, storesOf, settings, os, computer, clock, changes } = shared;
  return ({ server, vault: name, mayBeAnothers, onSomeoneElse }) => {
    const clockSkew = createClockSkew(clock);
    const refreshes = network.refreshes(server);
    const { vault, revokeOnly } = storesOf(server, name);
    const session = createSession({
      ...shared,
      server,
      clockSkew,
      deviceOs: () => (settings.current().sendComputerName.value ? withComputerName(os, computer) : os),
      async audit(event, person) {
        const id = shared.accounts().ownerOf(session) ?? name;
        await shared.audit?.note(event, { ...person, id, server: server.baseUrl, clientId: server.clientId });
      },
      http: network.http(clockSkew.note),
      closeIdleConnections: refreshes.closeIdleConnections,
      inTurn: refreshes.inTurn,
      refreshHttp: refreshes.http(clockSkew.note),
      vault,
      revokeOnly,
      random: Math.random,
      mayBeAnothers,
      onSomeoneElse,
      onChange: changes.emit,
    });
    return { session, tools: vault.tools, noteAccounts: vault.noteAccounts };
  };
}
