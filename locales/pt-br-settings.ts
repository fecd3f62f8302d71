/** Brazilian Portuguese: the settings, what is told about the program, and the question when its window closes. */
import type { SettingsWords } from './vocabulary.ts';

export const ptBrSettings: SettingsWords = {
  title: 'Configurações',
  back: 'Voltar',
  saved: 'Salvo',
  lockedBy: {
    flag: 'Definido ao iniciar o Companion',
    administrator: 'Definido pelo seu administrador',
  },
  problems: {
    locked: 'Isto não pode ser alterado aqui.',
    notSaved: (reason) => `Não foi possível salvar: ${reason}.`,
    notApplied: (reason) => `O sistema não aceitou: ${reason}.`,
    notOurs: 'Outra coisa inicia o Companion ao entrar no computador. Altere isso nas configurações do sistema.',
  },

  start: 'Início',
  startAtLogin: 'Iniciar ao entrar no computador',
  notInstalled: 'Não é possível enquanto o programa não estiver instalado.',
  needsApproval: 'Permita em Ajustes do Sistema > Geral > Itens de Início.',
  startHidden: 'Iniciar sem janela',

  look: 'Idioma e aparência',
  language: 'Idioma',
  systemLanguage: 'Sistema',
  theme: 'Tema',
  themes: { system: 'Sistema', light: 'Claro', dark: 'Escuro' },

  signIn: 'Sessão',
  notifications: 'Avisar quando precisarem de mim',
  sendComputerName: 'Enviar o nome deste computador com o pedido',
  sendComputerNameNote: 'Assim, a página de aprovação pode mostrar qual computador fez o pedido.',
  keepWithoutKeyring: 'Manter a sessão sem chaveiro',
  keepWithoutKeyringNote:
    'Menos seguro: qualquer programa que você executar poderia usá-la. Desativado, ela dura até você sair do Companion.',
  keepWeakly: 'Manter a sessão sem um chaveiro?',
  keepWeaklyYes: 'Manter',
  keptAllTheSame: 'A sessão já mantida continua assim até você encerrá-la.',

  window: 'Janela',
  whenClosed: 'Ao fechar a janela',
  whenClosedNote: 'Aqui nenhuma bandeja mostra o ícone. Para ver a janela de novo, inicie o Companion novamente.',
  whenClosedTo: { ask: 'Perguntar', quit: 'Sair', 'keep-running': 'Continuar em execução' },

  closing: {
    question: 'Manter o Companion em execução?',
    text: 'Aqui nenhuma bandeja mostra o ícone dele. Enquanto está em execução, este computador continua conectado; para ver a janela, inicie-o novamente.',
    keep: 'Manter em execução',
    quit: 'Sair',
    remember: 'Lembrar minha resposta',
  },

  about: {
    open: 'Sobre o Transparenc Companion',
    title: 'Sobre',
    text: 'Mantém este computador conectado, sem senha nele.',
    version: 'Versão',
    system: 'Sistema',
    licences: 'Licença MIT. As dos componentes estão na pasta do programa, em “licenses”.',
    sandboxOff: {
      text: 'O sandbox do Chromium está desativado: este sistema não o permite ou o Companion foi iniciado com --no-sandbox. O Companion continua carregando apenas as próprias páginas, que não podem executar outro código nem abrir outros endereços. Mas o sistema não as isola mais.',
      next: 'Instale o pacote deb ou rpm: ele traz a permissão de que o sandbox precisa.',
    },
  },
};
