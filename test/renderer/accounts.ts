/** Several accounts: the list, the screens of one of them, the page that adds one, and the question when someone else approved. */
import type { AccountView, NoResponse, SessionState, Snapshot } from '../../preload/api.ts';
import type { Scene } from './scenes.ts';
import { accountView, awaiting, MINUTE_MS, NOW, SERVER, signedIn, snapshot } from './snapshots.ts';

const OFFLINE: NoResponse = { why: 'offline', code: 'net::ERR_INTERNET_DISCONNECTED' };

function account(at: number, name: string, user: string | null, host: string, session: SessionState): AccountView {
  const server = { ...SERVER, url: `https://${host}`, name: host };
  return accountView({ id: at.toString(16).padStart(16, '0'), name, user, server, session });
}

const at = (name: string | null, host: string) => ({ name, server: host });
const revoked = {
  kind: 'revoked',
  response: { status: 400, error: 'invalid_grant', description: null },
  at: NOW - 5 * 60 * MINUTE_MS,
} as const;

const CUSTOMER = account(1, 'Customer', 'a.lovelace@northwind.example', 'id.northwind.example', {
  kind: 'needs-you',
  because: revoked,
  account: at('a.lovelace@northwind.example', 'id.northwind.example'),
});
const TEST = account(2, 'Test', 'ada@test.example.org', 'login.test.example.org', awaiting().session);
const PRODUCTION = account(
  3,
  'Production',
  'ops@example.net',
  'sso.example.net',
  signedIn({ account: at('ops@example.net', 'sso.example.net'), connection: { kind: 'retrying', because: OFFLINE } })
    .session,
);
const WORK = account(4, 'Work', 'ada@example.org', 'login.example.org', signedIn().session);
const SIGNED_OUT = account(5, 'Old', null, 'login.example.org', { kind: 'signed-out', because: null });

/** The view of several accounts. @param open the account whose screen is open; null for the list */
export function several(
  accounts: readonly AccountView[],
  open: AccountView | null,
  rest: Partial<Snapshot> = {},
): Snapshot {
  const shown = open ?? accounts[0];
  return snapshot(shown?.session ?? { kind: 'no-server' }, {
    accounts,
    account: open?.id ?? null,
    server: shown?.server ?? null,
    ...rest,
  });
}

const MIXED = [CUSTOMER, TEST, PRODUCTION, WORK];

/** The screen of an account with this session, if there are others. */
function opened(name: string, session: SessionState, rest: Partial<AccountView> = {}): Snapshot {
  const one = { ...account(6, name, 'ada@example.org', 'login.example.org', session), ...rest };
  return several([one, PRODUCTION, WORK], one);
}

const SOMEONE_ELSE: SessionState = {
  kind: 'someone-else',
  expected: at('ada@example.org', 'login.example.org'),
  approvedBy: at('grace@example.org', 'login.example.org'),
  approver: { kind: 'someone-else' },
  was: 'needs-you',
};

/** The maximum number of accounts, with names of the maximum length. */
export const TWENTY = Array.from({ length: 20 }, (_, nth) =>
  account(
    0x100 + nth,
    nth % 4 === 3 ? `customer-with-the-longest-name-${nth}`.slice(0, 32) : `customer-${nth}`,
    `ada.lovelace+${nth}@customer-${nth}.example.org`,
    `login.customer-${nth}.example.org`,
    nth === 0 ? CUSTOMER.session : nth === 1 ? PRODUCTION.session : WORK.session,
  ),
);

export const ACCOUNTS: readonly Scene[] = [
  ['accounts', several(MIXED, null)],
  ['accounts-well', several([PRODUCTION, WORK], null)],
  ['accounts-need-you', several([{ ...CUSTOMER, id: 'ffffffffffffffff', name: 'Third' }, ...MIXED], null)],
  ['accounts-signed-out', several([SIGNED_OUT, WORK], null)],
  ['accounts-all-signed-out', several([SIGNED_OUT, { ...WORK, session: SIGNED_OUT.session, user: null }], null)],
  [
    'accounts-storage',
    several(
      [
        { ...CUSTOMER, session: { kind: 'storage-unreadable', trouble: 'keyring-locked' }, user: null },
        { ...TEST, session: { kind: 'loading', keyring: 'waiting' } },
        WORK,
      ],
      null,
    ),
  ],
  ['accounts-twenty', several(TWENTY, null)],
  [
    'accounts-opening',
    several(
      MIXED.map((each) => ({ ...each, user: null, session: { kind: 'loading', keyring: 'quick' } })),
      null,
    ),
  ],
  ['account-needs-you', several(MIXED, CUSTOMER)],
  ['account-signed-in', several(MIXED, WORK)],
  ['account-signed-out-while-code', several([TEST, SIGNED_OUT, WORK], SIGNED_OUT)],
  [
    'account-unidentified',
    opened('Kiosk', signedIn({ account: at(null, 'login.example.org') }).session, { user: null, identified: false }),
  ],
  [
    'account-locked',
    several([PRODUCTION, { ...WORK, lockedBy: 'administrator' }], { ...WORK, lockedBy: 'administrator' }),
  ],
  ['account-storage-unreadable', opened('Work', { kind: 'storage-unreadable', trouble: 'keyring-locked' })],
  [
    'accounts-unreadable',
    { ...snapshot({ kind: 'storage-unreadable', trouble: 'no-permission' }), accounts: [], account: null },
  ],
  [
    'accounts-damaged',
    { ...snapshot({ kind: 'storage-unreadable', trouble: 'damaged' }), accounts: [], account: null },
  ],
  ['accounts-missing', several(MIXED, null, { missingAccounts: 2 })],
  [
    'account-failed',
    opened('Work', { kind: 'failed', failure: { kind: 'expired', response: null }, signedInAs: null }),
  ],
  ['someone-else', opened('Work', SOMEONE_ELSE)],
  [
    'someone-else-nameless',
    opened('Work', {
      ...SOMEONE_ELSE,
      expected: at(null, 'login.example.org'),
      approvedBy: at(null, 'login.example.org'),
    }),
  ],
  ['someone-else-of-one', snapshot(SOMEONE_ELSE)],
  [
    'someone-else-has-account',
    opened('Work', { ...SOMEONE_ELSE, approver: { kind: 'has-account', account: 'Production' } }),
  ],
  [
    'someone-else-not-reported',
    opened('Work', { ...SOMEONE_ELSE, approvedBy: at(null, 'login.example.org'), approver: { kind: 'not-reported' } }),
  ],
  ['add-account', several([WORK, CUSTOMER, PRODUCTION], null, { page: 'add-account' })],
  ['add-account-while-code', several(MIXED, WORK, { page: 'add-account' })],
  ['add-account-second', { ...signedIn(), page: 'add-account' }],
  [
    'add-account-locked',
    several(
      [WORK, TEST].map((one) => ({ ...one, server: { ...one.server, lockedBy: 'administrator' } })),
      null,
      { page: 'add-account', mayAddAccount: 'on-known-servers' },
    ),
  ],
  ['settings-of-several', several(MIXED, null, { page: 'settings' })],
];

/** The pass of one of several accounts, which must not scroll even in the smallest window. */
export const ACCOUNT_WAITING: readonly Scene[] = [
  ['account-awaiting', several(MIXED, TEST)],
  [
    'account-awaiting-compare',
    opened(
      'Customer',
      awaiting({ qrText: 'https://login.example.org/device?user_code=WDJB-MJHT', qrCarriesCode: true }).session,
    ),
  ],
];
