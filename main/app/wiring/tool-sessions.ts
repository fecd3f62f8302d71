/** The accounts as local tools see them, and what each of them has allowed. */
import type { ToolEvent } from '../../../preload/api.ts';
import type { Audit } from '../../audit/audit.ts';
import type { AuditEvent } from '../../audit/record.ts';
import { MOST_EVENTS } from '../../local-tools/events.ts';
import { createGrants, type Grants } from '../../local-tools/grants.ts';
import type { ToolSession } from '../../local-tools/tool-session.ts';
import { wasEndedHere } from '../../local-tools/usable.ts';
import { serverName } from '../../oauth/server-name.ts';
import type { Session } from '../../session/types.ts';
import type { Clock } from '../../time/clock.ts';
import type { ToolRecord } from '../../vault/types.ts';
import type { Account } from '../account-list/account-list.ts';

export interface ToolSessions {
  all(): readonly ToolSession[];
  /** The last events of all accounts, the newest first. */
  events(): readonly ToolEvent[];
  /** Gives each account the grants of the person who is signed in, or of no one. */
  follow(): Promise<void>;
  /** Notes what a user has allowed, or what ended, in the log of an organization. */
  note(event: AuditEvent, session: Session): void;
  /** The screen was locked: what was allowed until then ends. */
  locked(): void;
  /** Whether something is not on disk yet. */
  isDirty(): boolean;
  /** Writes what is not on disk yet. */
  flush(): Promise<unknown>;
}

/** @param audit the log of an organization; null: none is wanted */
export function createToolSessions(parts: {
  readonly accounts: () => readonly Account[];
  readonly clock: Clock;
  readonly audit: Audit | null;
  readonly onChange: () => void;
}): ToolSessions {
  const { accounts, clock, audit, onChange } = parts;
  /** A grant belongs to an account as long as it has this person, whatever the account is called. */
  const known = new Map<string | Session, Grants>();

  function grantsOf(account: Account): Grants {
    const whose = personOf(account);
    // The same person's next sign-in may have another vault.
    const tools = () => accounts().find((each) => personOf(each) === whose)?.tools;
    const store: ToolRecord = {
      read: async () => (await tools()?.read()) ?? null,
      write: async (record) => (await tools()?.write(record)) ?? false,
    };
    const grants = known.get(whose) ?? createGrants({ store, clock, onChange });
    known.set(whose, grants);
    return grants;
  }

  function all(): readonly ToolSession[] {
    return accounts().map((account) => {
      const { id, name, server, session } = account;
      const user = session.holder()?.name ?? null;
      const own = { id, name, host: serverName(server), server: server.baseUrl, user };
      return { account: own, grants: grantsOf(account), session };
    });
  }

  function note(event: AuditEvent, session: Session) {
    const account = accounts().find((each) => each.session === session);
    if (!account) return;
    const { id, server } = account;
    const holder = session.holder();
    const subject = holder?.identity?.replace(/^\S+ /, '') ?? null;
    const of = { id, name: holder?.name ?? null, subject, server: server.baseUrl, clientId: server.clientId };
    void audit?.note(event, of);
  }

  return {
    all,
    note,
    events: () =>
      all()
        .flatMap(({ grants }) => grants.events.all())
        .sort((one, other) => other.at - one.at)
        .slice(0, MOST_EVENTS),
    async follow() {
      const current = new Set(accounts().map(personOf));
      for (const [whose, grants] of known)
        if (!current.has(whose)) {
          grants.end();
          known.delete(whose);
        }
      for (const { session, grants } of all()) {
        const holder = session.holder();
        if (holder) await grants.open(holder);
        else if (wasEndedHere(session)) grants.end();
      }
    },
    locked() {
      for (const { session, grants } of all())
        for (const { tool, host } of grants.locked())
          note({ event: 'consent-withdrawn', reason: 'ended', tool, host }, session);
    },
    isDirty: () => [...known.values()].some((grants) => grants.isDirty()),
    flush: () => Promise.all([...known.values()].map((grants) => grants.flush())),
  };
}

/** The person of an account. Those whom the server does not identify are known by their session alone. */
function personOf({ id, session }: Account): string | Session {
  const identity = session.identity();
  return identity ? JSON.stringify([id, identity.issuer, identity.subject]) : session;
}
