/** Spanish: the examination of this computer. */
import type { DoctorWords } from './doctor.ts';

const SET_TIME = 'Deje que el sistema ajuste por sí mismo la fecha y la hora.';

export const esDoctor: DoctorWords = {
  intro: 'Esto no cambia nada. No se inicia, renueva ni cierra ninguna sesión.',
  underWay: 'Comprobando…',
  again: 'Comprobar de nuevo',
  save: 'Guardar informe…',
  savedAs: 'Texto',
  saved: 'Guardado. El informe no contiene secretos.',
  notSaved: (reason) => `No se pudo guardar el informe: ${reason}.`,
  whole: {
    good: 'Todo está bien.',
    'worth-knowing': 'No hay errores. Conviene saber algunas cosas.',
    wrong: 'Algo no está bien.',
    'not-told': 'No se pudo comprobar nada.',
  },
  verdicts: { good: 'Bien', 'worth-knowing': 'Aviso', wrong: 'Error', 'not-told': 'No se sabe' },
  topics: {
    server: 'Servidor',
    certificate: 'Certificado',
    proxy: 'Servidor proxy',
    clock: 'Reloj',
    keyring: 'Depósito de claves',
    vault: 'Sesión guardada',
    permissions: 'Archivos',
    configuration: 'Ajustes del administrador',
    start: 'Inicio con el equipo',
    tray: 'Bandeja',
    sandbox: 'Entorno aislado',
    running: 'Programa',
    versions: 'Versiones',
  },
  notTold: 'Aquí no se pudo averiguar.',
  said: {
    server: {
      reached: ['El servidor responde.'],
      'no-sign-in': [
        'En esta dirección no se encontró ningún inicio de sesión con código.',
        'Compruebe la dirección. Si es correcta, pida a su administrador la ruta del código y la del token.',
      ],
      'other-endpoints': [
        'El servidor indica otras rutas que las configuradas.',
        'Si no puede iniciar sesión, quite las rutas configuradas.',
      ],
      'none-chosen': ['Todavía no se ha elegido ningún servidor.', 'Escriba su dirección en la ventana.'],
      'not-allowed': [
        'El archivo del administrador no dice qué servidor está permitido, así que no se preguntó a ninguno.',
        'Pida que corrijan el archivo.',
      ],
      'bad-setting': ['Un ajuste no se puede usar.', 'Corríjalo: abajo figuran su nombre y la regla.'],
    },
    certificate: {
      trusted: ['Este equipo confía en el certificado del servidor.'],
      'not-needed': ['El servidor está en este equipo, para lo que no hace falta certificado.'],
      'wrong-date': [
        'El certificado del servidor no es válido hoy.',
        'Compruebe el reloj de este equipo. Si está en hora, diga a su administrador que el certificado ha caducado.',
      ],
      'unknown-authority': [
        'Este equipo no conoce a quien emitió el certificado del servidor.',
        'Compruebe si la red pide antes iniciar sesión en ella. Si su organización inspecciona las conexiones, su propio certificado tiene que estar instalado en este sistema.',
      ],
      'other-name': [
        'El certificado es de otro servidor.',
        'Compruebe la dirección y si la red pide antes iniciar sesión en ella.',
      ],
      revoked: ['El certificado del servidor fue revocado.', 'Avise a su administrador.'],
      'not-accepted': ['No se pudo establecer una conexión segura.', 'Muestre el código de abajo a su administrador.'],
    },
    proxy: {
      direct: ['Se llega al servidor sin proxy.'],
      used: ['El camino al servidor pasa por un proxy.'],
      'asks-password': [
        'El proxy que hay en el camino al servidor pide una contraseña.',
        'Intente iniciar sesión y escríbala en la ventana. En un terminal no se puede.',
      ],
    },
    clock: {
      right: ['El reloj coincide con el del servidor.'],
      fast: ['El reloj de este equipo adelanta.', SET_TIME],
      slow: ['El reloj de este equipo atrasa.', SET_TIME],
      'before-build': ['El reloj de este equipo muestra una fecha anterior a la creación de este programa.', SET_TIME],
    },
    keyring: {
      protects: ['Hay un depósito de claves que protege la sesión.'],
      weak: [
        'No hay ningún depósito de claves que pueda proteger la sesión.',
        'Desbloquee el suyo o instale uno, como GNOME Keyring o KWallet, y después reinicie Companion.',
      ],
      none: ['El depósito de claves no funciona.', 'Desbloquéelo y después reinicie Companion.'],
    },
    vault: {
      empty: ['No hay ninguna sesión guardada.'],
      kept: ['La sesión guardada se puede leer.'],
      'from-before': [
        'La última copia de la sesión está dañada; la anterior se puede leer.',
        'Si Companion le pide iniciar sesión de nuevo, hágalo.',
      ],
      'other-endpoint': [
        'La sesión guardada procede de una ruta distinta de la que el servidor indica ahora.',
        'Sigue siendo válida mientras el servidor la acepte allí. Si Companion le pide que inicie sesión de nuevo, hágalo.',
      ],
      'not-deleted': [
        'Un cierre de sesión todavía no ha borrado todos sus archivos.',
        'Inicie Companion de nuevo y lo hará.',
      ],
    },
    permissions: {
      private: ['Solo usted puede leer los archivos de Companion.'],
      absent: ['Companion todavía no ha guardado nada aquí.'],
      open: [
        'Otros usuarios de este equipo pueden ver la carpeta de Companion, pero no leer la sesión.',
        'Reserve la carpeta para usted (modo 0700).',
      ],
      'vault-open': [
        'Otros usuarios de este equipo podrían leer los archivos de la sesión.',
        'Resérvelos para usted (carpetas 0700, archivos 0600).',
      ],
      'other-owner': [
        'Algo en la carpeta de Companion pertenece a otra persona.',
        'Recupere la propiedad. Ocurre cuando alguna vez se inició Companion como administrador.',
      ],
      'not-writable': [
        'Companion no puede escribir en su carpeta.',
        'Compruebe de quién es la carpeta y si el disco está protegido contra escritura.',
      ],
    },
    configuration: {
      none: ['Ningún administrador ha fijado nada.'],
      used: ['Los ajustes del administrador son válidos y se usan.'],
      overruled: [
        'Se usan los ajustes del administrador; algo distinto que se pidió no se sigue.',
        'Quite lo que se nombra abajo.',
      ],
    },
    start: {
      on: ['Companion se inicia cuando usted entra en el equipo.'],
      off: ['Companion no se inicia cuando usted entra en el equipo.'],
    },
    tray: {
      shown: ['Hay una bandeja para el icono.'],
      none: [
        'Aquí nada muestra un icono en la bandeja.',
        'Inicie Companion de nuevo para ver su ventana. GNOME muestra el icono con la extensión AppIndicator.',
      ],
    },
    sandbox: { on: ['El entorno aislado (sandbox) de Chromium protege la ventana de Companion.'] },
    running: {
      this: ['Companion está en marcha.'],
      nobody: ['Companion no está en marcha con este perfil.'],
      somebody: ['Companion está en marcha con este perfil; su ventana muestra lo que hace.'],
    },
    versions: { known: ['Esto es lo que está en marcha.'] },
  },
};
