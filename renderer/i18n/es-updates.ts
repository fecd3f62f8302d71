/** Spanish: newer versions of the program. */
import type { Messages } from './messages.ts';

export const esUpdates: Messages['updates'] = {
  title: 'Actualizaciones',
  look: 'Buscar actualizaciones',
  daily: 'Companion busca actualizaciones una vez al día.',
  looking: 'Buscando actualizaciones…',
  newest: 'Esta es la versión más reciente.',
  couldNotLook: (why) => `No se pudieron buscar actualizaciones: ${why}`,
  toGet: (version) => `Hay una nueva versión de Companion: ${version}.`,
  downloading: (version) => `La versión ${version} se está descargando.`,
  notDownloaded: (version, why) => `La versión ${version} no se pudo descargar: ${why}`,
  toInstall: (version) => `La versión ${version} de Companion está lista. Se instalará cuando salga.`,
  byAdministrator: 'Su administrador se ocupa de las actualizaciones.',
  get: 'Obtenerla',
  restart: 'Reiniciar ahora',
  later: 'Más tarde',
  menuGet: (version) => `Obtener la versión ${version}…`,
  menuRestart: (version) => `Reiniciar con la versión ${version}`,
};
