/** Reports unknown fields of the settings file. That is no error, because another version may use them. */
import { settingsFileIn } from '../../settings/user-settings.ts';

/** @param profile the profile's folder */
export function noteUnknownSettings(profile: string, names: readonly string[]): void {
  if (names.length > 0)
    process.stderr.write(`Unknown and ignored in ${settingsFileIn(profile)}: ${names.join(', ')}.\n`);
}
