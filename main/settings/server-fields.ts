/** The rules for a server's fields, whatever their source. Each message follows "must". */
import * as v from 'valibot';
import { parseBaseUrl, type UrlProblem } from '../oauth/url.ts';

const MUST: Readonly<Record<UrlProblem, string>> = {
  'not-an-address': 'be an address such as https://login.example.org',
  'not-https': 'start with https:// (http:// only for this computer itself)',
  'has-password': 'not have a user or password in it',
};

const TEXT = v.string('be text');
const PATH = v.pipe(TEXT, v.regex(/^\/[\x21-\x7e]*$/, 'start with / and have no spaces'));

/** RFC 6749 Appendix A: a client_id consists of VSCHAR, a scope of tokens without quotes or backslashes. */
export const SERVER_FIELDS = {
  serverUrl: v.pipe(
    TEXT,
    v.rawCheck(({ dataset, addIssue }) => {
      if (!dataset.typed) return;
      const parsed = parseBaseUrl(dataset.value);
      if ('problem' in parsed) addIssue({ message: MUST[parsed.problem] });
    }),
  ),
  clientId: v.pipe(
    TEXT,
    v.regex(/^[\x21-\x7e]([\x20-\x7e]{0,198}[\x21-\x7e])?$/, 'be 1 to 200 printable ASCII characters'),
  ),
  scope: v.pipe(
    TEXT,
    v.regex(/^([\x21\x23-\x5b\x5d-\x7e]+( [\x21\x23-\x5b\x5d-\x7e]+)*)?$/, 'be scope names separated by single spaces'),
  ),
  deviceAuthorizationPath: PATH,
  tokenPath: PATH,
};

/** The fields that have defaults. */
const OPTIONAL_FIELDS = ['clientId', 'scope', 'deviceAuthorizationPath', 'tokenPath'] as const;

/** All fields, in the order of validation. */
export const FIELDS = ['serverUrl', ...OPTIONAL_FIELDS] as const;
export type Field = (typeof FIELDS)[number];

/** A value for each field. */
export function fieldsOf<Value>(of: (field: Field) => Value): { readonly [K in Field]: Value } {
  return {
    serverUrl: of('serverUrl'),
    clientId: of('clientId'),
    scope: of('scope'),
    deviceAuthorizationPath: of('deviceAuthorizationPath'),
    tokenPath: of('tokenPath'),
  };
}

/** A server's fields as written by a user or an administrator. Absent fields have defaults. */
export const ServerFieldsSchema = v.partial(v.object(SERVER_FIELDS), OPTIONAL_FIELDS);
export type ServerFieldValues = v.InferOutput<typeof ServerFieldsSchema>;

/** The rule that a value violates; null if it's valid. */
export function violatedRule(field: keyof typeof SERVER_FIELDS, value: string): string | null {
  return v.safeParse(SERVER_FIELDS[field], value).issues?.[0].message ?? null;
}
