/** Reads and writes the user's settings file. Only one part writes it, because two would undo each other's changes. */
import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import * as v from 'valibot';
import { isProblem, type SettingProblem } from '../cli/flags.ts';
import { withoutBom } from '../files/bom.ts';
import { writeDurably } from '../files/durable.ts';
import { isObject } from '../oauth/protocol.ts';
import { sanitize } from '../oauth/sanitize.ts';
import { codeOf } from '../system/error-name.ts';
import { createSerialQueue } from '../time/serial-queue.ts';
import { SETTINGS } from './schema.ts';
import { fieldsOf } from './server-fields.ts';

const TEXT = v.optional(v.string('be text'));

/** `settings.json` in the profile. Users may edit it, and unknown fields are kept. */
const UserSettings = v.looseObject({
  ...fieldsOf(() => TEXT),
  ...v.partial(v.object(SETTINGS)).entries,
});
export type UserSettings = v.InferOutput<typeof UserSettings>;

/** Reads the user's settings. An unreadable or invalid file is a problem, and is not changed. */
export async function readUserSettings(profile: string): Promise<UserSettings | SettingProblem> {
  const file = settingsFileIn(profile);
  let text: string;
  try {
    // Reading a pipe could block forever.
    if (!(await stat(file)).isFile()) return { setting: file, must: 'be a readable file' };
    // Some editors on Windows write a byte order mark, which isn't valid in JSON.
    text = withoutBom(await readFile(file, 'utf8'));
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return {};
    return { setting: file, must: 'be a readable file' };
  }
  const json = v.safeParse(v.pipe(v.string(), v.parseJson(), v.custom(isObject), UserSettings), text);
  if (json.success) return json.output;
  const [{ path, message }] = json.issues;
  const name = path?.map((part) => String(part.key)).join('.');
  return { setting: name ? `${name} in ${file}` : file, must: name ? message : 'contain a JSON object' };
}

/** Longer than any field's name. */
const LONGEST_NAME = 80;

/** The names of fields that have no effect, because users misspelled them or another version wrote them. */
export function unknownFields(settings: UserSettings): readonly string[] {
  const unknown = Object.keys(settings).filter((name) => !Object.hasOwn(UserSettings.entries, name));
  return unknown.map((name) => sanitize(name, LONGEST_NAME));
}

/** Writes the user's settings durably. */
export async function writeUserSettings(profile: string, settings: UserSettings): Promise<void> {
  await writeDurably(settingsFileIn(profile), `${JSON.stringify(settings, null, 2)}\n`);
}

/** The path of the user's settings file. */
export function settingsFileIn(profile: string): string {
  return join(profile, 'settings.json');
}

export type UserFile = ReturnType<typeof createUserFile>;

/** Access to the settings file. */
interface UserFileAccess {
  /** Reads the file, which a user may have edited while the app runs. */
  read(): Promise<UserSettings | SettingProblem>;
  /** Writes all settings durably. */
  write(settings: UserSettings): Promise<void>;
}

/** @param first the file's content at the start */
export function createUserFile(first: UserSettings, file: UserFileAccess) {
  const turn = createSerialQueue();
  let settings = first;
  return {
    current: () => settings,
    /** Changes these fields durably. Rejects with the system's error, and nothing has changed then. */
    change: (changes: UserSettings): Promise<void> =>
      turn(async () => {
        const existing = await file.read();
        // Don't overwrite an invalid file, because a user may have written it.
        if (isProblem(existing)) throw new Error(`${existing.setting} must ${existing.must}`);
        const wanted = { ...existing, ...changes };
        await file.write(wanted);
        settings = wanted;
      }),
  };
}
