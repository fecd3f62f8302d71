/**
 * Removes code of the libraries from the bundles that only unused options would reach, or that costs time at every start. The
 * replacements throw an error if they are used after all, so that such an option fails in every test instead of silently.
 */
import type { Plugin } from 'vite';

const ADAPTERS = `export default { getAdapter(adapter) {
  if (typeof adapter !== 'function') throw new Error('the bundle has no adapters of axios');
  return adapter;
} };`;

/** The imports to replace, by the importing package, each with the source that replaces it. */
const UNUSED: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  // Requests use the app's own adapter, so axios needs neither its adapters nor its code for browsers and Node.
  axios: {
    './adapters/adapters.js': ADAPTERS,
    '../adapters/adapters.js': ADAPTERS,
    './node/index.js': 'export default { classes: {} };',
    '../platform/node/classes/FormData.js': 'export default null;',
    '../platform/node/classes/Buffer.js': 'export default null;',
  },
  // conf, a dependency of electron-store, compiles a JSON schema and runs migrations. The vault does its own validation.
  conf: {
    'ajv/dist/2020.js': `export class Ajv2020 { constructor() { throw new Error('the bundle has no schema compiler'); } }`,
    'ajv-formats': 'export default {};',
    semver: `const none = () => { throw new Error('the bundle has no migrations'); };
export default { valid: none, gt: none, lte: none, satisfies: none, minVersion: none, compare: none };`,
  },
};

/** The crypto functions for conf. It reads what it has just written, and would derive the same key again, which takes 4 ms. */
const CRYPTO_OF_CONF = `import { createCipheriv, createDecipheriv, pbkdf2Sync, randomBytes } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
let last = { of: [], key: null };
function derive(secret, salt, ...rest) {
  const of = [Buffer.from(secret), Buffer.from(salt), ...rest];
  if (!isDeepStrictEqual(last.of, of)) last = { of, key: pbkdf2Sync(...of) };
  return last.key;
}
export default { createCipheriv, createDecipheriv, randomBytes, pbkdf2Sync: derive };`;

/** axios reads this when it is loaded, so Node would load undici and TLS (40 ms of CPU time). The app sends forms as text. */
const FORM_DATA = "typeof G.FormData !== 'undefined' ? G.FormData : undefined";

/** Node would load `navigator`, and axios would measure how long each request takes, which the app doesn't read. */
const NAVIGATOR = "(typeof navigator === 'object' && navigator) || undefined";
const PERFORMANCE = "typeof performance !== 'undefined' && utils.isFunction(performance.now)";

/** Each of valibot's schemas gets an object for other libraries, which the app doesn't use (60 kB of memory). */
const STANDARD_SCHEMA = 'function _standardSchema(schema) {';

/** This reads every property of `process`, and so opens the standard streams (4 ms of CPU time). The global is the same object. */
const PROCESS = "import process from 'node:process';";

/** What to replace in a file, and with what. */
const CHANGED: readonly (readonly [file: string, from: string, to: string])[] = [
  ['axios/lib/utils.js', FORM_DATA, 'undefined'],
  ['axios/lib/platform/common/utils.js', NAVIGATOR, 'undefined'],
  ['axios/lib/core/dispatchRequest.js', PERFORMANCE, 'false'],
  ['valibot/dist/index.mjs', STANDARD_SCHEMA, `${STANDARD_SCHEMA} return schema;`],
  ['conf/dist/source/index.js', "from 'node:crypto'", "from 'crypto-of-conf'"],
  ['conf/dist/source/index.js', PROCESS, ''],
  ['env-paths/index.js', PROCESS, ''],
  ['electron-store/index.js', PROCESS, ''],
  ['atomically/dist/constants.js', PROCESS, ''],
  ['stubborn-fs/dist/constants.js', PROCESS, ''],
];

/** A plugin that replaces all of these. */
export function withoutUnused(): Plugin {
  return {
    name: 'without-unused',
    enforce: 'pre',
    resolveId(id, importer) {
      if (id === 'crypto-of-conf') return '\0crypto-of-conf';
      const [, from = ''] = /node_modules\/([^/]+)\/(?!.*node_modules\/)/.exec(importer ?? '') ?? [];
      return UNUSED[from]?.[id] === undefined ? null : `\0unused/${from}/${id}`;
    },
    load(id) {
      const [, from = '', name = ''] = /^\0unused\/([^/]+)\/(.+)$/.exec(id) ?? [];
      return id === '\0crypto-of-conf' ? CRYPTO_OF_CONF : (UNUSED[from]?.[name] ?? null);
    },
    transform(code, id) {
      const changed = CHANGED.filter(([file]) => id.endsWith(`/node_modules/${file}`)).reduce(replaced, code);
      return changed === code ? null : { code: changed, map: null };
    },
  };
}

/** Throws if a new version of the library doesn't contain this code. */
function replaced(code: string, [file, from, to]: (typeof CHANGED)[number]): string {
  if (!code.includes(from)) throw new Error(`no ${from} in ${file}, which had it`);
  return code.replace(from, to);
}
