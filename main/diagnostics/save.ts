/** Writes a report to a file of the user's choice, readable only by this user. */
import { open, rm } from 'node:fs/promises';

/** @param mayReplace whether the user confirmed to replace an existing file; if not, it rejects with EEXIST */
export async function saveReport(file: string, text: string, { mayReplace }: { readonly mayReplace: boolean }) {
  // Create a new file, because the old one may be accessible to others.
  if (mayReplace) await rm(file, { force: true });
  const handle = await open(file, 'wx', 0o600);
  try {
    await handle.writeFile(text);
    await handle.sync();
  } finally {
    await handle.close();
  }
}
