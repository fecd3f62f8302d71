/** German: newer versions of the program. */
import type { Messages } from './messages.ts';

export const deUpdates: Messages['updates'] = {
  title: 'Aktualisierung',
  look: 'Nach Updates suchen',
  daily: 'Companion sucht einmal am Tag nach Updates.',
  looking: 'Updates werden gesucht …',
  newest: 'Das ist die neueste Version.',
  couldNotLook:
    'Nach Updates konnte nicht gesucht werden. Companion versucht es morgen wieder; Sie können auch jetzt noch einmal suchen.',
  toGet: (version) => `Es gibt eine neue Version von Companion: ${version}.`,
  downloading: (version) => `Version ${version} wird heruntergeladen.`,
  notDownloaded: (version) =>
    `Version ${version} konnte nicht heruntergeladen werden. Companion versucht es morgen wieder; Sie können auch jetzt noch einmal suchen.`,
  toInstall: (version) =>
    `Version ${version} von Companion ist bereit. Sie wird installiert, wenn Sie Companion beenden.`,
  byAdministrator: 'Um Updates kümmert sich Ihre IT-Abteilung.',
  get: 'Holen',
  restart: 'Jetzt neu starten',
  later: 'Später',
  menuGet: (version) => `Version ${version} holen …`,
  menuRestart: (version) => `Mit Version ${version} neu starten`,
};
