/** Replaces the administrator's file: only root could write the real one, and it would apply to this whole computer. */
import files from 'node:fs/promises';
import { syncBuiltinESMExports } from 'node:module';
import { dirname } from 'node:path';
import { policyPath } from '../../../main/settings/policy/path.ts';

/** From now on, the app finds `instead` and its folder there, owned by root. */
export function takeAdministratorsFile(instead: string): void {
  const { file } = policyPath(process.platform);
  const places = new Map([
    [file, instead],
    [dirname(file), dirname(instead)],
  ]);
  const placeOf = (path: unknown) => (typeof path === 'string' ? places.get(path) : undefined);
  // Keep the original functions, because named imports will see the replacements.
  const { lstat, readFile } = files;
  Object.assign(files, {
    async lstat(...args: Parameters<typeof lstat>) {
      const place = placeOf(args[0]);
      return place === undefined ? lstat(...args) : Object.assign(await lstat(place), { uid: 0 });
    },
    readFile: (...[path, options]: Parameters<typeof readFile>) => readFile(placeOf(path) ?? path, options),
  });
  syncBuiltinESMExports();
}
