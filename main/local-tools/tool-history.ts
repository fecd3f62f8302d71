/** Records the tokens issued and the grants made, for the window and for the audit log. */
import type { GrantDuration, ToolEvent, ToolProblem } from '../../preload/api.ts';
import type { AuditEvent } from '../audit/record.ts';
import type { Session } from '../session/session.ts';
import type { Clock } from '../time/clock.ts';
import type { ToolSession } from './tool-session.ts';
import type { GrantKey } from './types.ts';

/** The tool of an event, and the host of its token. */
type Subject = Pick<GrantKey, 'tool' | 'host'>;

export type ToolHistory = ReturnType<typeof createToolHistory>;

/** @param audit writes to the audit log, if there is one */
export function createToolHistory(clock: Pick<Clock, 'now'>, audit: (event: AuditEvent, session: Session) => void) {
  function note(
    { account, grants }: ToolSession,
    { tool, host }: Subject,
    what: ToolEvent['what'],
    problem: ToolProblem | null = null,
  ) {
    grants.events.note({ at: clock.now(), tool, accountId: account.id, host, what, problem });
  }

  return {
    /** The tool got a token. */
    issued: (of: ToolSession, subject: Subject) => note(of, subject, 'token'),
    refused: (of: ToolSession, subject: Subject, problem: ToolProblem) => note(of, subject, 'refused', problem),
    /** The user allowed the tool. "Once" is not a grant, so only the audit log records it. */
    allowed(of: ToolSession, { tool, host }: Subject, duration: 'once' | GrantDuration): void {
      if (duration !== 'once') note(of, { tool, host }, 'allowed');
      audit({ event: 'consent-given', tool, host, duration }, of.session);
    },
    /** The user withdrew a grant. */
    removed(of: ToolSession, { tool, host }: Subject): void {
      note(of, { tool, host }, 'removed');
      audit({ event: 'consent-withdrawn', reason: 'removed', tool, host }, of.session);
    },
  };
}
