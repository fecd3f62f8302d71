/**
 * `node test/package/sbom.ts LICENCES… < VERSIONS`: writes the bill of materials of what was just built to stdout.
 * LICENCES: the bundler's lists. VERSIONS: `process.versions` of the Electron that is packed, as JSON.
 */
import { readFileSync } from 'node:fs';
import { billOfMaterials } from './bill-of-materials.ts';

const files = process.argv.slice(2);
if (files.length === 0) {
  console.error('usage: node test/package/sbom.ts LICENCES… < VERSIONS');
  process.exit(64);
}
const json = (file: string | number) => JSON.parse(readFileSync(file, 'utf8'));
const root = (file: string) => new URL(`../../${file}`, import.meta.url).pathname;
const bill = billOfMaterials({
  app: json(root('package.json')),
  licences: files.map((file) => readFileSync(file, 'utf8')),
  lock: json(root('package-lock.json')),
  versions: json(0),
  assets: ['@fontsource/atkinson-hyperlegible-mono'],
});
process.stdout.write(`${JSON.stringify(bill, null, 2)}\n`);
