/** Brazilian Portuguese: what went wrong, what ended, and what to do about it. */
import type { Endings, Failures, Refusal, Vocabulary } from './vocabulary.ts';

/** One o'clock alone is singular: "à 1:05", but "às 14:02". */
export const atTime = (time: string) => `${/^0?1\b/.test(time) ? 'à' : 'às'}\u00a0${time}`;

export const ptBrNoAnswers: Vocabulary['noAnswers'] = {
  offline: 'Este computador parece estar sem conexão.',
  'name-not-found': 'Nenhum servidor foi encontrado com este nome.',
  refused: 'O servidor não está aceitando conexões no momento.',
  reset: 'A conexão caiu antes de chegar uma resposta.',
  'timed-out': 'O servidor demorou demais para responder.',
  certificate: 'O certificado do servidor não é confiável, por isso nada foi enviado.',
  proxy: 'O proxy da rede não pode ser acessado ou não deixa isto passar.',
  'proxy-password': 'O proxy da rede pede uma senha.',
  redirected: 'O servidor aponta para outro endereço. Por segurança, o Companion não o segue.',
  'server-trouble': 'O próprio servidor está com problemas no momento.',
  'too-many-requests': 'O servidor está recebendo solicitações demais.',
  'not-json': 'Algo respondeu, mas não como faz um servidor de acesso.',
  'too-large': 'A resposta era longa demais para um servidor de acesso.',
  'no-endpoint': 'Neste endereço não há acesso por dispositivo.',
  unknown: 'Nenhuma resposta veio do servidor.',
};

const nextSteps: Failures['nextSteps'] = {
  offline: 'Verifique a conexão de rede e tente novamente.',
  'name-not-found': 'Verifique a conexão de rede e como o endereço está escrito e tente novamente.',
  refused: 'Tente novamente em instantes.',
  reset: 'Tente novamente em instantes.',
  'timed-out': 'Tente novamente em instantes.',
  certificate: 'Verifique o relógio deste computador e se a rede pede que você se conecte a ela antes.',
  proxy: 'Verifique o proxy nas configurações de rede do sistema e tente novamente.',
  'proxy-password': 'O Companion não pode informá-la. Peça ao administrador que o deixe passar sem senha.',
  redirected: 'Verifique o endereço e se a rede pede que você se conecte a ela antes.',
  'server-trouble': 'Tente novamente em alguns minutos.',
  'too-many-requests': 'Tente novamente em alguns minutos.',
  'not-json': 'Verifique o endereço e se a rede pede que você se conecte a ela antes.',
  'too-large': 'Verifique se o endereço está certo.',
  'no-endpoint': 'Verifique se o endereço está certo.',
  unknown: 'Verifique a conexão de rede e tente novamente.',
};

const becauseOf = (reason: Refusal | null) => (reason === null ? '' : `: ${REFUSALS[reason]}`);

const REFUSALS: Readonly<Record<Refusal, string>> = {
  client: 'ele não conhece o ID do cliente deste programa, ou não permite a ele este tipo de acesso',
  scope: 'ele não concede o que foi pedido (o scope)',
  'no-scope':
    'ele exige um scope e nenhum está definido (o administrador sabe qual; informe-o em Avançado ou com --scope)',
  'grant-type': 'ele não oferece o acesso pelo telefone',
};

const stillOfUse = (server: string) => `Não foi possível avisar ${server}: quem os copiar poderia usá-los.`;

export const ptBrFailures: Failures = {
  denied: (time) => ({
    title: 'O pedido foi recusado',
    text: `Ele foi recusado na página de aprovação ${atTime(time)}.`,
    next: 'Se não foi você, avise o administrador antes de tentar novamente.',
  }),
  expired: {
    title: 'O código expirou',
    text: 'Ele não foi aprovado a tempo.',
    next: 'Peça um novo quando estiver com o telefone à mão.',
  },
  codeNotValid: {
    title: 'O código não é mais válido',
    text: 'O servidor não reconhece mais este código.',
    next: 'Peça um novo quando estiver com o telefone à mão.',
  },
  answerLost: {
    title: 'A resposta se perdeu',
    text: 'O servidor já usou este código, mas a resposta não chegou.',
    next: 'Peça um novo código e aprove mais uma vez.',
  },
  noEndpoint: (server) => ({
    title: 'Não há acesso por dispositivo neste endereço',
    text: `${server} respondeu, mas não oferece acesso por dispositivo neste endereço.`,
    next: 'Verifique se o endereço está certo. Os detalhes mostram qual foi consultado.',
  }),
  unreachable: 'O servidor não pode ser acessado',
  notFound: (server) => `Nenhum servidor foi encontrado com o nome ${server}.`,
  ranOutMeanwhile: 'Enquanto isso, o código expirou.',
  nextSteps,
  refused: (server, reason) => ({
    title: 'O servidor não permite isto',
    text: `${server} não permite que este programa inicie sessão aqui${becauseOf(reason)}.`,
    next: 'O administrador pode resolver isto; os detalhes mostram o que o servidor respondeu.',
  }),
  malformed: (server) => ({
    title: 'A resposta do servidor não pode ser usada',
    text: `${server} respondeu de um modo que este tipo de acesso não permite. A resposta não foi usada.`,
    next: 'Verifique o endereço. Se estiver certo, mostre os detalhes ao administrador.',
  }),
  notDeletedTitle: 'A sessão não foi encerrada por completo',
  notDeleted: (reason) => `Não foi possível apagar os arquivos da sessão: ${reason}.`,
  leftBehind: {
    told: (server) => `${server} foi avisado, então eles não servem mais.`,
    knew: (server) => `${server} já havia encerrado a sessão, então eles não servem mais.`,
    'not-told': stillOfUse,
    'no-endpoint': stillOfUse,
  },
  notProtectedTitle: 'Ainda sem proteção',
  notProtected: (reason) => `Não foi possível passar a sessão para o chaveiro: ${reason}.`,
  unforeseen: {
    title: 'Algo deu errado aqui',
    text: 'O próprio Companion cometeu um erro. Não é culpa do seu telefone nem do servidor.',
    next: 'Tente novamente. Se acontecer outra vez, saia do Companion e abra-o de novo.',
  },
  stillSignedIn: (computer, account) =>
    `Nada mudou: a sessão de ${computer} continua iniciada${account === null ? '' : ` como ${account}`}.`,
  notSignedIn: (computer) => `Nenhuma sessão foi iniciada em ${computer}.`,
  nothingChanged: 'Nada mudou neste computador.',
};

export const ptBrEndings: Endings = {
  signedOut: 'A sessão deste computador foi encerrada',
  signedOutHere: {
    told: (server) => ({ text: `Nada da sessão restou aqui, e ${server} foi avisado.`, next: '' }),
    'not-told': (server) => ({
      text: `Nada da sessão restou aqui, mas não foi possível avisar ${server}.`,
      next: 'Até ela expirar lá, quem a tivesse copiado antes ainda poderia usá-la.',
    }),
    'no-endpoint': (server) => ({
      text: `Nada dela restou aqui. Não há como avisar ${server}: a sessão termina lá sozinha; até então, uma cópia feita antes ainda poderia ser usada.`,
      next: '',
    }),
    knew: (server) => ({
      text: `Nada da sessão restou aqui; ${server} já a havia encerrado, ou ela havia terminado sozinha.`,
      next: '',
    }),
  },
  signInAgain: 'Inicie a sessão novamente',
  signInAgainNext: 'Você precisa do telefone; leva meio minuto.',
  revoked: (when) => `O servidor encerrou esta sessão ${when}.`,
  interrupted: (when) =>
    `Uma resposta do servidor se perdeu durante a renovação da sessão, por isso ele a encerrou ${when}.`,
  ranOut: (when) => `Esta sessão atingiu o limite de tempo definido pelo servidor ${when}.`,
  refused: (server, reason, when) =>
    `${server} se recusou a renovar esta sessão${becauseOf(reason)}. Ela expirou ${when}.`,
  refusedNext: 'Se iniciar a sessão novamente não ajudar, mostre os detalhes ao administrador.',
};

export const ptBrServerProblems: Vocabulary['serverProblems'] = {
  'not-an-address': 'Isto não é um endereço. Ele se parece com login.example.org.',
  'not-https': 'O endereço deve começar com https://, para que ninguém possa escutar.',
  'has-password': 'Retire o nome de usuário e a senha: só o endereço basta.',
  locked: 'O servidor já está definido e não pode ser trocado aqui.',
  'bad-client-id': 'Um ID do cliente tem até 200 letras, algarismos e sinais, sem acentos.',
  'bad-scope': 'Um scope é uma lista de nomes separados por um único espaço.',
  'bad-device-authorization-path': 'Um caminho começa com / e não tem espaços.',
  'bad-token-path': 'Um caminho começa com / e não tem espaços.',
  'not-saved': 'Não foi possível salvar. O disco está cheio ou protegido contra gravação?',
};
