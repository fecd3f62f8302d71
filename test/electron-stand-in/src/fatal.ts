/** The end of a process that fails one of Chromium's checks. */

/** Writes the same line as `LOG(FATAL)` in `file`, and ends with SIGTRAP without any cleanup. */
export function fatal(message: string, file: string): never {
  process.stderr.write(`[${process.pid}:${timestamp(new Date())}:FATAL:${file}] ${message}\n`);
  process.kill(process.pid, 'SIGTRAP');
  // This is reached only if the signal has no effect, as in the first process of a container.
  return process.abort();
}

/** Formats the time as `MMDD/hhmmss.uuuuuu`. */
function timestamp(now: Date): string {
  const digits = now.toISOString().replaceAll(/\D/g, '');
  return `${digits.slice(4, 8)}/${digits.slice(8, 14)}.${digits.slice(14)}000`;
}
