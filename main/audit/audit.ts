/** Writes what an administrator wants logged. What cannot be written delays nothing: it is counted, and `doctor` reports it. */
import { createSerialQueue } from '../time/serial-queue.ts';
import { type AuditAccount, type AuditEvent, type AuditOrigin, auditLine } from './record.ts';
import { type LogProgram, logProgram, runLogProgram, systemLogProblem } from './system-log.ts';

export interface Audit {
  /** Never rejects, and never throws. Resolves once the line is written or lost: nothing but the end of the app should wait for it. */
  note(event: AuditEvent, account: AuditAccount): Promise<void>;
  /** How many lines of this run could not be written. */
  lost(): number;
}

export interface AuditParts {
  readonly origin: AuditOrigin;
  /** The wall clock: the log of an organization is read beside others. */
  readonly now: () => number;
  /** Called when a line could not be written. */
  readonly onLost: () => void;
  readonly platform?: NodeJS.Platform;
  readonly run?: (program: LogProgram) => Promise<void>;
  readonly problem?: () => string | null;
}

/** More than that wait only if the log hangs. */
const MOST_WAITING = 100;

export function createAudit(parts: AuditParts): Audit {
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
    async note(event, account) {
      const line = auditLine(event, account, parts.origin, parts.now());
      if (waiting >= MOST_WAITING) return lose();
      waiting += 1;
      await inTurn(() => write(line)).catch(lose);
      waiting -= 1;
    },
    lost: () => lost,
  };
}
