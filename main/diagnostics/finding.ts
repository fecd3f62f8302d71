/** Creates findings from fixed lists, with facts that are short and free of line breaks and secrets. */
import type { Fact, Finding, FindingKinds, Topic, Verdict } from '../../preload/api.ts';
import { sanitize } from '../oauth/sanitize.ts';

/** The verdict of each finding. Those that aren't listed are `wrong`. */
const VERDICTS: { readonly [T in Topic]: Readonly<Partial<Record<FindingKinds[T], Exclude<Verdict, 'wrong'>>>> } = {
  server: {
    reached: 'good',
    'none-chosen': 'worth-knowing',
    'other-endpoints': 'worth-knowing',
    // The redirect may apply only to this request.
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

/** Creates a finding with its verdict. Truncates its facts and removes line breaks. */
export function finding<T extends Topic>(topic: T, found: FindingKinds[T], ...facts: readonly Fact[]): Finding {
  const verdict = VERDICTS[topic][found] ?? 'wrong';
  // TypeScript can't infer that a topic and one of its findings form a Finding.
  return { topic, verdict, found, facts: facts.map(bounded) } as Finding;
}

/** A path for a report, relative to the user's home, because the home's path contains the user's name. */
export function underHome(path: string, home: string): string {
  return path === home || path.startsWith(`${home}/`) || path.startsWith(`${home}\\`)
    ? `~${path.slice(home.length)}`
    : path;
}

const LONGEST_FACT = 120;

function bounded([name, value]: Fact): Fact {
  return [name, sanitize(value, LONGEST_FACT)];
}
