/** Brazilian Portuguese: what a terminal says. */
import type { Format } from './format.ts';
import type { Messages } from './messages.ts';
import { ptBrNoAnswers } from './pt-br-told.ts';

export const ptBrTerminal = (format: Format): Messages['terminal'] => ({
  open: 'Abra',
  code: 'Código',
  thenEnter: 'Ou escaneie o quadrado com o telefone e depois digite o código.',
  thenCompare: 'Ou escaneie o quadrado com o telefone e confira se ele mostra este código.',
  onlyHere: 'Este endereço só funciona neste computador: abra-o aqui em um navegador.',
  foreignHost: (host, server) => `Esta página está em ${host}, não em ${server}.`,
  caution: ({ computer, server }) =>
    `Continue somente se foi você quem começou isto em ${computer} para iniciar sessão em ${server}.`,
  waiting: (lifetimeMs) =>
    `Aguardando sua aprovação; tempo restante: ${format.duration(lifetimeMs)}. Ctrl-C para parar.`,
  stillTrying: ({ why, code }) => `${ptBrNoAnswers[why]} (${code}) Ainda tentando.`,
  connected: 'A conexão voltou.',
  slow: 'O servidor está demorando para responder. Continua aguardando.',
  toldToWait: (ms) => `O servidor pede uma pausa de ${format.duration(ms)}. Continua aguardando.`,
  signInAgain: (flag) => `Para iniciar a sessão de novo com o telefone: ${flag}`,
  stopping: 'Parando…',
  stopped: 'Parado.',
  nobody: (server) => `Não há sessão iniciada em ${server}.`,
  signedIn: ({ name, server }) => `Sessão iniciada em ${server}${name === null ? '' : ` como ${name}`}.`,
  formerly: (name) => `Antes, a sessão era de ${name}.`,
  signedOut: 'Sessão encerrada.',
  keepWithoutKeyring: (flag) =>
    `Ou guarde-a sem chaveiro, onde qualquer programa que você executar poderia lê-la: ${flag}`,
  signInAnew: (flag) => `Nada foi apagado. Ou inicie uma nova sessão; os arquivos da antiga são mantidos: ${flag}`,
});
