/** Spanish: what is the matter with the place where sign-ins are kept. */
import type { Vocabulary } from './vocabulary.ts';

export const esStorageTroubles: Vocabulary['storageTroubles'] = {
  'no-keyring': {
    title: 'Ningún depósito de claves responde',
    text: 'La clave de una sesión se guarda en el depósito de claves del sistema. No hay ninguno en marcha, o no se desbloqueó.',
    next: 'Inicie o desbloquee un depósito de claves como GNOME Keyring o KWallet y reinicie Companion.',
  },
  'keyring-locked': {
    title: 'El depósito de claves está bloqueado',
    text: 'La clave de su sesión se guarda en el depósito de claves del sistema, que ahora no se abre.',
    next: 'Desbloquéelo e inténtelo de nuevo. Si nada cambia, reinicie Companion.',
  },
  'keyring-changed': {
    title: 'El depósito de claves ha cambiado',
    text: 'La clave de su sesión no está en este depósito de claves, o ahora es otra.',
    next: 'Si puede volver al depósito anterior, hágalo y reinicie Companion.',
  },
  'disk-full': {
    title: 'El disco está lleno',
    text: 'No hay espacio para guardar la sesión.',
    next: 'Libere espacio e inténtelo de nuevo.',
  },
  'read-only': {
    title: 'No se puede escribir en el disco',
    text: 'El lugar donde se guardan las sesiones es de solo lectura en este momento.',
    next: 'Permita la escritura e inténtelo de nuevo.',
  },
  'no-permission': {
    title: 'No se pueden usar los archivos',
    text: 'Companion no tiene permiso para leer o cambiar los archivos donde se guardan las sesiones.',
    next: 'Asegúrese de que son suyos e inténtelo de nuevo.',
  },
  damaged: {
    title: 'La sesión guardada está dañada',
    text: 'No se pueden leer ni su archivo ni la copia anterior.',
    next: 'Si tiene una copia de seguridad, restáurela e inténtelo de nuevo.',
  },
  'newer-version': {
    title: 'Guardada por una versión más reciente',
    text: 'La sesión guardada se escribió con una versión más reciente de Companion, así que esta no la toca.',
    next: 'Actualice Companion e inténtelo de nuevo.',
  },
  'other-computer': {
    title: 'Esta sesión es de otro equipo',
    text: 'Se inició en otro equipo, o antes de que se reinstalara este sistema. Si se usara en dos sitios, terminaría en ambos.',
    next: 'Inicie sesión aquí; la del otro equipo sigue iniciada.',
  },
  io: {
    title: 'El disco no responde bien',
    text: 'No se pudieron leer o escribir los archivos donde se guardan las sesiones.',
    next: 'Compruebe el disco e inténtelo de nuevo.',
  },
};

export const esStorageReasons: Vocabulary['storageReasons'] = {
  'no-keyring': 'ningún depósito de claves responde',
  'keyring-locked': 'el depósito de claves está bloqueado',
  'keyring-changed': 'el depósito de claves ha cambiado',
  'disk-full': 'el disco está lleno',
  'read-only': 'no se puede escribir en el disco',
  'no-permission': 'los archivos no se pueden cambiar',
  damaged: 'los archivos guardados están dañados',
  'newer-version': 'una versión más reciente escribió los archivos',
  'other-computer': 'los archivos son de otro equipo',
  io: 'el disco no responde bien',
};
