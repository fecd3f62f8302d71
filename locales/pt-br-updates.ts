/** Brazilian Portuguese: newer versions of the program. */
import type { Messages } from './messages.ts';

export const ptBrUpdates: Messages['updates'] = {
  title: 'Atualizações',
  look: 'Procurar atualizações',
  daily: 'O Companion procura atualizações uma vez por dia.',
  looking: 'Procurando atualizações…',
  newest: 'Esta é a versão mais recente.',
  couldNotLook:
    'Não foi possível procurar atualizações. O Companion tentará de novo amanhã; você também pode procurar de novo agora.',
  toGet: (version) => `Há uma nova versão do Companion: ${version}.`,
  downloading: (version) => `A versão ${version} está sendo baixada.`,
  notDownloaded: (version) =>
    `A versão ${version} não pôde ser baixada. O Companion tentará de novo amanhã; você também pode procurar de novo agora.`,
  toInstall: (version) => `A versão ${version} do Companion está pronta. Ela será instalada quando você sair.`,
  byAdministrator: 'O administrador cuida das atualizações.',
  get: 'Obter',
  restart: 'Reiniciar agora',
  later: 'Mais tarde',
  menuGet: (version) => `Obter a versão ${version}…`,
  menuRestart: (version) => `Reiniciar com a versão ${version}`,
};
