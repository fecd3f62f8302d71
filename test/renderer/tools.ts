/** The Tools page, the signed-in view with tools, and the question about one. */
import type { Page } from '@playwright/test';
import type {
  ConsentQuestion,
  Grant,
  ToolAccount,
  ToolEvent,
  ToolProblem,
  ToolsView,
  ToolUse,
} from '../../preload/api.ts';
import type { ConsentView } from '../../preload/consent-api.ts';
import type { Scene } from './scenes.ts';
import { MINUTE_MS, NO_TOOLS, NOW, settings, signedIn } from './snapshots.ts';

const HOUR_MS = 60 * MINUTE_MS;

const ACCOUNT: ToolAccount = {
  id: 'a1',
  name: 'example',
  host: 'login.example.org',
  server: 'https://login.example.org',
  user: 'ada@example.org',
};

function grant(tool: string, rest: Partial<Grant> = {}): Grant {
  return {
    tool,
    accountId: ACCOUNT.id,
    host: null,
    duration: 'always',
    kept: true,
    grantedAt: NOW - 72 * HOUR_MS,
    lastUsedAt: null,
    uses: 0,
    ...rest,
  };
}

const GRANTS: readonly Grant[] = [
  grant('backup', { uses: 214, lastUsedAt: NOW - 7 * MINUTE_MS }),
  grant('git', { host: 'git.example.org', uses: 1, lastUsedAt: NOW - 25 * MINUTE_MS }),
  grant('kubectl', { duration: 'until-lock', uses: 2, lastUsedAt: NOW - 21 * HOUR_MS }),
  grant('sync', { kept: false }),
];

const event = (tool: string, minutes: number, rest: Partial<ToolEvent> = {}): ToolEvent => ({
  at: NOW - minutes * MINUTE_MS,
  tool,
  accountId: ACCOUNT.id,
  host: null,
  what: 'token',
  problem: null,
  ...rest,
});
const refusal = (problem: ToolProblem, at: number) =>
  event('sync.sh', 110 + 60 * at, { what: 'refused', problem, accountId: at % 2 === 0 ? ACCOUNT.id : null });

const PROBLEMS: Readonly<Record<ToolProblem, true>> = {
  'bad-request': true,
  'not-found': true,
  'untrusted-caller': true,
  'unknown-account': true,
  'ambiguous-account': true,
  'not-signed-in': true,
  'storage-unreadable': true,
  declined: true,
  'no-consent': true,
  'host-not-allowed': true,
  'tools-off': true,
  'not-allowed-by-policy': true,
  'lifetime-unavailable': true,
  'server-unreachable': true,
  'server-refused': true,
  busy: true,
  'shutting-down': true,
  internal: true,
};
// The table's keys are exactly the type's keys.
const problems = Object.keys(PROBLEMS) as ToolProblem[];

const EVENTS: readonly ToolEvent[] = [
  event('backup', 7),
  event('git', 25, { host: 'git.example.org' }),
  refusal('declined', 0),
];

const tools = (rest: Partial<ToolsView> = {}): ToolsView => ({
  ...NO_TOOLS,
  api: { kind: 'listening', path: '/run/user/1000/transparenc-companion/1.sock' },
  account: ACCOUNT,
  lockIsKnown: true,
  ...rest,
});

const page = (rest: Partial<ToolsView>) => ({ ...signedIn(), page: 'tools' as const, tools: tools(rest) });

/** The pages that show tools. */
export const TOOLS: readonly Scene[] = [
  ['tools', page({ grants: GRANTS, events: EVENTS })],
  ['tools-empty', page({})],
  ['tools-off', { ...page({ events: [refusal('tools-off', 0)] }), settings: settings({ localTools: 'off' }) }],
  [
    'tools-locked',
    {
      ...page({
        grants: GRANTS.slice(0, 2),
        events: [refusal('not-allowed-by-policy', 0)],
        mayAsk: ['backup', 'git'],
      }),
      settings: { ...settings(), localTools: { value: 'ask', lockedBy: 'administrator' } },
    },
  ],
  [
    'tools-every-refusal',
    page({
      lockIsKnown: false,
      grants: GRANTS,
      events: [event('git', 1, { what: 'allowed' }), event('git', 2, { what: 'removed' }), ...problems.map(refusal)],
    }),
  ],
  ['tools-none-may-ask', page({ mayAsk: [] })],
  [
    'tools-unreachable',
    page({ api: { kind: 'trouble', why: 'occupied', path: '/run/user/1000/transparenc-companion/1.sock' } }),
  ],
];

export const SIGNED_IN_USED: Scene = ['signed-in-used', { ...signedIn(), tools: tools({ grants: GRANTS }) }];

/** Each tool that the signed-in view has a command for. */
export const USES = ['terminal', 'git', 'docker', 'kubectl'] as const satisfies readonly ToolUse[];

/** Opens the commands for one tool in the signed-in view, like a user. */
export async function openUse(page: Page, use: ToolUse): Promise<void> {
  await page.locator('.use').waitFor();
  const closed = page.locator('.use:not([open]) > summary');
  if (await closed.isVisible()) await closed.click();
  await page.locator(`label:has(#use-${use})`).click();
}

const QUESTION: ConsentQuestion = {
  id: 'q1',
  tool: 'backup',
  account: ACCOUNT,
  severalAccounts: false,
  host: null,
  reason: 'Nightly backup of my projects',
  startedBy: 'cron',
  folder: '/home/ada/projects',
  canKeep: true,
  lockIsKnown: true,
};

/** The data that the prompt draws. */
export function consentView(rest: Partial<ConsentQuestion> = {}, view: Partial<ConsentView> = {}): ConsentView {
  return {
    question: { ...QUESTION, ...rest },
    computer: 'ada-thinkpad',
    language: 'en',
    systemLocale: 'en-GB',
    inertMs: 0,
    ...view,
  };
}

const LONG = 'w'.repeat(64);

/** Each form of the question, by a name for its picture. */
export const QUESTIONS: Readonly<Record<string, Partial<ConsentQuestion>>> = {
  consent: {},
  'consent-git': { tool: 'git', host: 'git.example.org', reason: null, startedBy: null, folder: null },
  'consent-several': { severalAccounts: true },
  'consent-several-no-user': { severalAccounts: true, account: { ...ACCOUNT, user: null } },
  'consent-no-keyring': { canKeep: false },
  'consent-no-lock': { lockIsKnown: false },
  'consent-neither': { canKeep: false, lockIsKnown: false, account: { ...ACCOUNT, user: null } },
  'consent-long': {
    tool: LONG,
    reason: `${LONG} ${'and more '.repeat(26)}`,
    startedBy: LONG,
    folder: `/${LONG}/${LONG}/${LONG}`,
    host: `${LONG}.${LONG}.example.org`,
  },
};
