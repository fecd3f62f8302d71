/** Spanish: the settings, what is told about the program, and the question when its window closes. */
import type { SettingsWords } from './vocabulary.ts';

export const esSettings: SettingsWords = {
  title: 'Ajustes',
  back: 'Volver',
  saved: 'Guardado',
  lockedBy: {
    flag: 'Definido al iniciar Companion',
    administrator: 'Definido por su administrador',
  },
  problems: {
    locked: 'Esto no se puede cambiar aquí.',
    notSaved: (reason) => `No se pudo guardar: ${reason}.`,
    notApplied: (reason) => `El sistema no lo aceptó: ${reason}.`,
    notOurs: 'Otra cosa inicia Companion al abrir la sesión del equipo. Cámbielo en los ajustes del sistema.',
  },

  start: 'Inicio',
  startAtLogin: 'Iniciar al abrir la sesión del equipo',
  notInstalled: 'No es posible mientras el programa no esté instalado.',
  needsApproval: 'Permítalo en Ajustes del Sistema > General > Ítems de inicio.',
  startHidden: 'Iniciar sin ventana',

  look: 'Idioma y aspecto',
  language: 'Idioma',
  systemLanguage: 'Sistema',
  theme: 'Tema',
  themes: { system: 'Sistema', light: 'Claro', dark: 'Oscuro' },

  signIn: 'Sesión',
  notifications: 'Avisarme cuando se me necesite',
  sendComputerName: 'Enviar el nombre de este equipo con la solicitud',
  sendComputerNameNote: 'Así, la página de aprobación puede mostrar qué equipo hace la solicitud.',
  keepWithoutKeyring: 'Conservar la sesión sin depósito de claves',
  keepWithoutKeyringNote:
    'Menos seguro: cualquier programa que ejecute podría usarla. Desactivado, dura hasta que salga de Companion.',
  keepWeakly: '¿Conservar la sesión sin un llavero de claves?',
  keepWeaklyYes: 'Conservar',
  keptAllTheSame: 'La sesión ya conservada sigue así hasta que la cierre.',

  window: 'Ventana',
  whenClosed: 'Al cerrar la ventana',
  whenClosedNote: 'Aquí ninguna bandeja muestra el icono. Para volver a ver la ventana, inicie Companion de nuevo.',
  whenClosedTo: { ask: 'Preguntar', quit: 'Salir', 'keep-running': 'Seguir en marcha' },

  closing: {
    question: '¿Dejar Companion en marcha?',
    text: 'Aquí ninguna bandeja muestra su icono. Mientras está en marcha, este equipo mantiene la sesión; para ver su ventana, inícielo de nuevo.',
    keep: 'Dejar en marcha',
    quit: 'Salir',
    remember: 'Recordar mi respuesta',
  },

  about: {
    open: 'Acerca de Transparenc Companion',
    title: 'Acerca de',
    text: 'Mantiene la sesión de este equipo, sin contraseña en él.',
    version: 'Versión',
    system: 'Sistema',
    licences: 'Licencia MIT. Las de sus componentes están en la carpeta del programa, en «licenses».',
    sandboxOff: {
      text: 'El entorno aislado (sandbox) de Chromium está desactivado: este sistema no lo permite o Companion se inició con --no-sandbox. Companion sigue cargando solo sus propias páginas, que no pueden ejecutar otro código ni abrir otras direcciones. Pero el sistema ya no las aísla.',
      next: 'Instale el paquete deb o rpm: incluye el permiso que necesita el entorno aislado.',
    },
  },
};
