/** Validates a tool's request. Everything in it is an unverified claim, and texts are sanitized before display. */
import * as v from 'valibot';
import { sanitize } from '../oauth/sanitize.ts';
import { parseBaseUrl } from '../oauth/url.ts';
import { TOOL_NAME } from '../settings/tool-name.ts';
import type { TokenRequest } from './types.ts';

/** Longer than any access token's lifetime, and exact in milliseconds. */
const LONGEST_MIN_VALID_S = 10 * 365 * 24 * 60 * 60;

/** How many characters of a claim are shown. */
const LONGEST_CLAIM = 300;

const text = v.string('must be text');

const toolName = v.pipe(
  text,
  v.regex(
    TOOL_NAME,
    'must be 1 to 64 letters, digits, single spaces or . _ + @ - and must start with a letter or digit',
  ),
);

const claim = v.pipe(
  text,
  v.transform((claimed) => sanitize(claimed, LONGEST_CLAIM) || null),
);

/** A host name in ASCII, an IPv4 address or an IPv6 address in brackets, with an optional port. */
const host = v.pipe(
  text,
  v.maxLength(261, 'must not be longer than 261 characters'),
  v.regex(
    /^([a-z0-9]([a-z0-9._-]*[a-z0-9])?|\[[0-9a-f:.]+\])(:\d{1,5})?$/i,
    'must be a host name with an optional port',
  ),
  v.toLowerCase(),
);

const serverUrl = v.pipe(
  text,
  v.maxLength(2048, 'must not be longer than 2048 characters'),
  v.rawTransform(({ dataset, addIssue, NEVER }) => {
    const parsed = parseBaseUrl(dataset.value);
    if ('baseUrl' in parsed) return parsed.baseUrl;
    addIssue({ message: 'must be an address such as https://login.example.org' });
    return NEVER;
  }),
);

const accountName = v.pipe(
  text,
  v.minLength(1, 'must not be empty'),
  v.maxLength(200, 'must not be longer than 200 characters'),
);

const minValid = v.pipe(
  v.number('must be a number of seconds'),
  v.minValue(0, 'must not be negative'),
  v.maxValue(LONGEST_MIN_VALID_S, `must not be more than ${LONGEST_MIN_VALID_S} seconds`),
  v.transform((seconds) => seconds * 1000),
);

/** Null counts as absent, as everywhere in the app. */
const optional = <Schema extends v.GenericSchema>(schema: Schema) => v.optional(v.nullable(schema), null);

const Fields = v.object({
  tool: toolName,
  reason: optional(claim),
  account: optional(accountName),
  server: optional(serverUrl),
  host: optional(host),
  minValid: optional(minValid),
  startedBy: optional(claim),
  folder: optional(claim),
});

/** Parses a request's JSON. Ignores unknown fields. `problem`: a sentence with the field and the rule, never the value. */
export function parseTokenRequest(json: string): TokenRequest | { readonly problem: string } {
  let body: unknown;
  try {
    body = JSON.parse(json);
  } catch {
    return { problem: 'The body must be JSON.' };
  }
  if (typeof body !== 'object' || body === null || Array.isArray(body))
    return { problem: 'The body must be a JSON object.' };
  const repeated = repeatedField(json);
  if (repeated) return { problem: `The field ${repeated} must be given once.` };
  const parsed = v.safeParse(Fields, body);
  if (!parsed.success) {
    const [issue] = parsed.issues;
    const field = v.getDotPath(issue) ?? 'tool';
    return { problem: `The field ${field} ${Object.hasOwn(body, field) ? issue.message : 'is missing'}.` };
  }
  const { minValid: minValidMs, ...request } = parsed.output;
  return { ...request, minValidMs };
}

/**
 * A known field that occurs twice in the object, which different parsers would read differently.
 * @param json a valid JSON object
 */
function repeatedField(json: string): string | null {
  const seen = new Set<string>();
  let depth = 0;
  for (const [token, , colon] of json.matchAll(/"((?:[^"\\]|\\.)*)"\s*(:?)|[{}[\]]/g)) {
    if (token === '{' || token === '[') depth += 1;
    else if (token === '}' || token === ']') depth -= 1;
    else if (depth === 1 && colon) {
      const name: unknown = JSON.parse(token.slice(0, token.lastIndexOf('"') + 1));
      if (typeof name !== 'string' || !Object.hasOwn(Fields.entries, name)) continue;
      if (seen.has(name)) return name;
      seen.add(name);
    }
  }
  return null;
}
