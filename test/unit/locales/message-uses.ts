/** Finds the messages that the app's source reads, by the names in the code. */
import type { ESTree } from 'vite';
import { parseSync, Visitor } from 'vite';
import type { Source } from '../sources.ts';

/** The members that a file reads, as in `awaiting.title` or `const { title } = awaiting`. */
export interface Uses {
  /** Each member, in the form `awaiting.title`. */
  readonly reads: ReadonlySet<string>;
  /** Objects with computed access, as in `whyNoResponse[why]`. */
  readonly tables: ReadonlySet<string>;
  readonly names: ReadonlySet<string>;
}

export function usesIn({ file, text, names }: Source): Uses {
  const reads = new Set<string>();
  const tables = new Set<string>();
  const readPattern = (pattern: ESTree.ObjectPattern, of: string | null) => {
    for (const property of pattern.properties) {
      if (property.type !== 'Property' || property.key.type !== 'Identifier') continue;
      if (of) reads.add(`${of}.${property.key.name}`);
      if (property.value.type === 'ObjectPattern') readPattern(property.value, property.key.name);
    }
  };
  new Visitor({
    MemberExpression({ object, property, computed }) {
      const of = lastName(object);
      if (of && computed) tables.add(of);
      else if (of && property.type === 'Identifier') reads.add(`${of}.${property.name}`);
    },
    // If a table is passed on, its recipient reads all of it.
    JSXExpressionContainer({ expression }) {
      if (expression.type === 'MemberExpression' && expression.property.type === 'Identifier')
        tables.add(expression.property.name);
    },
    // The same is true for a table that is spread into another.
    SpreadElement({ argument }) {
      if (argument.type === 'MemberExpression' && argument.property.type === 'Identifier')
        tables.add(argument.property.name);
    },
    VariableDeclarator({ id, init }) {
      if (id.type === 'ObjectPattern') readPattern(id, init && lastName(init));
    },
    ObjectPattern: (pattern) => readPattern(pattern, null),
  }).visit(parseSync(file, text).program);
  return { reads, tables, names };
}

/**
 * Whether one of the files reads a message: by its own name and its section's, or by looking something up in the section,
 * which may read all of it.
 */
export function isUsed(path: readonly string[], uses: readonly Uses[]): boolean {
  const [key = '', section = key] = path.toReversed();
  return uses.some(({ tables, names }) => tables.has(section) || (names.has(key) && names.has(section)));
}

function lastName(expression: ESTree.Expression | ESTree.Super): string | null {
  if (expression.type === 'Identifier') return expression.name;
  // `words().title`
  if (expression.type === 'CallExpression') return lastName(expression.callee);
  return expression.type === 'MemberExpression' && expression.property.type === 'Identifier'
    ? expression.property.name
    : null;
}
