/** The audit log, written with the version of the app and the name of the system's user. */
import { userInfo } from 'node:os';
import type { Audit } from '../../audit/audit.ts';
import type { Log } from '../../system/log.ts';

/** Loads the code only if the administrator wants an audit log. */
export async function openAudit(version: string, log: Log): Promise<Audit> {
  const { createAudit } = await import('../../audit/audit.ts');
  const onLost = () => log('audit: not written', {});
  return createAudit({ origin: { version, systemUser: systemUser() }, now: () => Date.now(), onLost });
}

/** The name of the system's user; empty if unknown. */
function systemUser(): string {
  try {
    return userInfo().username;
  } catch {
    return '';
  }
}
