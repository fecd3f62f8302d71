/**
 * Remembers for later runs whether the user postponed an update or was notified of it.
 * Errors are ignored, because it's not essential.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import * as v from 'valibot';
import type { Postponed } from './schedule.ts';

const Remembered = v.object({
  postponed: v.nullable(v.object({ version: v.string(), day: v.string() })),
  /** The last version that a notification announced. */
  notified: v.nullable(v.string()),
});

export type UpdateRecord = ReturnType<typeof openUpdateRecord>;

/** @param file the path of the record */
export function openUpdateRecord(file: string) {
  let known = read(file);
  return {
    postponed: (): Postponed | null => known.postponed,
    notified: () => known.notified,
    remember(changes: Partial<v.InferOutput<typeof Remembered>>): void {
      known = { ...known, ...changes };
      try {
        writeFileSync(file, JSON.stringify(known), { mode: 0o600 });
      } catch {
        // The values then last only until the app quits.
      }
    },
  };
}

function read(file: string): v.InferOutput<typeof Remembered> {
  try {
    return v.parse(Remembered, JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    return { postponed: null, notified: null };
  }
}
