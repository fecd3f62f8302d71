/** electron-builder's hook: on Linux, gives the launcher the executable's name. */
import { chmod, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type AfterPackContext, LinuxPackager } from 'electron-builder';
import { launcherText } from './launcher.ts';

/** A packager handles all architectures, but must be changed only once. */
const changed = new WeakSet<object>();

/**
 * The fuses are set after this hook in the executable, which is found by its name, so the launcher may take the name only then.
 * Chromium finds its files by the executable's folder, which doesn't change.
 */
export default async function afterPack({ packager }: AfterPackContext): Promise<void> {
  if (!(packager instanceof LinuxPackager) || changed.has(packager)) return;
  changed.add(packager);
  const addFuses = packager.addElectronFuses.bind(packager);
  packager.addElectronFuses = async (context, fuses) => {
    const flipped = await addFuses(context, fuses);
    const executable = join(context.appOutDir, packager.executableName);
    await rename(executable, `${executable}.bin`);
    await writeFile(executable, await launcherText());
    await chmod(executable, 0o755);
    return flipped;
  };
}
