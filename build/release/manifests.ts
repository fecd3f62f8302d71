/**
 * `node build/release/manifests.ts SHA256SUMS COMMIT DATE FOLDER`: writes the manifests of this version for winget, Homebrew
 * and Flathub into the folder. SHA256SUMS: the checksums of the release's files. COMMIT, DATE: of the tag, as
 * `git log -1 --format='%H %cs'` prints them. UPDATE_FEED: as in the build. Sends nothing anywhere.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { flathubFiles } from './flathub.ts';
import { homebrewCask } from './homebrew.ts';
import { readOwner } from './owner.ts';
import { readProduct } from './product.ts';
import { toYaml, wingetManifests } from './winget.ts';

const [sums, commit, date, folder] = process.argv.slice(2);
if (!sums || !commit || !date || !folder) {
  process.stderr.write('usage: node build/release/manifests.ts SHA256SUMS COMMIT DATE FOLDER\n');
  process.exit(64);
}
const product = readProduct(readOwner(), {
  sums: readFileSync(sums, 'utf8'),
  commit,
  date,
  updatesItself: !!process.env['UPDATE_FEED'],
});
const winget = Object.entries(wingetManifests(product)).map(([name, manifest]) => [name, toYaml(manifest)] as const);
const files: readonly (readonly [path: string, text: string])[] = [
  ...winget.map(([name, text]) => [join('winget', name), text] as const),
  [join('homebrew', `${product.name}.rb`), homebrewCask(product)],
  ...Object.entries(flathubFiles(product)).map(([name, text]) => [join('flathub', name), text] as const),
];
for (const [path, text] of files) {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), text);
}
