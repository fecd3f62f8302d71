/** English: newer versions of the program. */
import type { Messages } from './messages.ts';

export const enUpdates: Messages['updates'] = {
  title: 'Updates',
  look: 'Look for updates',
  daily: 'Companion looks for updates once a day.',
  looking: 'Looking for updates…',
  newest: 'This is the newest version.',
  couldNotLook: 'Could not look for updates. Companion tries again tomorrow; you can also look again now.',
  toGet: (version) => `There is a new version of Companion: ${version}.`,
  downloading: (version) => `Version ${version} is being downloaded.`,
  notDownloaded: (version) =>
    `Version ${version} could not be downloaded. Companion tries again tomorrow; you can also look again now.`,
  toInstall: (version) => `Version ${version} of Companion is ready. It is installed when you quit.`,
  byAdministrator: 'Your administrator takes care of updates.',
  get: 'Get it',
  restart: 'Restart now',
  later: 'Later',
  menuGet: (version) => `Get version ${version}…`,
  menuRestart: (version) => `Restart with version ${version}`,
};
