/** The lines of the audit log: one JSON object per event, described by docs/audit.schema.json. */

/** Which account an event is about. */
export interface AuditAccount {
  /** The account ID that local tools see. */
  readonly id: string;
  /** For display; null if the server gives no name. */
  readonly name: string | null;
  /** The server's stable identifier for the person; null if it gives none. */
  readonly subject: string | null;
  readonly server: string;
  readonly clientId: string;
}

export type AuditEvent =
  | { readonly event: 'sign-in' }
  /** `server`: whether the server has ended the session, will be asked to, or can't. */
  | { readonly event: 'sign-out'; readonly server: 'ended' | 'to-be-ended' | 'not-ended' }
  | { readonly event: 'session-ended'; readonly reason: SessionEnd }
  | ({ readonly event: 'consent-given'; readonly duration: 'once' | 'until-lock' | 'always' } & AuditTool)
  | ({ readonly event: 'consent-withdrawn'; readonly reason: 'removed' | 'ended' } & AuditTool);

/** Why it ended: by the server, by expiry, or by an administrator's limit. */
type SessionEnd = 'server' | 'expired' | 'interrupted' | 'max-age' | 'locked';

/** The person of an account. */
export type AuditPerson = Pick<AuditAccount, 'name' | 'subject'>;

/** The tool's name as the tool states it, and the host that the user allowed it for. */
interface AuditTool {
  readonly tool: string;
  readonly host: string | null;
}

/** What all events of a run have in common. */
export interface AuditOrigin {
  readonly version: string;
  /** The user name in the operating system. */
  readonly systemUser: string;
}

/**
 * How many bytes of UTF-8 each text may have. Longer ones are cut, because they come from servers and settings, and logger(1)
 * cuts lines at 1024 bytes, including its own header.
 */
const LONGEST = { systemUser: 64, name: 96, subject: 96, server: 160, clientId: 64, tool: 64, host: 96 } as const;

/**
 * The line for an event, without a line break. No field can hold a token or a code: apart from the names above, which are
 * sanitized and cut, there is no field for a text that a server or a tool chooses.
 * @param at milliseconds of the wall clock
 */
export function auditLine(event: AuditEvent, account: AuditAccount, origin: AuditOrigin, at: number): string {
  const tool = 'tool' in event ? { tool: cut('tool', event.tool), host: event.host && cut('host', event.host) } : {};
  const record = {
    format: 1,
    time: new Date(at).toISOString(),
    product: 'transparenc-companion',
    version: origin.version,
    ...event,
    ...tool,
    systemUser: cut('systemUser', origin.systemUser),
    account: {
      id: account.id,
      name: account.name && cut('name', account.name),
      subject: account.subject && cut('subject', account.subject),
      server: cut('server', account.server),
      clientId: cut('clientId', account.clientId),
    },
  };
  return JSON.stringify(record);
}

function cut(field: keyof typeof LONGEST, text: string): string {
  // Replace characters that JSON would escape, because escapes take several bytes.
  const clean = text.replace(/[\p{Cc}\p{Cf}\u2028\u2029"\\]/gu, ' ');
  const limit = LONGEST[field];
  if (Buffer.byteLength(clean) <= limit) return clean;
  let kept = '';
  for (const character of clean) {
    if (Buffer.byteLength(kept + character) > limit - 3) break;
    kept += character;
  }
  return `${kept}…`;
}
