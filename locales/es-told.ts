/** Spanish: what went wrong, what ended, and what to do about it. */
import type { Endings, Failures, Refusal, Vocabulary } from './vocabulary.ts';

/** One o'clock alone is singular: "a la 1:05", but "a las 14:02". */
export const atTime = (time: string) => `${/^0?1\b/.test(time) ? 'a la' : 'a las'}\u00a0${time}`;

export const esNoAnswers: Vocabulary['noAnswers'] = {
  offline: 'Parece que este equipo no tiene conexión.',
  'name-not-found': 'No se encontró ningún servidor con este nombre.',
  refused: 'El servidor no acepta conexiones en este momento.',
  reset: 'La conexión se cortó antes de que llegara una respuesta.',
  'timed-out': 'El servidor tardó demasiado en responder.',
  certificate: 'El certificado del servidor no es de confianza, así que no se envió nada.',
  proxy: 'No se puede acceder al proxy de la red, o no deja pasar esto.',
  'proxy-password': 'El proxy de la red pide una contraseña.',
  redirected: 'El servidor remite a otra dirección. Por seguridad, Companion no la sigue.',
  'server-trouble': 'El propio servidor tiene problemas en este momento.',
  'too-many-requests': 'El servidor está recibiendo demasiadas peticiones.',
  'not-json': 'Algo respondió, pero no como lo hace un servidor de inicio de sesión.',
  'too-large': 'La respuesta era demasiado larga para un servidor de inicio de sesión.',
  'no-endpoint': 'En esta dirección no hay inicio de sesión por dispositivo.',
  unknown: 'No llegó ninguna respuesta del servidor.',
};

const nextSteps: Failures['nextSteps'] = {
  offline: 'Compruebe la conexión de red e inténtelo de nuevo.',
  'name-not-found': 'Compruebe la conexión de red y cómo está escrita la dirección e inténtelo de nuevo.',
  refused: 'Inténtelo de nuevo dentro de un momento.',
  reset: 'Inténtelo de nuevo dentro de un momento.',
  'timed-out': 'Inténtelo de nuevo dentro de un momento.',
  certificate: 'Compruebe el reloj de este equipo y si la red pide antes iniciar sesión en ella.',
  proxy: 'Compruebe el proxy en los ajustes de red del sistema e inténtelo de nuevo.',
  'proxy-password': 'Companion no puede darla. Pida a su administrador que lo deje pasar sin contraseña.',
  redirected: 'Compruebe la dirección y si la red pide antes iniciar sesión en ella.',
  'server-trouble': 'Inténtelo de nuevo dentro de unos minutos.',
  'too-many-requests': 'Inténtelo de nuevo dentro de unos minutos.',
  'not-json': 'Compruebe la dirección y si la red pide antes iniciar sesión en ella.',
  'too-large': 'Compruebe que la dirección es correcta.',
  'no-endpoint': 'Compruebe que la dirección es correcta.',
  unknown: 'Compruebe la conexión de red e inténtelo de nuevo.',
};

const becauseOf = (reason: Refusal | null) => (reason === null ? '' : `: ${REFUSALS[reason]}`);

const REFUSALS: Readonly<Record<Refusal, string>> = {
  client: 'no conoce el ID de cliente de este programa, o no le permite este tipo de inicio de sesión',
  scope: 'no concede lo que se pidió (el scope)',
  'no-scope':
    'exige un scope y no hay ninguno configurado (su administrador lo conoce; se indica en Avanzado o con --scope)',
  'grant-type': 'no ofrece el inicio de sesión con el teléfono',
};

const stillOfUse = (server: string) => `No se pudo avisar a ${server}: quien los copie podría usarlos.`;

export const esFailures: Failures = {
  denied: (time) => ({
    title: 'La solicitud se rechazó',
    text: `Se rechazó en la página de aprobación ${atTime(time)}.`,
    next: 'Si no fue usted, avise a su administrador antes de volver a intentarlo.',
  }),
  expired: {
    title: 'El código ha caducado',
    text: 'No se aprobó a tiempo.',
    next: 'Pida otro cuando tenga su teléfono a mano.',
  },
  codeNotValid: {
    title: 'El código ya no es válido',
    text: 'El servidor ya no reconoce este código.',
    next: 'Pida otro cuando tenga su teléfono a mano.',
  },
  answerLost: {
    title: 'Se perdió la respuesta',
    text: 'El servidor gastó este código, pero su respuesta no llegó.',
    next: 'Pida un código nuevo y apruébelo otra vez.',
  },
  noEndpoint: (server) => ({
    title: 'No hay inicio de sesión por dispositivo en esta dirección',
    text: `${server} respondió, pero en esta dirección no ofrece inicio de sesión por dispositivo.`,
    next: 'Compruebe que la dirección es correcta. Los detalles muestran cuál se consultó.',
  }),
  unreachable: 'No se puede acceder al servidor',
  notFound: (server) => `No se encontró ningún servidor con el nombre ${server}.`,
  ranOutMeanwhile: 'Entretanto, el código caducó.',
  nextSteps,
  refused: (server, reason) => ({
    title: 'El servidor no lo permite',
    text: `${server} no deja que este programa inicie sesión aquí${becauseOf(reason)}.`,
    next: 'Su administrador puede arreglarlo; los detalles dicen qué respondió el servidor.',
  }),
  malformed: (server) => ({
    title: 'La respuesta del servidor no sirve',
    text: `${server} respondió de un modo que este tipo de inicio de sesión no permite. La respuesta no se usó.`,
    next: 'Compruebe la dirección. Si es correcta, muestre los detalles a su administrador.',
  }),
  notDeletedTitle: 'La sesión no se cerró del todo',
  notDeleted: (reason) => `Los archivos de la sesión no se pudieron borrar: ${reason}.`,
  leftBehind: {
    told: (server) => `Se avisó a ${server}, así que ya no sirven.`,
    knew: (server) => `${server} ya había terminado la sesión, así que no sirven.`,
    'not-told': stillOfUse,
    'no-endpoint': stillOfUse,
  },
  notProtectedTitle: 'Todavía sin proteger',
  notProtected: (reason) => `No se pudo pasar la sesión al depósito de claves: ${reason}.`,
  unforeseen: {
    title: 'Algo ha fallado aquí',
    text: 'Companion cometió un error. No se debe a su teléfono ni al servidor.',
    next: 'Inténtelo de nuevo. Si vuelve a ocurrir, salga de Companion y ábralo otra vez.',
  },
  stillSignedIn: (computer, account) =>
    `No ha cambiado nada: la sesión de ${computer} sigue iniciada${account === null ? '' : ` como ${account}`}.`,
  notSignedIn: (computer) => `No se inició sesión en ${computer}.`,
  nothingChanged: 'En este equipo no ha cambiado nada.',
};

export const esEndings: Endings = {
  signedOut: 'La sesión de este equipo está cerrada',
  signedOutHere: {
    told: (server) => ({ text: `Aquí no queda nada de la sesión, y se avisó a ${server}.`, next: '' }),
    'not-told': (server) => ({
      text: `Aquí no queda nada de la sesión, pero no se pudo avisar a ${server}.`,
      next: 'Hasta que caduque allí, podría usarla quien la hubiera copiado antes.',
    }),
    'no-endpoint': (server) => ({
      text: `Aquí no queda nada de ella. No hay forma de avisar a ${server}: la sesión termina allí por sí sola; hasta entonces, una copia anterior aún podría usarse.`,
      next: '',
    }),
    knew: (server) => ({
      text: `Aquí no queda nada de la sesión; ${server} ya la había terminado, o había terminado por sí sola.`,
      next: '',
    }),
  },
  signInAgain: 'Vuelva a iniciar sesión',
  signInAgainNext: 'Necesita su teléfono; se tarda medio minuto.',
  revoked: (when) => `El servidor terminó esta sesión ${when}.`,
  interrupted: (when) =>
    `Una respuesta del servidor se perdió mientras se renovaba la sesión, por lo que la terminó ${when}.`,
  ranOut: (when) => `Esta sesión alcanzó el límite de tiempo fijado por el servidor ${when}.`,
  refused: (server, reason, when) => `${server} se negó a renovar esta sesión${becauseOf(reason)}. Caducó ${when}.`,
  refusedNext: 'Si volver a iniciar sesión no ayuda, muestre los detalles a su administrador.',
};

export const esServerProblems: Vocabulary['serverProblems'] = {
  'not-an-address': 'Esto no es una dirección. Tiene un aspecto como login.example.org.',
  'not-https': 'La dirección debe empezar por https://, para que nadie pueda escuchar.',
  'has-password': 'Quite el nombre de usuario y la contraseña: basta con la dirección.',
  locked: 'El servidor ya está definido y no se puede cambiar aquí.',
  'bad-client-id': 'Un ID de cliente tiene hasta 200 letras, cifras y signos, sin acentos.',
  'bad-scope': 'Un scope es una lista de nombres separados por un solo espacio.',
  'bad-device-authorization-path': 'Una ruta empieza por / y no contiene espacios.',
  'bad-token-path': 'Una ruta empieza por / y no contiene espacios.',
  'not-saved': 'No se pudo guardar. ¿Está el disco lleno o protegido contra escritura?',
};
