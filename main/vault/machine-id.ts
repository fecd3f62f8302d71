/** Tells one computer from another, so that a copied profile is noticed (a copied token would sign both out). */
import { createHmac } from 'node:crypto';
import { readFile } from 'node:fs/promises';

/** machine-id(5); older systems have it with D-Bus. */
const FILES = ['/etc/machine-id', '/var/lib/dbus/machine-id'];

/** This computer's id; null where there is none to be had without starting another program (macOS, Windows). */
export async function machineId(files: readonly string[] = FILES): Promise<string | null> {
  for (const file of files) {
    const id = await readFile(file, 'utf8').catch(() => '');
    // During the first boot the file may say `uninitialized`.
    if (/^[\da-f]{32}\n?$/.test(id)) return id.trim();
  }
  return null;
}

/** machine-id(5) asks for the id to be kept from view: only a hash that is of use to nobody else leaves memory. */
export function hashedMachineId(id: string): string {
  return createHmac('sha256', id).update('transparenc-companion vault').digest('hex');
}
