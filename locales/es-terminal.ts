/** Spanish: what a terminal says. */
import { esNoAnswers } from './es-told.ts';
import type { Format } from './format.ts';
import type { Messages } from './messages.ts';

export const esTerminal = (format: Format): Messages['terminal'] => ({
  open: 'Abra',
  code: 'Código',
  thenEnter: 'O escanee el cuadrado con su teléfono y luego introduzca el código.',
  thenCompare: 'O escanee el cuadrado con su teléfono y compruebe que muestra este código.',
  onlyHere: 'Esta dirección solo funciona en este equipo: ábrala aquí en un navegador.',
  foreignHost: (host, server) => `Esta página está en ${host}, no en ${server}.`,
  caution: ({ computer, server }) =>
    `Continúe solo si fue usted quien empezó esto en ${computer} para iniciar sesión en ${server}.`,
  waiting: (lifetimeMs) =>
    `Esperando su aprobación; tiempo restante: ${format.duration(lifetimeMs)}. Ctrl-C para detener.`,
  stillTrying: ({ why, code }) => `${esNoAnswers[why]} (${code}) Se sigue intentando.`,
  connected: 'La conexión se ha restablecido.',
  slow: 'El servidor tarda en responder. Se sigue esperando.',
  toldToWait: (ms) => `El servidor pide una pausa de ${format.duration(ms)}. Se sigue esperando.`,
  signInAgain: (flag) => `Para volver a iniciar sesión con su teléfono: ${flag}`,
  stopping: 'Deteniendo…',
  stopped: 'Detenido.',
  nobody: (server) => `No hay ninguna sesión iniciada en ${server}.`,
  signedIn: ({ name, server }) => `Sesión iniciada en ${server}${name === null ? '' : ` como ${name}`}.`,
  formerly: (name) => `Antes, la sesión era de ${name}.`,
  signedOut: 'Sesión cerrada.',
  keepWithoutKeyring: (flag) =>
    `O guárdela sin depósito de claves, donde cualquier programa que ejecute podría leerla: ${flag}`,
  signInAnew: (flag) =>
    `No se ha borrado nada. O inicie sesión de nuevo; los archivos de la sesión anterior se conservan: ${flag}`,
});
