/** What an organization's log gets to know, one line of JSON for each event: docs/audit.schema.json describes it. */

/** Which account an event is about. */
export interface AuditAccount {
  /** Companion's own, as local tools see it. */
  readonly id: string;
  /** For people; null if the server names no one. */
  readonly name: string | null;
  /** The server's own, which stays when a name changes; null if it names none. */
  readonly subject: string | null;
  readonly server: string;
  readonly clientId: string;
}

export type AuditEvent =
  | { readonly event: 'sign-in' }
  /** `server`: whether the server has ended the session, will be asked to, or can't be. */
  | { readonly event: 'sign-out'; readonly server: 'ended' | 'to-be-ended' | 'not-ended' }
  | { readonly event: 'session-ended'; readonly reason: SessionEnd }
  | ({ readonly event: 'consent-given'; readonly duration: 'once' | 'until-lock' | 'always' } & AuditTool)
  | ({ readonly event: 'consent-withdrawn'; readonly reason: 'removed' | 'ended' } & AuditTool);

/** Who ended it: the server, its own end, or a policy of the administrator. */
export type SessionEnd = 'server' | 'expired' | 'interrupted' | 'max-age' | 'locked';

/** The person of an account. */
export type AuditPerson = Pick<AuditAccount, 'name' | 'subject'>;

/** The tool's name is what the tool calls itself; the host, what the user allowed it for. */
export interface AuditTool {
  readonly tool: string;
  readonly host: string | null;
}

/** What belongs to every event of a run. */
export interface AuditOrigin {
  readonly version: string;
  /** The name by which the system knows who is logged in here. */
  readonly systemUser: string;
}

/** logger(1) cuts what is longer than 1024 bytes, its own head included. */
export const LONGEST_LINE = 960;

/** Bytes of UTF-8 that a text may have. Longer ones are cut: they come from servers and configurations. */
const LONGEST = { systemUser: 64, name: 96, subject: 96, server: 160, clientId: 64, tool: 64, host: 96 } as const;

/**
 * The line of an event, without a line break. No field can hold a token or a code: there is none for a text that a server
 * or a tool may choose, but for the names above, which are cleaned and cut.
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
  // What JSON would escape costs several bytes and helps no one.
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
