/** The settings in an administrator's file, and the rules for their values. Each message follows "must". */
import * as v from 'valibot';
import type { PolicyProblem } from '../../../preload/api.ts';
import { isSameName, nameProblem } from '../../accounts/names.ts';
import { SETTINGS } from '../schema.ts';
import { SERVER_FIELDS, ServerFieldsSchema } from '../server-fields.ts';
import { TOOL_NAME } from '../tool-name.ts';
import { AGE, LOCKED } from './durations.ts';

/** The message for a field that is unknown or missing, or for a value that isn't an object. */
function objectMessage({ expected }: v.StrictObjectIssue): string {
  if (expected === 'never') return 'be left out: there is no such field';
  return expected === 'Object' ? 'be an object' : 'be given';
}

/** Chromium's grammar for proxy rules in `session.setProxy`. Chromium ignores invalid rules and then uses no proxy. */
const HOP = String.raw`(direct://|((https?|socks[45]?)://)?([A-Za-z0-9._-]+|\[[0-9A-Fa-f:.]+\])(:\d{1,5})?)`;
const HOPS = `((http|https|socks)=)?${HOP}(,${HOP})*`;

/** What a proxy field must be. `rules`: `proxy.example.org:3128`, or one per scheme. */
export const PROXY_FIELDS = {
  rules: v.pipe(
    v.string('be text'),
    v.regex(new RegExp(`^${HOPS}(;${HOPS})*$`), 'be proxies such as proxy.example.org:3128'),
  ),
  bypass: v.pipe(v.string('be text'), v.regex(/^[\x20-\x7e]*$/, 'be hosts, separated by commas')),
  url: v.pipe(v.string('be text'), v.regex(/^https?:\/\/[\x21-\x7e]+$/, 'start with https:// or http://')),
};

const ProxySchema = v.variant(
  'mode',
  [
    v.strictObject({ mode: v.literal('system') }, objectMessage),
    v.strictObject({ mode: v.literal('direct') }, objectMessage),
    v.strictObject(
      { mode: v.literal('fixed'), rules: PROXY_FIELDS.rules, bypass: v.optional(PROXY_FIELDS.bypass) },
      objectMessage,
    ),
    v.strictObject({ mode: v.literal('pac'), url: PROXY_FIELDS.url }, objectMessage),
  ],
  ({ expected }) => (expected === 'Object' ? 'be an object with a mode' : 'be system, direct, fixed or pac'),
);

const ALLOWED_TOOLS = v.array(
  v.pipe(v.string('be text'), v.regex(TOOL_NAME, 'be names such as git')),
  'be a list of names',
);

/** The same limit as for users. */
const MOST_ACCOUNTS = 20;

const ACCOUNT_NAME = v.pipe(
  v.string('be text'),
  v.check(
    (name) => nameProblem(name, []) === null,
    'be 1 to 32 letters, digits or . _ - and begin with a letter or digit',
  ),
);
const AccountsSchema = v.pipe(
  v.array(
    v.strictObject({ name: ACCOUNT_NAME, ...ServerFieldsSchema.entries }, objectMessage),
    'be a list of accounts',
  ),
  v.minLength(1, 'have an account'),
  v.maxLength(MOST_ACCOUNTS, `have ${MOST_ACCOUNTS} accounts at most`),
  // Checked even if other fields of the accounts are wrong, so that all problems are reported at once.
  v.partialCheck(
    [['$', 'name']],
    (accounts) =>
      accounts.every(({ name }, at) => !accounts.slice(0, at).some((other) => isSameName(other.name, name))),
    'give each account a name of its own',
  ),
);

/** The settings that affect the network. Sign-ins are refreshed only if all of these are valid. */
export const NETWORK = {
  ...SERVER_FIELDS,
  /** Accounts in addition to `serverUrl`, or instead of it. */
  accounts: AccountsSchema,
  /** The app's proxy, instead of the system's. */
  proxy: ProxySchema,
};

/** All fields. `$schema` is for editors. */
export const FIELDS = {
  $schema: v.string('be text'),
  ...NETWORK,
  /** Whether users may add other accounts; absent: yes, but if `serverUrl` is set, only on that server. */
  otherAccounts: v.boolean('be true or false'),
  /** False: the app doesn't check for updates. True has an effect only if the build has an update feed. */
  updates: v.boolean('be true or false'),
  /** The local tools that may ask the user for access tokens; absent: all. The user still has to consent. */
  allowedTools: ALLOWED_TOOLS,
  /** How long a sign-in may last (see durations.ts); absent: no limit. */
  maxSignInAge: v.pipe(v.string('be text'), v.regex(AGE, 'be hours or days such as 12h or 7d')),
  /** How long the screen may be locked before sign-ins end (see durations.ts); absent: no limit. */
  signOutAfterLocked: v.pipe(v.string('be text'), v.regex(LOCKED, 'be minutes, hours or days such as 30m')),
  /** Whether to write sign-ins and consents to the system log. */
  audit: v.boolean('be true or false'),
  ...SETTINGS,
};

export const PolicySchema = v.strictObject(v.partial(v.object(FIELDS)).entries, objectMessage);

/** The settings for all users of this computer. Flags, environment and users can set what is absent. */
export type PolicySettings = v.InferOutput<typeof PolicySchema>;

export type PolicyProxy = v.InferOutput<typeof ProxySchema>;

export interface Policy {
  /** The file's path for messages, whether it exists or not. */
  readonly file: string;
  /** The settings in effect; if the file has problems, only the valid ones. */
  readonly managed: PolicySettings;
  /** Why the file can't be used as a whole. No new sign-in starts then. */
  readonly problem: PolicyProblem | null;
  /** Whether it's known which server is allowed. If not, the app sends nothing. */
  readonly serverIsCertain: boolean;
}
