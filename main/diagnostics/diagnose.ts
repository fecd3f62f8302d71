/** Runs all checks of this computer in parallel, each with a time limit. Changes nothing. */
import type { Finding, Topic } from '../../preload/api.ts';
import { isProblem } from '../cli/flags.ts';
import { unlessAborted } from '../time/clock.ts';
import { withDeadline } from '../time/deadline.ts';
import { finding } from './finding.ts';
import { diagnoseCertificate, diagnoseClock, diagnoseProxy } from './network.ts';
import { diagnosePermissions } from './permissions.ts';
import { diagnosePolicy } from './policy.ts';
import { askServer, validateServer } from './server.ts';
import { diagnoseAccounts, diagnoseKeyring, diagnoseSignIn } from './storage.ts';
import { diagnoseTools } from './tools.ts';
import type { DiagnosedAccount, DiagnosticsParts } from './types.ts';

/** The time limit for a check, which a keyring's open prompt or an unavailable network drive may exceed. */
const LIMIT_MS = 18_000;

/** The order of the findings. */
export const TOPICS = [
  'server',
  'certificate',
  'proxy',
  'clock',
  'keyring',
  'vault',
  'accounts',
  'permissions',
  'policy',
  'start',
  'tray',
  'sandbox',
  'tools',
  'running',
  'versions',
] as const satisfies readonly Topic[];

/** Reports each finding as soon as it and all earlier ones are known. Never rejects. */
export async function diagnose(parts: DiagnosticsParts, report: (found: Finding) => void): Promise<void> {
  await withDeadline(parts.clock, LIMIT_MS, async (limit) => {
    const all = checksOf(parts).map(([topic, found]) => unlessAborted(found, limit).catch(() => unchecked(topic)));
    for (const each of all) report(await each);
  });
}

type Check = readonly [topic: Topic, found: Promise<Finding>];

/** The checks, in the order of reporting. The checks of further accounts follow those of the first. */
function checksOf(parts: DiagnosticsParts): readonly Check[] {
  const [first = null, ...others] = parts.accounts;
  const found = { ...ofAccount(parts, first), ...ofComputer(parts) };
  const further = others.flatMap((account) => {
    const found = ofAccount(parts, account);
    return OF_ACCOUNT.map((topic): Check => [topic, found[topic]]);
  });
  const own = TOPICS.map((topic): Check => [topic, found[topic]]);
  const after = TOPICS.indexOf('vault') + 1;
  return [...own.slice(0, after), ...further, ...own.slice(after)];
}

const OF_ACCOUNT = ['server', 'certificate', 'proxy', 'clock', 'vault'] as const satisfies readonly Topic[];
type OfAccount = (typeof OF_ACCOUNT)[number];

function ofAccount(
  parts: DiagnosticsParts,
  account: DiagnosedAccount | null,
): { readonly [T in OfAccount]: Promise<Finding> } {
  const { policy, setting, clock, builtAt, accounts } = parts;
  const server = account?.server ?? null;
  const asking = askServer(parts, server);
  const resolving = server ? parts.resolveProxy(server.tokenEndpoint) : Promise.resolve(null);
  const at = account === null ? 0 : accounts.indexOf(account);
  /** Adds the account's number if there are several. Not its name, because that may be a person's. */
  const counted = (found: Finding): Finding =>
    accounts.length < 2 ? found : { ...found, facts: [['account', `${at + 1} of ${accounts.length}`], ...found.facts] };
  return {
    server: asking.then((asked) => counted(validateServer(asked, setting, policy.serverIsCertain))),
    certificate: asking.then((asked) => counted(diagnoseCertificate(asked))),
    proxy: Promise.all([resolving, asking]).then(([resolved, asked]) =>
      counted(diagnoseProxy(resolved, asked, policy.managed.proxy !== undefined)),
    ),
    clock: asking.then((asked) => counted(diagnoseClock(asked, clock.now(), builtAt))),
    vault: diagnoseSignIn(parts, account, asking).then(counted),
  };
}

function ofComputer(parts: DiagnosticsParts): { readonly [T in Exclude<Topic, OfAccount>]: Promise<Finding> } {
  const { policy, setting, keychain, versions } = parts;
  return {
    keyring: diagnoseKeyring(keychain),
    accounts: diagnoseAccounts(parts),
    permissions: diagnosePermissions(parts),
    policy: Promise.resolve(diagnosePolicy(policy, isProblem(setting) ? [] : setting.overruled, parts)),
    start: parts.atLogin().then((found) => finding('start', found)),
    tray: parts.trayHost().then((found) => finding('tray', found)),
    sandbox: Promise.resolve(finding('sandbox', parts.sandbox)),
    tools: diagnoseTools(parts),
    running: parts.running().then((found) => finding('running', found)),
    versions: Promise.resolve(
      finding(
        'versions',
        'known',
        ['app', versions.app],
        ['system', versions.os],
        ['electron', versions.electron],
        ['chromium', versions.chromium],
        ['node', versions.node],
      ),
    ),
  };
}

/** The finding for a check that took too long or failed unexpectedly. */
function unchecked(topic: Topic): Finding {
  switch (topic) {
    case 'server':
      return finding('server', 'unknown');
    case 'policy':
      return finding('policy', 'unreadable');
    case 'versions':
      return finding('versions', 'known');
    default:
      return finding(topic, 'unknown');
  }
}
