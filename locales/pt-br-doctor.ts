/** Brazilian Portuguese: the examination of this computer. */
import type { DoctorWords } from './doctor.ts';

const SET_TIME = 'Deixe o sistema ajustar sozinho a data e a hora.';

export const ptBrDoctor: DoctorWords = {
  intro: 'Isto não muda nada. Nenhuma sessão é iniciada, renovada ou encerrada.',
  underWay: 'Verificando…',
  again: 'Verificar de novo',
  save: 'Salvar relatório…',
  savedAs: 'Texto',
  saved: 'Salvo. O relatório não contém segredos.',
  notSaved: (reason) => `Não foi possível salvar o relatório: ${reason}.`,
  whole: {
    good: 'Tudo está bem.',
    'worth-knowing': 'Não há erros. Vale a pena saber de alguns pontos.',
    wrong: 'Algo está errado.',
    'not-told': 'Nada pôde ser verificado.',
  },
  verdicts: { good: 'Bom', 'worth-knowing': 'Aviso', wrong: 'Erro', 'not-told': 'Não se sabe' },
  topics: {
    server: 'Servidor',
    certificate: 'Certificado',
    proxy: 'Servidor proxy',
    clock: 'Relógio',
    keyring: 'Chaveiro',
    vault: 'Sessão guardada',
    permissions: 'Arquivos',
    configuration: 'Configurações do administrador',
    start: 'Início com o computador',
    tray: 'Bandeja',
    sandbox: 'Sandbox',
    running: 'Programa',
    versions: 'Versões',
  },
  notTold: 'Não foi possível descobrir isto aqui.',
  said: {
    server: {
      reached: ['O servidor responde.'],
      'no-sign-in': [
        'Nenhum acesso com código foi encontrado neste endereço.',
        'Confira o endereço. Se estiver certo, peça ao administrador o caminho do código e o do token.',
      ],
      'other-endpoints': [
        'O servidor indica caminhos diferentes dos definidos.',
        'Se não for possível iniciar a sessão, remova os caminhos definidos.',
      ],
      'none-chosen': ['Nenhum servidor foi escolhido ainda.', 'Digite o endereço dele na janela.'],
      'not-allowed': [
        'O arquivo do administrador não diz qual servidor é permitido; por isso nenhum foi consultado.',
        'Peça que corrijam o arquivo.',
      ],
      'bad-setting': ['Uma configuração não pode ser usada.', 'Corrija-a: o nome dela e a regra estão abaixo.'],
    },
    certificate: {
      trusted: ['Este computador confia no certificado do servidor.'],
      'not-needed': ['O servidor está neste computador, o que não exige certificado.'],
      'wrong-date': [
        'O certificado do servidor não é válido hoje.',
        'Verifique o relógio deste computador. Se estiver certo, diga ao administrador que o certificado venceu.',
      ],
      'unknown-authority': [
        'Este computador não conhece quem emitiu o certificado do servidor.',
        'Verifique se a rede pede que você se conecte a ela antes. Se a sua organização inspeciona conexões, o certificado dela precisa estar instalado neste sistema.',
      ],
      'other-name': [
        'O certificado é de outro servidor.',
        'Verifique o endereço e se a rede pede que você se conecte a ela antes.',
      ],
      revoked: ['O certificado do servidor foi revogado.', 'Avise o administrador.'],
      'not-accepted': ['Não foi possível estabelecer uma conexão segura.', 'Mostre o código abaixo ao administrador.'],
    },
    proxy: {
      direct: ['O servidor é alcançado sem proxy.'],
      used: ['O caminho até o servidor passa por um proxy.'],
      'asks-password': [
        'O proxy no caminho até o servidor pede uma senha.',
        'Tente iniciar a sessão e digite a senha na janela. Em um terminal não é possível.',
      ],
    },
    clock: {
      right: ['O relógio está de acordo com o do servidor.'],
      fast: ['O relógio deste computador está adiantado.', SET_TIME],
      slow: ['O relógio deste computador está atrasado.', SET_TIME],
      'before-build': ['O relógio deste computador mostra uma data anterior à criação deste programa.', SET_TIME],
    },
    keyring: {
      protects: ['Há um chaveiro que protege a sessão.'],
      weak: [
        'Não há nenhum chaveiro que possa proteger a sessão.',
        'Desbloqueie o seu ou instale um, como GNOME Keyring ou KWallet, e depois inicie o Companion novamente.',
      ],
      none: ['O chaveiro não funciona.', 'Desbloqueie-o e depois inicie o Companion novamente.'],
    },
    vault: {
      empty: ['Nenhuma sessão está guardada.'],
      kept: ['A sessão guardada pode ser lida.'],
      'from-before': [
        'A cópia mais nova da sessão está danificada; a anterior pode ser lida.',
        'Se o Companion pedir que você inicie a sessão novamente, faça isso.',
      ],
      'other-endpoint': [
        'A sessão guardada veio de um caminho diferente do que o servidor indica agora.',
        'Ela continua válida enquanto o servidor a aceitar lá. Se o Companion pedir que você inicie a sessão de novo, faça isso.',
      ],
      'not-deleted': [
        'Um encerramento de sessão ainda não apagou todos os seus arquivos.',
        'Inicie o Companion novamente, e ele fará isso.',
      ],
    },
    permissions: {
      private: ['Só você pode ler os arquivos do Companion.'],
      absent: ['O Companion ainda não guardou nada aqui.'],
      open: [
        'Outras pessoas neste computador podem ver a pasta do Companion, mas não ler a sessão.',
        'Reserve a pasta só para você (modo 0700).',
      ],
      'vault-open': [
        'Outras pessoas neste computador poderiam ler os arquivos da sessão.',
        'Reserve-os só para você (pastas 0700, arquivos 0600).',
      ],
      'other-owner': [
        'Algo na pasta do Companion pertence a outra pessoa.',
        'Torne-se dono novamente. Isso acontece quando o Companion foi iniciado alguma vez como administrador.',
      ],
      'not-writable': [
        'O Companion não consegue gravar na pasta dele.',
        'Verifique de quem é a pasta e se o disco está protegido contra gravação.',
      ],
    },
    configuration: {
      none: ['Nenhum administrador definiu nada.'],
      used: ['As configurações do administrador são válidas e estão em uso.'],
      overruled: [
        'As configurações do administrador estão em uso; outra coisa que foi pedida não é seguida.',
        'Retire o que está indicado abaixo.',
      ],
    },
    start: {
      on: ['O Companion inicia quando você entra no computador.'],
      off: ['O Companion não inicia quando você entra no computador.'],
    },
    tray: {
      shown: ['Há uma bandeja para o ícone.'],
      none: [
        'Nada aqui mostra um ícone na bandeja.',
        'Inicie o Companion novamente para ver a janela. O GNOME mostra o ícone com a extensão AppIndicator.',
      ],
    },
    sandbox: { on: ['O sandbox do Chromium isola a janela do Companion.'] },
    running: {
      this: ['O Companion está em execução.'],
      nobody: ['O Companion não está em execução com este perfil.'],
      somebody: ['O Companion está em execução com este perfil; a janela mostra o que ele faz.'],
    },
    versions: { known: ['Isto é o que está em execução.'] },
  },
};
