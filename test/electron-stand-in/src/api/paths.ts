/** `app.getPath` and `app.setPath`. */
import { homedir, tmpdir } from 'node:os';
import { isAbsolute, join } from 'node:path';
import type Electron from 'electron';

export type PathName = Parameters<Electron.App['getPath']>[0];

export interface Paths {
  get(name: PathName): string;
  set(name: string, path: string): void;
}

/** The folders of an app. Its name may change until they are first requested. */
export function createPaths(appName: () => string, executable: string): Paths {
  const chosen = new Map<string, string>();

  function standard(name: PathName): string {
    switch (name) {
      case 'home':
        return homedir();
      case 'appData':
        return process.env['XDG_CONFIG_HOME'] || join(homedir(), '.config');
      case 'userData':
        return join(get('appData'), appName());
      case 'sessionData':
        return get('userData');
      case 'logs':
        return join(get('userData'), 'logs');
      case 'crashDumps':
        return join(get('userData'), 'Crashpad');
      case 'temp':
        return tmpdir();
      case 'exe':
      case 'module':
        return executable;
      case 'desktop':
      case 'documents':
      case 'downloads':
      case 'music':
      case 'pictures':
      case 'videos':
        return join(homedir(), name.charAt(0).toUpperCase() + name.slice(1));
      default:
        throw new Error(`Failed to get '${name}' path`);
    }
  }

  const get = (name: PathName): string => chosen.get(name) ?? standard(name);

  return {
    get,
    set(name, path) {
      if (!isAbsolute(path)) throw new Error('Path must be absolute');
      chosen.set(name, path);
    },
  };
}
