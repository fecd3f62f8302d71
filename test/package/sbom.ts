/**
 * `node test/package/sbom.ts CREDITS LICENCES… < VERSIONS`: writes the bill of materials of what was just built to stdout.
 * CREDITS: LICENSES.chromium.html of the Electron that is packed. LICENCES: the bundler's lists. VERSIONS: that Electron's
 * `process.versions`, as JSON.
 */
import { readFileSync } from 'node:fs';
import { readOwner } from '../../build/release/owner.ts';
import { billOfMaterials } from './bill-of-materials.ts';

const [credits, ...files] = process.argv.slice(2);
if (credits === undefined || files.length === 0) {
  console.error('usage: node test/package/sbom.ts CREDITS LICENCES… < VERSIONS');
  process.exit(64);
}
const json = (file: string | number) => JSON.parse(readFileSync(file, 'utf8'));
const root = (file: string) => new URL(`../../${file}`, import.meta.url).pathname;
const bill = billOfMaterials({
  app: json(root('package.json')),
  licenses: files.map((file) => readFileSync(file, 'utf8')),
  lock: json(root('package-lock.json')),
  versions: json(0),
  assets: ['@fontsource/atkinson-hyperlegible-mono'],
  credits: readFileSync(credits, 'utf8'),
  owner: readOwner(),
});
process.stdout.write(`${JSON.stringify(bill, null, 2)}\n`);
