/** Adds the computer's name to `device_os`. The approval page shows it, so users can recognize their own request. */
import { sanitize } from './sanitize.ts';

/** How many characters servers store. */
const LONGEST = 64;
/** How many of them the computer's name may take. */
const LONGEST_NAME = 32;

/** Returns, for example, `Debian GNU/Linux 12 (ada-thinkpad)`, with each part truncated if needed. */
export function withComputerName(system: string, computer: string): string {
  const name = sanitize(computer, LONGEST_NAME);
  return name ? `${sanitize(system, LONGEST - [...name].length - ' ()'.length)} (${name})` : system;
}
