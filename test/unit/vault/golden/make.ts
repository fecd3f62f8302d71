/**
 * Makes the golden vaults of the current format version: `npx node test/unit/vault/golden/make.ts`, once, after FORMAT in
 * main/vault/format.ts was raised. It never overwrites a version: those bytes stand for what users have on their disks.
 */
import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { registerHooks } from 'node:module';

// electron-store imports `electron`, whose npm package tries a download when it is imported.
const stub = new URL('../../electron-stub.ts', import.meta.url).href;
registerHooks({
  resolve: (name, context, next) =>
    name === 'electron' ? { url: stub, format: 'module-typescript', shortCircuit: true } : next(name, context),
});

const { FORMAT } = await import('../../../../main/vault/format.ts');
const { GOLDEN_VAULTS, goldenFolder } = await import('./cases.ts');
const { profile } = await import('../world.ts');

if (existsSync(goldenFolder(FORMAT))) {
  console.error(`Format ${FORMAT} has its golden vaults already. A change of the format needs a new version of it.`);
  process.exit(1);
}
for (const { name, make } of GOLDEN_VAULTS) {
  const folder = goldenFolder(FORMAT, name);
  await mkdir(folder, { recursive: true });
  await make(await profile(undefined, folder));
}
