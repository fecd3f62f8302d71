/** The `device_os` of this computer. The approval page shows it, so that users recognize their own request. */
import { sanitize } from './sanitize.ts';

/** What servers store, in characters. */
const LONGEST = 64;
/** How much of that the computer's name may take. */
const LONGEST_NAME = 32;

/** Adds the computer's name to the system's, and truncates the longer one: `Debian GNU/Linux 12 (ada-thinkpad)`. */
export function withComputerName(system: string, computer: string): string {
  const name = sanitize(computer, LONGEST_NAME);
  return name ? `${sanitize(system, LONGEST - [...name].length - ' ()'.length)} (${name})` : system;
}
