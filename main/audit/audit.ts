/**
 * Writes the audit log that an administrator can require.
 * A line that can't be written delays nothing; `doctor` reports how many were lost.
 */
import { createSerialQueue } from '../time/serial-queue.ts';
import { type AuditAccount, type AuditEvent, type AuditOrigin, auditLine } from './record.ts';
import { type LogProgram, logProgram, runLogProgram, systemLogProblem } from './system-log.ts';

export type Audit = ReturnType<typeof createAudit>;

/** More lines than this wait only if the log hangs. */
const MOST_WAITING = 100;

export function createAudit(parts: {
  readonly origin: AuditOrigin;
  /** The wall clock, because the log is compared with others. */
  readonly now: () => number;
  /** Called when a line could not be written. */
  readonly onLost: () => void;
  readonly platform?: NodeJS.Platform;
  readonly run?: (program: LogProgram) => Promise<void>;
  readonly problem?: () => string | null;
}) {
  const { platform = process.platform, run = runLogProgram, problem = () => systemLogProblem(platform) } = parts;
  const inTurn = createSerialQueue();
  let waiting = 0;
  let lost = 0;

  async function write(line: string): Promise<void> {
    if (problem() !== null) throw new Error('no log');
    await run(logProgram(platform, line));
  }
  function lose(): void {
    lost += 1;
    parts.onLost();
  }
  return {
    /** Never rejects or throws. Resolves once the line is written or lost; only the end of the app should wait for it. */
    async note(event: AuditEvent, account: AuditAccount): Promise<void> {
      const line = auditLine(event, account, parts.origin, parts.now());
      if (waiting >= MOST_WAITING) return lose();
      waiting += 1;
      await inTurn(() => write(line)).catch(lose);
      waiting -= 1;
    },
    /** How many lines of this run could not be written. */
    lost: () => lost,
  };
}
