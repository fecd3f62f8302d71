/** Reads the app's source for the architecture rules. */
import { globSync, readFileSync } from 'node:fs';
import { posix } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseSync, Visitor } from 'vite';

const root = fileURLToPath(new URL('../../', import.meta.url));

/** One import of a file. */
export interface Import {
  /** A path from the project's root, the name of a package, or a Node module. */
  readonly of: string;
  readonly type: boolean;
  /** Loaded only when that code runs. */
  readonly lazy: boolean;
}

export interface Source {
  readonly file: string;
  readonly text: string;
  /** Re-exports, `import()`, and `process.getBuiltinModule` of a module that stands there by name, too. */
  readonly imports: readonly Import[];
  /** Every identifier, so that comments and strings do not count. */
  readonly names: ReadonlySet<string>;
  /** Identifiers that don't follow a dot: variables, parameters, globals. */
  readonly variables: ReadonlySet<string>;
}

/** Every file that matches the pattern, by its path from the root. Throws if one doesn't parse. */
export function readSources(pattern: string): readonly Source[] {
  return globSync(pattern, { cwd: root })
    .map((file) => parse(file.replaceAll('\\', '/')))
    .sort((a, b) => a.file.localeCompare(b.file));
}

/** A file's text, by its path from the root. */
export function readText(path: string): string {
  return readFileSync(root + path, 'utf8');
}

function parse(file: string): Source {
  const text = readText(file);
  const { module, program, errors } = parseSync(file, text);
  if (errors.length > 0) throw new Error(`${file}: ${errors[0]?.message}`);
  const names = new Set<string>();
  const variables = new Set<string>();
  const properties = new WeakSet<object>();
  const builtins: string[] = [];
  /** Calls that load such a module: equivalent to an import, but not a name that the rules forbid. */
  const takers = new WeakSet<object>();
  new Visitor({
    CallExpression({ callee, arguments: [module] }) {
      if (callee.type !== 'MemberExpression' || callee.property.type !== 'Identifier') return;
      if (callee.property.name !== 'getBuiltinModule' || module?.type !== 'Literal') return;
      builtins.push(String(module.value));
      takers.add(callee.property);
    },
    MemberExpression: ({ computed, property }) => void (computed || properties.add(property)),
    JSXIdentifier: ({ name }) => void names.add(name),
    Identifier(identifier) {
      if (takers.has(identifier)) return;
      names.add(identifier.name);
      if (!properties.has(identifier)) variables.add(identifier.name);
    },
  }).visit(program);
  const imports: Import[] = [
    ...module.staticImports.map(({ moduleRequest, entries }) => ({
      of: resolve(file, moduleRequest.value),
      type: entries.length > 0 && entries.every(({ isType }) => isType),
      lazy: false,
    })),
    ...module.staticExports.flatMap(({ entries }) =>
      entries.flatMap(({ moduleRequest, isType }) =>
        moduleRequest ? [{ of: resolve(file, moduleRequest.value), type: isType, lazy: false }] : [],
      ),
    ),
    ...module.dynamicImports.map(({ moduleRequest }) => ({
      of: resolve(file, text.slice(moduleRequest.start, moduleRequest.end).replace(/^['"`]|['"`]$/g, '')),
      type: false,
      lazy: true,
    })),
  ];
  imports.push(...builtins.map((module) => ({ of: resolve(file, module), type: false, lazy: true })));
  return { file, text, imports, names, variables };
}

/**
 * Resolves relative specifiers from the root, and packages to their names (`axios/x` to `axios`). Keeps Node's modules as they
 * are.
 */
function resolve(from: string, specifier: string): string {
  const path = specifier.replace(/\?.*$/, '');
  if (path.startsWith('.')) return posix.join(posix.dirname(from), path);
  if (path.startsWith('node:')) return path;
  return path.startsWith('@') ? path.split('/').slice(0, 2).join('/') : (path.split('/')[0] ?? path);
}
