/** The end of a process that fails one of Chromium's checks. */

/** Writes the line that `LOG(FATAL)` in `file` writes, and dies of SIGTRAP as it does, with nothing cleaned up. */
export function fatal(message: string, file: string): never {
  process.stderr.write(`[${process.pid}:${timestamp(new Date())}:FATAL:${file}] ${message}\n`);
  process.kill(process.pid, 'SIGTRAP');
  // Reached only if the signal does nothing, as in the first process of a container.
  return process.abort();
}

/** `MMDD/hhmmss.uuuuuu` */
function timestamp(now: Date): string {
  const digits = now.toISOString().replaceAll(/\D/g, '');
  return `${digits.slice(4, 8)}/${digits.slice(8, 14)}.${digits.slice(14)}000`;
}
