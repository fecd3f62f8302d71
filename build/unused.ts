/**
 * What the bundles leave out of the libraries: code that only options which the app does not use would reach, and what costs time
 * at every start. The replacements throw where they are used after all, so that such an option fails in every test and not in silence.
 */
import type { Plugin } from 'vite';

const ADAPTERS = `export default { getAdapter(adapter) {
  if (typeof adapter !== 'function') throw new Error('the bundle has no adapters of axios');
  return adapter;
} };`;

/** By the package that imports: what of its imports is replaced, and by which source. */
const UNUSED: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  // Requests go through an adapter of the app's own: without those of axios, and what else it knows of browsers and Node.
  axios: {
    './adapters/adapters.js': ADAPTERS,
    '../adapters/adapters.js': ADAPTERS,
    './node/index.js': 'export default { classes: {} };',
    '../platform/node/classes/FormData.js': 'export default null;',
    '../platform/node/classes/Buffer.js': 'export default null;',
  },
  // conf, of electron-store, compiles a JSON schema and runs migrations. The vault validates what it reads itself.
  conf: {
    'ajv/dist/2020.js': `export class Ajv2020 { constructor() { throw new Error('the bundle has no schema compiler'); } }`,
    'ajv-formats': 'export default {};',
    semver: `const none = () => { throw new Error('the bundle has no migrations'); };
export default { valid: none, gt: none, lte: none, satisfies: none, minVersion: none, compare: none };`,
  },
};

/** As conf uses it. It reads back what it has written, and would derive the same key from the same salt again, which takes 4 ms. */
const CRYPTO_OF_CONF = `import { createCipheriv, createDecipheriv, pbkdf2Sync, randomBytes } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
let last = { of: [], key: null };
function derive(secret, salt, ...rest) {
  const of = [Buffer.from(secret), Buffer.from(salt), ...rest];
  if (!isDeepStrictEqual(last.of, of)) last = { of, key: pbkdf2Sync(...of) };
  return last.key;
}
export default { createCipheriv, createDecipheriv, randomBytes, pbkdf2Sync: derive };`;

/** axios asks for it when it is loaded, for which Node loads undici and TLS: 40 ms of CPU time. Forms are sent as texts. */
const FORM_DATA = "typeof G.FormData !== 'undefined' ? G.FormData : undefined";

/** Replaces all of these. */
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
      if (id.endsWith('/node_modules/axios/lib/utils.js')) return replaced(code, FORM_DATA, 'undefined');
      if (id.endsWith('/node_modules/conf/dist/source/index.js'))
        return replaced(code, "from 'node:crypto'", "from 'crypto-of-conf'");
      return null;
    },
  };
}

/** Throws if a new version of the library is written in another way. */
function replaced(code: string, from: string, to: string) {
  if (!code.includes(from)) throw new Error(`no ${from} in a library that had it`);
  return { code: code.replace(from, to), map: null };
}
