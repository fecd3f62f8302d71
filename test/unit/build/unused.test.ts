/** Code of libraries that the bundles don't contain. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { withoutUnused } from '../../../build/unused.ts';

const VALIBOT = fileURLToPath(new URL('../../../node_modules/valibot', import.meta.url));

/** Null if nothing is replaced in this file. */
function changed(code: string, file: string) {
  const { transform } = withoutUnused();
  if (typeof transform !== 'function') throw new TypeError('it transforms');
  // The plugin needs neither the bundler's context nor its options.
  const result = transform.call({} as never, code, file, {} as never);
  return result as { readonly code: string } | null;
}

it('valibot’s schemas get no object for other libraries, from the file that its package gives to a bundler', () => {
  const { exports } = JSON.parse(readFileSync(join(VALIBOT, 'package.json'), 'utf8'));
  const file = join(VALIBOT, exports['.'].import.default);
  expect(changed(readFileSync(file, 'utf8'), file)?.code).toContain(
    'function _standardSchema(schema) { return schema;',
  );
});

it('a library that no longer has the code to replace fails the build', () => {
  const file = '/app/node_modules/valibot/dist/index.mjs';
  expect(() => changed('function standardSchema(schema) {', file)).toThrow(/valibot\/dist\/index\.mjs, which had it$/);
});

it('other files stay as they are', () => {
  expect(changed('function _standardSchema(schema) {', '/app/main/index.ts')).toBeNull();
});
