/** The doctor page with every possible verdict and finding. */
import type { Fact, Finding, FindingKinds, Topic, Verdict } from '../../preload/api.ts';
import type { Scene } from './scenes.ts';
import { signedIn, snapshot } from './snapshots.ts';

type Found<T extends Topic> = readonly [found: FindingKinds[T], verdict: Verdict, ...facts: readonly Fact[]];

const SERVER: Fact = ['server', 'login.example.org/tenant'];
const PATHS: readonly Fact[] = [SERVER, ['code path', '/oauth2/device'], ['token path', '/oauth2/token']];
const FILE: Fact = ['file', '/etc/transparenc-companion/config.json'];
const PLACE: Fact = ['place', 'usual'];

/** The findings of each topic, each with its verdict from main/diagnostics. */
export const FOUND: { readonly [T in Topic]: readonly Found<T>[] } = {
  server: [
    ['reached', 'good', ...PATHS, ['metadata', 'used']],
    ['no-sign-in', 'wrong', ...PATHS, ['metadata', 'none'], ['response', '/api/v1/oauth/token 404']],
    ['other-endpoints', 'worth-knowing', ...PATHS, ['metadata', 'used']],
    ['none-chosen', 'worth-knowing'],
    ['not-allowed', 'wrong'],
    [
      'bad-setting',
      'wrong',
      ['setting', '--server-url'],
      ['rule', 'must be an address such as https://login.example.org'],
    ],
    ['name-not-found', 'wrong', SERVER, ['code', 'net::ERR_NAME_NOT_RESOLVED']],
    ['redirected', 'worth-knowing', SERVER, ['code', 'redirected']],
  ],
  certificate: [
    ['trusted', 'good'],
    ['not-needed', 'good'],
    ['wrong-date', 'wrong', ['code', 'net::ERR_CERT_DATE_INVALID']],
    ['unknown-authority', 'wrong', ['code', 'net::ERR_CERT_AUTHORITY_INVALID']],
    ['other-name', 'wrong', ['code', 'net::ERR_CERT_COMMON_NAME_INVALID']],
    ['revoked', 'wrong', ['code', 'net::ERR_CERT_REVOKED']],
    ['not-accepted', 'wrong', ['code', 'net::ERR_SSL_PROTOCOL_ERROR']],
    ['unknown', 'unknown'],
  ],
  proxy: [
    ['direct', 'good', ['by', 'system']],
    ['used', 'good', ['proxy', 'PROXY proxy.example.org:3128; DIRECT'], ['by', 'administrator']],
    ['asks-password', 'wrong', ['proxy', 'PROXY proxy.example.org:3128'], ['by', 'system']],
    ['fails', 'wrong', ['proxy', 'PROXY proxy.example.org:3128'], ['by', 'system']],
    ['unknown', 'unknown'],
  ],
  clock: [
    ['right', 'good'],
    ['fast', 'wrong', ['off', '12 min']],
    ['slow', 'wrong', ['off', '1440 min']],
    ['before-build', 'wrong', ['built', '2026-11-24']],
    ['unknown', 'unknown'],
  ],
  keyring: [
    ['protects', 'good', ['keyring', 'GNOME Keyring']],
    ['weak', 'worth-knowing', ['keyring', 'the keyring']],
    ['none', 'wrong', ['keyring', 'KWallet']],
    ['unknown', 'unknown'],
  ],
  vault: [
    ['kept', 'good', ['kept', 'a sign-in']],
    ['empty', 'good'],
    ['kept-weakly', 'worth-knowing', ['kept', 'a sign-in']],
    ['from-before', 'worth-knowing', ['kept', 'a sign-in that has ended']],
    ['other-endpoint', 'worth-knowing', ['token path', '/oauth2/token']],
    ['not-deleted', 'worth-knowing'],
    ['damaged', 'wrong'],
    ['unknown', 'unknown'],
  ],
  accounts: [
    ['listed', 'good'],
    ['lost', 'wrong', ['folder', '~/.config/Transparenc Companion/vault'], ['vault', '0123456789abcdef']],
    ['unknown', 'unknown'],
  ],
  permissions: [
    ['private', 'good', ['mode', '0700'], PLACE],
    ['absent', 'good', PLACE],
    ['open', 'worth-knowing', ['mode', '0755'], PLACE],
    [
      'vault-open',
      'wrong',
      ['file', `~/.config/Transparenc Companion/vault/${'0123456789abcdef'.repeat(2)}/key`],
      ['owner', 'this user'],
      ['mode', '0644'],
      PLACE,
    ],
    [
      'other-owner',
      'wrong',
      ['file', '~/.config/Transparenc Companion/logs'],
      ['owner', 'root'],
      ['mode', '0700'],
      PLACE,
    ],
    ['not-writable', 'wrong', PLACE],
    ['unknown', 'unknown', PLACE],
  ],
  policy: [
    ['none', 'good', FILE],
    ['used', 'good', FILE, ['sets', 'serverUrl, clientId, scope, proxy, startAtLogin, keepWithoutKeyring']],
    ['overruled', 'worth-knowing', FILE, ['not followed', '--server-url, COMPANION_SCOPE']],
    ['audit-not-written', 'wrong', ['code', 'no-log']],
    ['audit-lost', 'wrong', ['lines', '3']],
    ['lock-unknown', 'worth-knowing', ['setting', 'signOutAfterLocked']],
    ['wrong-field', 'wrong', FILE, ['field', 'theme'], ['rule', 'must be system, light or dark']],
  ],
  start: [
    ['on', 'good'],
    ['off', 'good'],
    ['needs-approval', 'worth-knowing'],
    ['not-installed', 'worth-knowing'],
    ['unknown', 'unknown'],
  ],
  tray: [
    ['shown', 'good'],
    ['none', 'worth-knowing'],
    ['unknown', 'unknown'],
  ],
  sandbox: [
    ['on', 'good'],
    ['off', 'worth-knowing'],
    ['off-from-source', 'worth-knowing'],
    ['unknown', 'unknown'],
  ],
  tools: [
    ['listening', 'good'],
    ['ready', 'good'],
    ['off', 'good'],
    ['off-by-policy', 'good'],
    ['not-listening', 'worth-knowing'],
    ['path-too-long', 'wrong'],
    ['occupied', 'wrong', ['file', '$XDG_RUNTIME_DIR/transparenc-companion/0123456789abcdef.sock']],
    ['in-use', 'wrong', ['file', '$XDG_RUNTIME_DIR/transparenc-companion/0123456789abcdef.sock']],
    ['folder-not-private', 'wrong', ['file', '$XDG_RUNTIME_DIR/transparenc-companion']],
    ['no-permission', 'wrong', ['file', '~/.config/Transparenc Companion/api/s']],
    ['io', 'wrong', ['file', '~/.config/Transparenc Companion/api/s']],
    ['unknown', 'unknown'],
  ],
  running: [
    ['this', 'good'],
    ['none', 'good'],
    ['another', 'worth-knowing'],
    ['unknown', 'unknown'],
  ],
  versions: [
    [
      'known',
      'good',
      ['app', '1.0.0'],
      ['system', 'Debian GNU/Linux 12'],
      ['electron', '45.5.0'],
      ['chromium', '150.0.7871.47'],
      ['node', '24.22.3'],
    ],
  ],
};

// The table's keys are exactly the topics.
const TOPICS = Object.keys(FOUND) as Topic[];

/** The finding with this number for each topic, or the topic's last one. */
function diagnosed(at: number): readonly Finding[] {
  return TOPICS.map((topic) => {
    const [found, verdict, ...facts] = FOUND[topic][at] ?? FOUND[topic].at(-1) ?? [];
    // TypeScript doesn't recognize that a topic with one of its findings is a finding.
    return { topic, found, verdict, facts } as Finding;
  });
}

const MOST = Math.max(...TOPICS.map((topic) => FOUND[topic].length));

/** Diagnoses that together contain every finding. */
export const DIAGNOSES: readonly Scene[] = [
  ['doctor-begins', { ...signedIn(), page: 'doctor', diagnosis: { findings: [], underWay: true, incomplete: false } }],
  [
    'doctor-under-way',
    {
      ...signedIn(),
      page: 'doctor',
      diagnosis: { findings: diagnosed(0).slice(0, 4), underWay: true, incomplete: false },
    },
  ],
  [
    'doctor-stopped',
    {
      ...signedIn(),
      page: 'doctor',
      diagnosis: { findings: diagnosed(0).slice(0, 4), underWay: false, incomplete: true },
    },
  ],
  [
    'doctor-nothing',
    { ...signedIn(), page: 'doctor', diagnosis: { findings: [], underWay: false, incomplete: false } },
  ],
  ...Array.from({ length: MOST }, (_, at): Scene => {
    const under = at % 2 === 0 ? signedIn() : snapshot({ kind: 'no-server' });
    return [
      `doctor-${at}`,
      { ...under, page: 'doctor', diagnosis: { findings: diagnosed(at), underWay: false, incomplete: false } },
    ];
  }),
];
