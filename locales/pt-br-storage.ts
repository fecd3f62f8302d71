/** Brazilian Portuguese: what is the matter with the place where sign-ins are kept. */
import type { Vocabulary } from './vocabulary.ts';

export const ptBrStorageTroubles: Vocabulary['storageTroubles'] = {
  'no-keyring': {
    title: 'Nenhum chaveiro responde',
    text: 'A chave de uma sessão fica guardada no chaveiro do sistema. Nenhum está em execução, ou ele não foi desbloqueado.',
    next: 'Inicie ou desbloqueie um chaveiro como o GNOME Keyring ou o KWallet e reinicie o Companion.',
  },
  'keyring-locked': {
    title: 'O chaveiro está bloqueado',
    text: 'A chave da sua sessão fica guardada no chaveiro do sistema, que não está abrindo no momento.',
    next: 'Desbloqueie-o e tente novamente. Se nada mudar, reinicie o Companion.',
  },
  'keyring-changed': {
    title: 'O chaveiro mudou',
    text: 'A chave da sua sessão não está neste chaveiro, ou agora é outra.',
    next: 'Se puder voltar ao chaveiro anterior, faça isso e reinicie o Companion.',
  },
  'disk-full': {
    title: 'O disco está cheio',
    text: 'Não há espaço para guardar a sessão.',
    next: 'Libere espaço e tente novamente.',
  },
  'read-only': {
    title: 'Não é possível gravar no disco',
    text: 'O local onde as sessões são guardadas está somente para leitura no momento.',
    next: 'Permita a gravação e tente novamente.',
  },
  'no-permission': {
    title: 'Os arquivos não podem ser usados',
    text: 'O Companion não tem permissão para ler ou alterar os arquivos onde as sessões são guardadas.',
    next: 'Confira se eles pertencem a você e tente novamente.',
  },
  damaged: {
    title: 'A sessão guardada está danificada',
    text: 'Nem o arquivo dela nem a cópia anterior podem ser lidos.',
    next: 'Se você tiver um backup, restaure-o e tente novamente.',
  },
  'newer-version': {
    title: 'Guardada por uma versão mais recente',
    text: 'A sessão foi guardada por uma versão mais recente do Companion, por isso esta não mexe nela.',
    next: 'Atualize o Companion e tente novamente.',
  },
  'other-computer': {
    title: 'Esta sessão é de outro computador',
    text: 'Ela foi iniciada em outro computador, ou antes de este sistema ser reinstalado. Usada em dois lugares, terminaria em ambos.',
    next: 'Inicie a sessão aqui; a do outro computador continua iniciada.',
  },
  io: {
    title: 'O disco não está respondendo bem',
    text: 'Não foi possível ler ou gravar os arquivos onde as sessões são guardadas.',
    next: 'Verifique o disco e tente novamente.',
  },
};

export const ptBrStorageReasons: Vocabulary['storageReasons'] = {
  'no-keyring': 'nenhum chaveiro responde',
  'keyring-locked': 'o chaveiro está bloqueado',
  'keyring-changed': 'o chaveiro mudou',
  'disk-full': 'o disco está cheio',
  'read-only': 'não é possível gravar no disco',
  'no-permission': 'os arquivos não podem ser alterados',
  damaged: 'os arquivos guardados estão danificados',
  'newer-version': 'uma versão mais recente gravou os arquivos',
  'other-computer': 'os arquivos são de outro computador',
  io: 'o disco não está respondendo bem',
};
