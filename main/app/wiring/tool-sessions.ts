/** The accounts as local tools see them, with each account's grants. */
import type { Audit } from '../../audit/audit.ts';
import type { AuditEvent } from '../../audit/record.ts';
import { MOST_EVENTS } from '../../local-tools/events.ts';
import { createGrants, type Grants } from '../../local-tools/grants.ts';
import type { ToolSession } from '../../local-tools/tool-session.ts';
import { wasEndedHere } from '../../local-tools/usable.ts';
import type { Session } from '../../session/session.ts';
import type { Clock } from '../../time/clock.ts';
import type { ToolRecord } from '../../vault/types.ts';
import type { Account } from '../account-list/account-list.ts';
import { toolAccountOf } from '../account-list/select-account.ts';

/** @param parts.audit the audit log; null if the administrator wants none */
export function createToolSessions(parts: {
  readonly accounts: () => readonly Account[];
  readonly clock: Clock;
  readonly audit: Audit | null;
  readonly onChange: () => void;
}) {
  const { accounts, clock, audit, onChange } = parts;
  /** Grants belong to the person of an account, so renaming the account keeps them. */
  const known = new Map<string | Session, Grants>();

  function grantsOf(account: Account): Grants {
    const whose = personOf(account);
    // Look the vault up each time, because the same person's next sign-in may have another.
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
    return accounts().map((account) => ({
      account: toolAccountOf(account),
      session: account.session,
      // Looked up when used, because a request may be made before the sign-in has been read, and with it whose account it is.
      get grants() {
        return grantsOf(account);
      },
    }));
  }

  /** Writes a consent, or the end of one, to the audit log. */
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
    /** The last events of all accounts, the newest first. */
    events: () =>
      all()
        .flatMap(({ grants }) => grants.events.all())
        .sort((one, other) => other.at - one.at)
        .slice(0, MOST_EVENTS),
    /** Opens the grants of everyone who is signed in now, and ends those of everyone who isn't. */
    async follow(): Promise<void> {
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
    /** The screen was locked, which ends grants that last until then. */
    locked(): void {
      for (const { session, grants } of all())
        for (const { tool, host } of grants.locked())
          note({ event: 'consent-withdrawn', reason: 'ended', tool, host }, session);
    },
    /** Whether there are changes that are not on disk yet. */
    isDirty: () => [...known.values()].some((grants) => grants.isDirty()),
    /** Writes all changes to disk. */
    flush: () => Promise.all([...known.values()].map((grants) => grants.flush())),
  };
}

/** The key for an account's person. A person whom the server doesn't identify is known only by the session. */
function personOf({ id, session }: Account): string | Session {
  const identity = session.identity();
  return identity ? JSON.stringify([id, identity.issuer, identity.subject]) : session;
}
