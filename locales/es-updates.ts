/** Spanish: newer versions of the program. */
import type { Messages } from './messages.ts';

export const esUpdates: Messages['updates'] = {
  title: 'Actualizaciones',
  look: 'Buscar actualizaciones',
  daily: 'Companion busca actualizaciones una vez al día.',
  looking: 'Buscando actualizaciones…',
  newest: 'Esta es la versión más reciente.',
  couldNotLook:
    'No se pudieron buscar actualizaciones. Companion lo intentará de nuevo mañana; también puede volver a buscar ahora.',
  toGet: (version) => `Hay una nueva versión de Companion: ${version}.`,
  downloading: (version) => `La versión ${version} se está descargando.`,
  notDownloaded: (version) =>
    `La versión ${version} no se pudo descargar. Companion lo intentará de nuevo mañana; también puede volver a buscar ahora.`,
  toInstall: (version) => `La versión ${version} de Companion está lista. Se instalará cuando salga.`,
  byAdministrator: 'Su administrador se ocupa de las actualizaciones.',
  get: 'Obtenerla',
  restart: 'Reiniciar ahora',
  later: 'Más tarde',
  menuGet: (version) => `Obtener la versión ${version}…`,
  menuRestart: (version) => `Reiniciar con la versión ${version}`,
};
