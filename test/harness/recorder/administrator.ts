/** Another file in the place of the administrator's: only root could put one there, and it would hold for all of this machine. */
import files from 'node:fs/promises';
import { syncBuiltinESMExports } from 'node:module';
import { dirname } from 'node:path';
import { policyPath } from '../../../main/settings/policy/path.ts';

/** From now on `instead` and its folder are what the app finds there, as root's own. */
export function takeAdministratorsFile(instead: string): void {
  const { file } = policyPath(process.platform);
  const places = new Map([
    [file, instead],
    [dirname(file), dirname(instead)],
  ]);
  const placeOf = (path: unknown) => (typeof path === 'string' ? places.get(path) : undefined);
  // By their present values: what is imported by its name follows what is set here.
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
