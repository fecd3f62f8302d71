/** Validates what a tool asks for. Everything in it is a claim: nothing here is trusted, and texts are sanitized before they are shown. */
import * as v from 'valibot';
import { clean } from '../oauth/sanitize.ts';
import type { TokenRequest } from './types.ts';

/** Longer than the life of any sensible access token, and short enough to be a number everywhere. */
const LONGEST_MIN_VALID_S = 30 * 24 * 60 * 60;

const DEFAULT_MIN_VALID_S = 60;

/** A name that a file, a terminal and a sentence can carry. */
const toolName = v.pipe(
  v.string('must be text'),
  v.regex(
    /^[A-Za-z0-9][A-Za-z0-9 ._+@-]{0,63}$/,
    'must be 1 to 64 letters, digits, spaces or . _ + @ - and start with a letter or digit',
  ),
);

/** A claim for people to read. Longer ones are cut. */
const claim = v.pipe(
  v.string('must be text'),
  v.maxLength(4096, 'must not be longer than 4096 characters'),
  v.transform((text) => clean(text, 300) || null),
);

const host = v.pipe(
  v.string('must be text'),
  v.regex(/^(?=.{1,261}$)[a-z0-9]([a-z0-9.-]*[a-z0-9])?(:\d{1,5})?$/i, 'must be a host name with an optional port'),
  v.toLowerCase(),
);

const optional = <T extends v.GenericSchema>(schema: T) => v.optional(v.nullable(schema), null);

const Body = v.object(
  {
    tool: toolName,
    reason: optional(claim),
    account: optional(
      v.pipe(v.string('must be text'), v.minLength(1, 'must not be empty'), v.maxLength(200, 'is too long')),
    ),
    server: optional(
      v.pipe(
        v.string('must be text'),
        v.maxLength(2048, 'is too long'),
        v.url('must be an address such as https://login.example.org'),
      ),
    ),
    host: optional(host),
    minValid: v.optional(
      v.pipe(
        v.number('must be a number of seconds'),
        v.finite('must be finite'),
        v.minValue(0, 'must not be negative'),
        v.maxValue(LONGEST_MIN_VALID_S, `must not be more than ${LONGEST_MIN_VALID_S} seconds`),
      ),
      DEFAULT_MIN_VALID_S,
    ),
    startedBy: optional(claim),
    folder: optional(claim),
  },
  'must be a JSON object',
);

/** The request that a body makes, or a sentence that names the field and the rule. Unknown fields are ignored. */
export function parseTokenRequest(body: unknown): TokenRequest | { readonly problem: string } {
  const parsed = v.safeParse(Body, body);
  if (!parsed.success) {
    const [issue] = parsed.issues;
    const field = v.getDotPath(issue);
    if (field === null) return { problem: 'The body must be a JSON object.' };
    return { problem: `The field ${field} ${/^(must|is)\b/.test(issue.message) ? issue.message : 'is missing'}.` };
  }
  const { minValid, ...request } = parsed.output;
  return { ...request, minValidMs: minValid * 1000 };
}
