/**
 * The file by which callers find the API without knowing how its path is made, and by which they are certain that this app
 * has responded: only this user can read it, and each response repeats its second line.
 */
import { rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { makeFolder, openNew } from '../files/durable.ts';

/** Which run of the app serves: the response header that repeats the second line. */
export const INSTANCE_HEADER = 'Companion-Instance';

/** Writes the file. Never rejects: without it callers need the app's executable. */
export async function writeAddress(profile: string, socket: string, instance: string): Promise<void> {
  const file = addressFile(profile);
  try {
    await makeFolder(dirname(file));
    const handle = await openNew(file);
    try {
      await handle.writeFile(`${socket}\n${instance}\n`);
    } finally {
      await handle.close();
    }
  } catch {
    // If something is in its way, it is reported only if it also keeps the app from its socket.
  }
}

/** Removes the file: no one listens any more. Never rejects. */
export async function removeAddress(profile: string): Promise<void> {
  await rm(addressFile(profile), { force: true }).catch(() => undefined);
}

function addressFile(profile: string): string {
  return join(profile, 'api', 'address');
}
