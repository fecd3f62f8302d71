/**
 * Removes code from libraries that only options the app doesn't use would reach. The replacements throw if they are used, so that
 * such an option fails in tests instead of silently.
 */
import type { Plugin } from 'vite';

/** The replaced imports of each package, with their source code. */
const UNUSED: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  // conf, used by electron-store, compiles a JSON schema and runs migrations. The vault validates what it reads itself.
  conf: {
    'ajv/dist/2020.js': `export class Ajv2020 { constructor() { throw new Error('the bundle has no schema compiler'); } }`,
    'ajv-formats': 'export default {};',
    semver: `const none = () => { throw new Error('the bundle has no migrations'); };
export default { valid: none, gt: none, lte: none, satisfies: none, minVersion: none, compare: none };`,
  },
};

/** The Vite plugin that replaces these imports. */
export function withoutUnused(): Plugin {
  return {
    name: 'without-unused',
    enforce: 'pre',
    resolveId(id, importer) {
      const [, from = ''] = /node_modules\/([^/]+)\/(?!.*node_modules\/)/.exec(importer ?? '') ?? [];
      return UNUSED[from]?.[id] === undefined ? null : `\0unused/${from}/${id}`;
    },
    load(id) {
      const [, from = '', name = ''] = /^\0unused\/([^/]+)\/(.+)$/.exec(id) ?? [];
      return UNUSED[from]?.[name] ?? null;
    },
  };
}
