/** Validates an administrator's file strictly, because a misspelled field would silently have no effect. */

import * as v from 'valibot';
import { isSameName, wrongName } from '../../accounts/names.ts';
import { withoutBom } from '../../files/bom.ts';
import { isObject } from '../../oauth/protocol.ts';
import { SETTINGS } from '../schema.ts';
import { OPTIONAL_FIELDS, SERVER_FIELDS } from '../server-fields.ts';
import { TOOL_NAME } from '../tool-name.ts';
import { AGE, LOCKED } from './durations.ts';
import { FAIL_CLOSED } from './fail-closed.ts';
import { type Position, readPositions } from './json-positions.ts';
import type { Policy, PolicyProxy, PolicySettings } from './types.ts';

/** The message for a field that is unknown or missing, or for a value that isn't an object. */
function objectMessage({ expected }: v.StrictObjectIssue): string {
  if (expected === 'never') return 'be left out: there is no such field';
  return expected === 'Object' ? 'be an object' : 'be given';
}

/** Chromium's grammar for proxy rules in `session.setProxy`. Chromium ignores invalid rules and then uses no proxy. */
const HOP = String.raw`(direct://|((https?|socks[45]?)://)?([A-Za-z0-9._-]+|\[[0-9A-Fa-f:.]+\])(:\d{1,5})?)`;
const HOPS = `((http|https|socks)=)?${HOP}(,${HOP})*`;

/** What a proxy field must be. */
export const PROXY_FIELDS = {
  rules: v.pipe(
    v.string('be text'),
    v.regex(new RegExp(`^${HOPS}(;${HOPS})*$`), 'be proxies such as proxy.example.org:3128'),
  ),
  bypass: v.pipe(v.string('be text'), v.regex(/^[\x20-\x7e]*$/, 'be hosts, separated by commas')),
  url: v.pipe(v.string('be text'), v.regex(/^https?:\/\/[\x21-\x7e]+$/, 'start with https:// or http://')),
};

const ProxySchema: v.GenericSchema<unknown, PolicyProxy> = v.variant(
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

/** The names of the tools that may ask. */
const ALLOWED_TOOLS = v.array(
  v.pipe(v.string('be text'), v.regex(TOOL_NAME, 'be names such as git')),
  'be a list of names',
);

/** The same limit as for users. */
const MOST_ACCOUNTS = 20;

/** What an account must be. */
const ACCOUNT_FIELDS = {
  name: v.pipe(
    v.string('be text'),
    v.check(
      (name) => wrongName(name, []) === null,
      'be 1 to 32 letters, digits or . _ - and begin with a letter or digit',
    ),
  ),
  ...SERVER_FIELDS,
};
const AccountsSchema = v.pipe(
  v.array(
    v.strictObject(v.partial(v.object(ACCOUNT_FIELDS), OPTIONAL_FIELDS).entries, objectMessage),
    'be a list of accounts',
  ),
  v.minLength(1, 'have an account'),
  v.maxLength(MOST_ACCOUNTS, `have ${MOST_ACCOUNTS} accounts at most`),
  v.check(
    (accounts) =>
      accounts.every(({ name }, at) => !accounts.slice(0, at).some((other) => isSameName(other.name, name))),
    'give each account a name of its own',
  ),
);

/** The settings that affect the network. Sign-ins are refreshed only if all of these are valid. */
const NETWORK = { ...SERVER_FIELDS, accounts: AccountsSchema, proxy: ProxySchema };

/** All fields. `$schema` is for editors. */
export const FIELDS = {
  $schema: v.string('be text'),
  ...NETWORK,
  otherAccounts: v.boolean('be true or false'),
  updates: v.boolean('be true or false'),
  allowedTools: ALLOWED_TOOLS,
  maxSignInAge: v.pipe(v.string('be text'), v.regex(AGE, 'be hours or days such as 12h or 7d')),
  signOutAfterLocked: v.pipe(v.string('be text'), v.regex(LOCKED, 'be minutes, hours or days such as 30m')),
  audit: v.boolean('be true or false'),
  ...SETTINGS,
};

const Schema = v.strictObject(v.partial(v.object(FIELDS)).entries, objectMessage);

/** The settings in a file; if it has problems, only the valid ones. */
export type Parsed =
  /** `at`: the syntax error; null if it's valid JSON but not an object. */
  | { readonly kind: 'not-json'; readonly rule: string; readonly at: Position | null }
  | { readonly kind: 'object'; readonly set: PolicySettings; readonly wrong: readonly WrongField[] };

interface WrongField {
  /** The path of the field, such as `['proxy', 'rules']`. */
  readonly path: readonly string[];
  /** Follows the field's name, such as `must be true or false`. */
  readonly rule: string;
}

/** Validates all fields. Ignores a byte order mark, which some editors on Windows write. */
export function parse(text: string): Parsed {
  const json = v.safeParse(v.pipe(v.string(), v.parseJson(), v.custom<object>(isObject)), withoutBom(text));
  if (!json.success) return notJson(withoutBom(text));
  const parsed = v.safeParse(Schema, json.output);
  if (parsed.success) return { kind: 'object', set: parsed.output, wrong: [] };
  const wrong = parsed.issues.map(({ path = [], message }) => ({
    path: path.map(({ key }) => String(key)),
    rule: `must ${message}`,
  }));
  const isWrong = new Set(wrong.map(({ path }) => path[0]));
  const right = Object.entries(json.output).filter(([field]) => Object.hasOwn(FIELDS, field) && !isWrong.has(field));
  return { kind: 'object', set: v.parse(Schema, Object.fromEntries(right)), wrong };
}

function notJson(text: string): Parsed {
  const found = readPositions(text);
  const rule = 'must contain a JSON object';
  return 'expected' in found
    ? { kind: 'not-json', rule: `${rule}: expected ${found.expected}`, at: found.at }
    : { kind: 'not-json', rule, at: null };
}

/** @param text the file's content */
export function parsePolicy(file: string, text: string): Policy {
  const parsed = parse(text);
  if (parsed.kind === 'not-json') {
    const { at } = parsed;
    const rule = at ? `${parsed.rule} in line ${at.line}, column ${at.column}` : parsed.rule;
    return { file, set: FAIL_CLOSED, problem: { file, why: 'not-json', field: null, rule }, serverIsCertain: false };
  }
  const { set, wrong } = parsed;
  const [first] = wrong;
  if (!first) return { file, set, problem: null, serverIsCertain: true };
  const isWrong = new Set(wrong.map(({ path }) => path[0]));
  return {
    file,
    set: { ...FAIL_CLOSED, ...set },
    problem: { file, why: 'wrong-field', field: first.path.join('.') || null, rule: first.rule },
    serverIsCertain:
      (set.serverUrl !== undefined || set.accounts !== undefined) &&
      !Object.keys(NETWORK).some((name) => isWrong.has(name)),
  };
}
