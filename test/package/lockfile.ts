/** The packages in package-lock.json, with the fields that tests need. */

export interface Lock {
  /** By their folders from the root, such as `node_modules/a/node_modules/b`. The root itself is ''. */
  readonly packages: Readonly<Record<string, LockedPackage>>;
}

export interface LockedPackage {
  readonly version?: string;
  readonly resolved?: string;
  readonly integrity?: string;
  readonly license?: string;
  readonly link?: boolean;
  readonly inBundle?: boolean;
  readonly hasInstallScript?: boolean;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

/** The names of `packages` and of all that they need at run time. */
export function bundledWith(packages: readonly string[], lock: Lock): ReadonlySet<string> {
  const folders = new Set<string>();
  const add = (name: string, from: string) => {
    const folder = folderOf(name, from, lock);
    if (folder === null || folders.has(folder)) return;
    folders.add(folder);
    const { dependencies, optionalDependencies } = lock.packages[folder] ?? {};
    for (const needed of Object.keys({ ...dependencies, ...optionalDependencies })) add(needed, folder);
  };
  for (const name of packages) add(name, '');
  return new Set([...folders].map((folder) => folder.replace(/^.*node_modules\//, '')));
}

/** The folder in which Node finds `name` from a package's folder: its own, or one further up; null if it is not installed. */
function folderOf(name: string, from: string, lock: Lock): string | null {
  for (let at: string | null = from; at !== null; at = parentOf(at)) {
    const folder = `${at === '' ? '' : `${at}/`}node_modules/${name}`;
    if (folder in lock.packages) return folder;
  }
  return null;
}

function parentOf(folder: string): string | null {
  return folder === '' ? null : folder.slice(0, Math.max(0, folder.lastIndexOf('node_modules/') - 1));
}
