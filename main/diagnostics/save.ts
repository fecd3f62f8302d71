/** Writes a report to a file of the user's choice that no other user can read. */
import { open, rm } from 'node:fs/promises';

/** `mayReplace`: the user confirmed that an existing file may be replaced. Rejects with the system's error, EEXIST without that. */
export async function saveReport(file: string, text: string, { mayReplace }: { readonly mayReplace: boolean }) {
  // A new file in place of the old one, which may have been open to others.
  if (mayReplace) await rm(file, { force: true });
  const handle = await open(file, 'wx', 0o600);
  try {
    await handle.writeFile(text);
    await handle.sync();
  } finally {
    await handle.close();
  }
}
