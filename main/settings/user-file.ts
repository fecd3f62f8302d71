/** The user's settings file while the app runs. One writer: two would undo each other's changes. */

import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import * as v from 'valibot';
import { isProblem, type SettingProblem } from '../cli/flags.ts';
import { withoutBom } from '../files/bom.ts';
import { writeDurably } from '../files/durable.ts';
import { isObject } from '../oauth/protocol.ts';
import { codeOf } from '../system/error-name.ts';
import { createSerialQueue } from '../time/serial-queue.ts';
import { SETTINGS } from './schema.ts';

const TEXT = v.optional(v.string('be text'));

/** `settings.json` in the profile, written by the window or by a user with an editor. Other fields in it are kept. */
const UserSettings = v.looseObject({
  serverUrl: TEXT,
  clientId: TEXT,
  scope: TEXT,
  deviceAuthorizationPath: TEXT,
  tokenPath: TEXT,
  ...v.partial(v.object(SETTINGS)).entries,
});
export type UserSettings = v.InferOutput<typeof UserSettings>;

/** Reads the user's settings. A file that cannot be read or understood is a problem by its name, and stays as it is. */
export async function readUserSettings(profile: string): Promise<UserSettings | SettingProblem> {
  const file = join(profile, SETTINGS_FILE);
  let text: string;
  try {
    // A pipe would be waited for, without end.
    if (!(await stat(file)).isFile()) return { setting: file, must: 'be a readable file' };
    // Editors on Windows begin a file with a byte order mark, which is no JSON.
    text = withoutBom(await readFile(file, 'utf8'));
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return {};
    return { setting: file, must: 'be a readable file' };
  }
  const json = v.safeParse(v.pipe(v.string(), v.parseJson(), v.custom(isObject), UserSettings), text);
  if (json.success) return json.output;
  const [{ path, message }] = json.issues;
  const name = path?.map((part) => String(part.key)).join('.');
  return { setting: name ? `${name} in ${file}` : file, must: name ? message : 'hold a JSON object' };
}

/** Writes the user's settings, whole and durably. */
export async function writeUserSettings(profile: string, settings: UserSettings): Promise<void> {
  await writeDurably(join(profile, SETTINGS_FILE), `${JSON.stringify(settings, null, 2)}\n`);
}

const SETTINGS_FILE = 'settings.json';

export interface UserFile {
  current(): UserSettings;
  /** Changes these fields; durable when it resolves. Rejects with the system's error, and nothing is changed then. */
  change(changes: UserSettings): Promise<void>;
}

/** The file of the settings. */
export interface UserFileAccess {
  /** As it is now: a user may have edited it while the app runs. */
  read(): Promise<UserSettings | SettingProblem>;
  /** Puts all of them on the disk, whole and durably. */
  write(settings: UserSettings): Promise<void>;
}

/** @param first what the file held at start */
export function createUserFile(first: UserSettings, file: UserFileAccess): UserFile {
  const turn = createSerialQueue();
  let settings = first;
  return {
    current: () => settings,
    change: (changes) =>
      turn(async () => {
        const there = await file.read();
        // Keep what can't be read: a user may have written it.
        if (isProblem(there)) throw new Error(`${there.setting} must ${there.must}`);
        const wanted = { ...there, ...changes };
        await file.write(wanted);
        settings = wanted;
      }),
  };
}
