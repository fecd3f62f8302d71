/** `node test/package/check.ts ASAR…`: prints what doesn't belong in each package; exit code 1 if anything. */
import { checkPackage, filesOf } from './contents.ts';

const asars = process.argv.slice(2);
if (asars.length === 0) {
  console.error('usage: node test/package/check.ts ASAR…');
  process.exit(64);
}
for (const asar of asars) {
  const wrongs = checkPackage(asar);
  console.log(`${asar}: ${filesOf(asar).length} files, ${wrongs.length} wrong`);
  for (const wrong of wrongs) console.log(`  ${wrong}`);
  if (wrongs.length > 0) process.exitCode = 1;
}
