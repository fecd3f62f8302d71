/** How a finding is made: from closed lists, and with short facts in which neither a line nor a secret could hide. */
import type { Fact, Finding, Founds, Topic, Verdict } from '../../preload/api.ts';
import { sanitize } from '../oauth/sanitize.ts';

/** Each finding's verdict. What is not named here is wrong. */
const VERDICTS: { readonly [T in Topic]: Readonly<Partial<Record<Founds[T], Exclude<Verdict, 'wrong'>>>> } = {
  server: {
    reached: 'good',
    'none-chosen': 'worth-knowing',
    'other-endpoints': 'worth-knowing',
    // What it answered may be meant for this question alone.
    redirected: 'worth-knowing',
    'too-many-requests': 'worth-knowing',
  },
  certificate: { trusted: 'good', 'not-needed': 'good', unknown: 'unknown' },
  proxy: { direct: 'good', used: 'good', unknown: 'unknown' },
  clock: { right: 'good', unknown: 'unknown' },
  keyring: { protects: 'good', weak: 'worth-knowing', unknown: 'unknown' },
  vault: {
    empty: 'good',
    kept: 'good',
    'kept-weakly': 'worth-knowing',
    'from-before': 'worth-knowing',
    'not-deleted': 'worth-knowing',
    'other-endpoint': 'worth-knowing',
    unknown: 'unknown',
  },
  accounts: { listed: 'good', unknown: 'unknown' },
  permissions: { private: 'good', absent: 'good', open: 'worth-knowing', unknown: 'unknown' },
  policy: { none: 'good', used: 'good', overruled: 'worth-knowing', 'lock-unknown': 'worth-knowing' },
  start: {
    on: 'good',
    off: 'good',
    'needs-approval': 'worth-knowing',
    'not-installed': 'worth-knowing',
    unknown: 'unknown',
  },
  tray: { shown: 'good', none: 'worth-knowing', unknown: 'unknown' },
  sandbox: { on: 'good', off: 'worth-knowing', 'off-from-source': 'worth-knowing', unknown: 'unknown' },
  tools: {
    listening: 'good',
    ready: 'good',
    off: 'good',
    'off-by-policy': 'good',
    'not-listening': 'worth-knowing',
    unknown: 'unknown',
  },
  running: { this: 'good', none: 'good', another: 'worth-knowing', unknown: 'unknown' },
  versions: { known: 'good' },
};

/** A finding with its verdict. Its facts are cut, and lose what is no part of a line. */
export function finding<T extends Topic>(topic: T, found: Founds[T], ...facts: readonly Fact[]): Finding {
  const verdict = VERDICTS[topic][found] ?? 'wrong';
  // TypeScript does not see that a topic and a finding of its own are one of the findings.
  return { topic, verdict, found, facts: facts.map(bounded) } as Finding;
}

/** A path as a report may show it: below the user's home, but never whose home that is. */
export function underHome(path: string, home: string): string {
  return path === home || path.startsWith(`${home}/`) || path.startsWith(`${home}\\`)
    ? `~${path.slice(home.length)}`
    : path;
}

const LONGEST_FACT = 120;

function bounded([name, value]: Fact): Fact {
  return [name, sanitize(value, LONGEST_FACT)];
}
