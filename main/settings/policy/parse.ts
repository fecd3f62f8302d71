/** Validates an administrator's file strictly, because a misspelled field would silently have no effect. */
import * as v from 'valibot';
import { withoutBom } from '../../files/bom.ts';
import { isObject } from '../../oauth/protocol.ts';
import { FAIL_CLOSED } from './fail-closed.ts';
import { type Position, readPositions } from './json-positions.ts';
import { FIELDS, NETWORK, type Policy, PolicySchema, type PolicySettings } from './schema.ts';

/** The settings in a file; if it has problems, only the valid ones. */
type Parsed =
  /** `at`: the syntax error, or the value that is not an object. */
  | { readonly kind: 'not-json'; readonly rule: string; readonly at: Position }
  | { readonly kind: 'object'; readonly managed: PolicySettings; readonly wrong: readonly WrongField[] };

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
  const parsed = v.safeParse(PolicySchema, json.output);
  if (parsed.success) return { kind: 'object', managed: parsed.output, wrong: [] };
  const wrong = parsed.issues.map(({ path = [], message }) => ({
    path: path.map(({ key }) => String(key)),
    rule: `must ${message}`,
  }));
  const isWrong = new Set(wrong.map(({ path }) => path[0]));
  const right = Object.entries(json.output).filter(([field]) => Object.hasOwn(FIELDS, field) && !isWrong.has(field));
  return { kind: 'object', managed: v.parse(PolicySchema, Object.fromEntries(right)), wrong };
}

function notJson(text: string): Parsed {
  const found = readPositions(text);
  const { problem, at } = 'problem' in found ? found : { problem: 'opening brace expected', at: found.start };
  return { kind: 'not-json', rule: `must contain a JSON object: ${problem}`, at };
}

/** @param text the file's content */
export function parsePolicy(file: string, text: string): Policy {
  const parsed = parse(text);
  if (parsed.kind === 'not-json') {
    const { line, column } = parsed.at;
    const rule = `${parsed.rule} in line ${line}, column ${column}`;
    return {
      file,
      managed: FAIL_CLOSED,
      problem: { file, why: 'not-json', field: null, rule },
      serverIsCertain: false,
    };
  }
  const { managed, wrong } = parsed;
  const [first] = wrong;
  if (!first) return { file, managed, problem: null, serverIsCertain: true };
  const isWrong = new Set(wrong.map(({ path }) => path[0]));
  return {
    file,
    managed: { ...FAIL_CLOSED, ...managed },
    problem: { file, why: 'wrong-field', field: first.path.join('.') || null, rule: first.rule },
    serverIsCertain:
      (managed.serverUrl !== undefined || managed.accounts !== undefined) &&
      !Object.keys(NETWORK).some((name) => isWrong.has(name)),
  };
}
