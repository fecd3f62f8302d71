/** electron-builder's hook. On Linux, the launcher gets the executable's name. */
import { chmod, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type AfterPackContext, LinuxPackager } from 'electron-builder';
import { launcherText } from './launcher.ts';

/** One packager handles every architecture, so change it only once. */
const changed = new WeakSet<object>();

/**
 * electron-builder flips the fuses after this hook, and finds the executable by its name, so the launcher gets the name after
 * that. Chromium finds the executable's own files by its location, which stays the same.
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
