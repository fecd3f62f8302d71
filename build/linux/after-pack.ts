/** electron-builder's hook: on Linux the launcher takes the executable's name. */
import { chmod, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type AfterPackContext, LinuxPackager } from 'electron-builder';
import { launcherText } from './launcher.ts';

/** A packager serves every architecture, and is changed once. */
const changed = new WeakSet<object>();

/**
 * The fuses are flipped after this hook, in the executable, which is looked for by its name: only then may the launcher have it.
 * Chromium finds the executable's own files by its location, which stays the same.
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
