/** `node test/package/check-sbom.ts BILL ASAR`: prints where a bill of materials and an archive differ; exit code 1 if they do. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { checkBill } from './bundled.ts';

const [bill, asar] = process.argv.slice(2);
if (!bill || !asar) {
  console.error('usage: node test/package/check-sbom.ts BILL ASAR');
  process.exit(64);
}
const wrongs = checkBill(
  JSON.parse(readFileSync(bill, 'utf8')),
  asar,
  fileURLToPath(new URL('../../', import.meta.url)),
);
console.log(`${bill}: ${wrongs.length} differences from ${asar}`);
for (const wrong of wrongs) console.log(`  ${wrong}`);
if (wrongs.length > 0) process.exitCode = 1;
