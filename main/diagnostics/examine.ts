/** One examination of this computer: everything at once, each within its time, and nothing changed by it. */

import type { Finding, Topic } from '../../preload/api.ts';
import { isProblem } from '../cli/flags.ts';
import { unlessAborted } from '../time/clock.ts';
import { withDeadline } from '../time/deadline.ts';
import { finding } from './finding.ts';
import { examineCertificate, examineClock, examineProxy } from './network.ts';
import { examinePermissions } from './permissions.ts';
import { examinePolicy } from './policy.ts';
import { askServer, validateServer } from './server.ts';
import { examineKeyring, examineSignIn } from './storage.ts';
import { examineTools } from './tools.ts';
import type { DiagnosticsParts } from './types.ts';

/** The limit for a check, such as a keyring whose prompt stays open or a network drive that is unavailable. */
const LIMIT_MS = 18_000;

/** The order in which findings are reported. */
export const TOPICS = [
  'server',
  'certificate',
  'proxy',
  'clock',
  'keyring',
  'vault',
  'permissions',
  'policy',
  'start',
  'tray',
  'sandbox',
  'tools',
  'running',
  'versions',
] as const satisfies readonly Topic[];

/** Tells each finding as soon as it and those before it are known. Never rejects. */
export async function examine(parts: DiagnosticsParts, report: (found: Finding) => void): Promise<void> {
  await withDeadline(parts.clock, LIMIT_MS, async (limit) => {
    const asked = examinations(parts);
    const all = TOPICS.map((topic) => unlessAborted(asked[topic], limit).catch(() => unchecked(topic)));
    for (const each of all) report(await each);
  });
}

function examinations(parts: DiagnosticsParts): { readonly [T in Topic]: Promise<Finding> } {
  const { policy, setting, clock, builtAt, keychain, versions } = parts;
  const asking = askServer(parts);
  const server = isProblem(setting) ? null : setting.server;
  const resolving = server ? parts.resolveProxy(server.tokenEndpoint) : Promise.resolve(null);
  return {
    server: asking.then((asked) => validateServer(asked, setting, policy.serverIsCertain)),
    certificate: asking.then(examineCertificate),
    proxy: Promise.all([resolving, asking]).then(([resolved, asked]) =>
      examineProxy(resolved, asked, policy.set.proxy !== undefined),
    ),
    clock: asking.then((asked) => examineClock(asked, clock.now(), builtAt)),
    keyring: examineKeyring(keychain),
    vault: examineSignIn(parts, asking),
    permissions: examinePermissions(parts),
    policy: Promise.resolve(examinePolicy(policy, isProblem(setting) ? [] : setting.overruled)),
    start: parts.atLogin().then((found) => finding('start', found)),
    tray: parts.trayHost().then((found) => finding('tray', found)),
    sandbox: Promise.resolve(finding('sandbox', parts.sandbox)),
    tools: examineTools(parts),
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

/** A check that took too long or failed unexpectedly. */
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
