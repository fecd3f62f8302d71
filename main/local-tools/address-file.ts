/**
 * The file that holds the API's address, so callers don't have to compute its path. Only this user can read it, and each response
 * repeats its second line, which proves to callers that this app has responded.
 */
import { rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { makeFolderDurably, openNew } from '../files/durable.ts';

/** The response header that repeats the file's second line, which identifies the run of the app. */
export const INSTANCE_HEADER = 'Companion-Instance';

/** Writes the file. Never rejects; without the file, callers need the app's executable. */
export async function writeAddress(profile: string, socket: string, instance: string): Promise<void> {
  const file = addressFile(profile);
  try {
    await makeFolderDurably(dirname(file));
    const handle = await openNew(file);
    try {
      await handle.writeFile(`${socket}\n${instance}\n`);
    } finally {
      await handle.close();
    }
  } catch {
    // Not reported: if a problem also prevents the socket, that is reported.
  }
}

/** Removes the file when no one listens any more. Never rejects. */
export async function removeAddress(profile: string): Promise<void> {
  await rm(addressFile(profile)).catch(() => undefined);
}

function addressFile(profile: string): string {
  return join(profile, 'api', 'address');
}
