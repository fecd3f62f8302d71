/** French: newer versions of the program. */
import type { Messages } from './messages.ts';

export const frUpdates: Messages['updates'] = {
  title: 'Mises à jour',
  look: 'Chercher une mise à jour',
  daily: 'Companion cherche une mise à jour une fois par jour.',
  looking: 'Recherche d’une mise à jour…',
  newest: 'C’est la version la plus récente.',
  couldNotLook:
    'Impossible de chercher une mise à jour. Companion réessaiera demain ; vous pouvez aussi chercher à nouveau maintenant.',
  toGet: (version) => `Il y a une nouvelle version de Companion : ${version}.`,
  downloading: (version) => `La version ${version} est en cours de téléchargement.`,
  notDownloaded: (version) =>
    `La version ${version} n’a pas pu être téléchargée. Companion réessaiera demain ; vous pouvez aussi chercher à nouveau maintenant.`,
  toInstall: (version) =>
    `La version ${version} de Companion est prête. Elle sera installée quand vous quitterez Companion.`,
  byAdministrator: 'Votre administrateur s’occupe des mises à jour.',
  get: 'L’obtenir',
  restart: 'Redémarrer maintenant',
  later: 'Plus tard',
  menuGet: (version) => `Obtenir la version ${version}…`,
  menuRestart: (version) => `Redémarrer avec la version ${version}`,
};
