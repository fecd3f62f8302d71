/** Shared parts of audit tests. */
import { Ajv } from 'ajv';
import type { AuditAccount, AuditEvent } from '../../../main/audit/record.ts';
import { readText } from '../sources.ts';

export const ACCOUNT: AuditAccount = {
  id: '0123456789abcdef',
  name: 'Ada Lovelace',
  subject: '248289761001',
  server: 'https://login.example.org',
  clientId: 'desks',
};

export const ORIGIN = { version: '1.2.3', systemUser: 'ada' };

/** One event of each kind. */
export const EVENTS: readonly AuditEvent[] = [
  { event: 'sign-in' },
  { event: 'sign-out', server: 'to-be-ended' },
  { event: 'session-ended', reason: 'max-age' },
  { event: 'consent-given', tool: 'git', host: 'git.example.org', duration: 'always' },
  { event: 'consent-withdrawn', tool: 'git', host: null, reason: 'removed' },
];

const validate = new Ajv({ allErrors: true }).compile(JSON.parse(readText('docs/audit.schema.json')));

/** The errors of a line according to the published schema; empty if there are none. */
export function schemaErrors(line: string): readonly string[] {
  if (validate(JSON.parse(line))) return [];
  return (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
}
