/** Writes a report to a file of the user's choice, readable only by this user. */
import { open, rm } from 'node:fs/promises';
import { writeAndClose } from '../files/durable.ts';

/** @param mayReplace whether the user confirmed to replace an existing file; if not, it rejects with EEXIST */
export async function saveReport(file: string, text: string, { mayReplace }: { readonly mayReplace: boolean }) {
  // Create a new file, because the old one may be accessible to others.
  if (mayReplace) await rm(file, { force: true });
  await writeAndClose(await open(file, 'wx', 0o600), text);
}
