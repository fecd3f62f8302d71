/** Copies of the list's entries, one beside each vault. They restore the accounts if the list is damaged or gone. */
import { readdir, rmdir } from 'node:fs/promises';
import { join } from 'node:path';
import * as v from 'valibot';
import type { AccountId } from '../../preload/api.ts';
import { exists, readIfExists, removeDurably, writeDurably } from '../files/durable.ts';

const FORMAT = 1;

const NAME = /^[0-9a-f]{16}-account$/;

const Copy = v.pipe(v.string(), v.parseJson(), v.object({ format: v.literal(FORMAT), account: v.unknown() }));

/** Whether the copy of the account with this vault is there but can't be read. */
export async function isCopyDamaged(folder: string, vault: string): Promise<boolean> {
  const path = join(folder, `${vault}-account`);
  return (await exists(path).catch(() => true)) && !v.is(Copy, await textIn(path));
}

async function textIn(path: string): Promise<string | null> {
  return (await readIfExists(path).catch(() => null))?.toString('utf8') ?? null;
}

/** @param folder the folder of the vaults */
export function accountCopiesIn(folder: string) {
  async function names(): Promise<readonly string[]> {
    const all = await readdir(folder).catch(() => []);
    return all.filter((name) => NAME.test(name)).sort();
  }

  return {
    /** The entries as written. Anything that is damaged or not a copy is skipped. */
    async read(): Promise<readonly unknown[]> {
      const entries: unknown[] = [];
      for (const name of await names()) {
        const copy = v.safeParse(Copy, await textIn(join(folder, name)));
        if (copy.success) entries.push(copy.output.account);
      }
      return entries;
    },
    /**
     * Makes these the only copies, durably. Writes only those that have changed. Anything that is damaged or not a copy stays,
     * because it may be all that is left of an account. Rejects with the system's error.
     */
    async write(entries: readonly { readonly id: AccountId }[]): Promise<void> {
      const wanted = new Map(
        entries.map((entry) => [`${entry.id}-account`, `${JSON.stringify({ format: FORMAT, account: entry })}\n`]),
      );
      for (const [name, text] of wanted)
        if ((await textIn(join(folder, name))) !== text) await writeDurably(join(folder, name), text);
      for (const name of await names())
        if (!wanted.has(name) && v.is(Copy, await textIn(join(folder, name)))) await removeDurably(join(folder, name));
      // This fails if anything else is in the folder.
      if (wanted.size === 0) await rmdir(folder).catch(() => undefined);
    },
  };
}
