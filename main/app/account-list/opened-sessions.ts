/** The open sessions: one per vault and server, because two would consume each other's refresh tokens. */
import type { Identity } from '../../oauth/id-token.ts';
import type { Server } from '../../oauth/protocol.ts';
import type { Session } from '../../session/session.ts';
import type { Approved } from '../../session/types.ts';
import type { Entry, OpenedSession } from './account-entry.ts';

/** @param parts.vault the name of its vault */
export type OpenSession = (parts: {
  readonly server: Server;
  readonly vault: string;
  readonly mayBeAnothers: (person: Identity | null) => boolean;
  readonly onSomeoneElse: (approved: Approved) => Promise<unknown>;
}) => OpenedSession;

/** What the account list decides when a session signs in. */
export interface SignInRules {
  /** Whether the person who signs in to this account has, or may have, another account. A null person is not identified yet. */
  mayBeAnothers(account: Entry, person: Identity | null): boolean;
  /** Called with an approval for an account by someone who may not be its own person. */
  onSomeoneElse(account: Entry, approved: Approved): Promise<unknown>;
}

/** @param rules.accountOf the account that has this session now; undefined if none does */
export function createOpenedSessions(
  openSession: OpenSession,
  rules: SignInRules & { readonly accountOf: (session: OpenedSession) => Entry | undefined },
) {
  const opened = new Map<string, OpenedSession>();
  return {
    /** The session of a vault, which is opened if necessary. */
    of(server: Server, vault: string): OpenedSession {
      const key = JSON.stringify([vault, server]);
      const existing = opened.get(key);
      if (existing) return existing;
      const made: OpenedSession = openSession({
        server,
        vault,
        mayBeAnothers(person) {
          const account = rules.accountOf(made);
          return account !== undefined && rules.mayBeAnothers(account, person);
        },
        async onSomeoneElse(approved) {
          const account = rules.accountOf(made);
          if (account) await rules.onSomeoneElse(account, approved);
        },
      });
      opened.set(key, made);
      return made;
    },
    all: (): readonly Session[] => [...new Set([...opened.values()].map(({ session }) => session))],
    /** Forgets sessions that are no longer listed, once they have finished what they started. */
    async closeUnlisted(before: readonly Entry[], listed: () => readonly Entry[]): Promise<void> {
      const isListed = (session: OpenedSession) => listed().some((each) => each.opened === session);
      for (const { opened: left } of before) {
        if (isListed(left)) continue;
        await Promise.all([left.session.settled(), left.session.storageTested()]);
        if (!isListed(left)) for (const [key, each] of opened) if (each === left) opened.delete(key);
      }
    },
  };
}
