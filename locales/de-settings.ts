/** German: the settings, what is told about the program, and the question when its window closes. */
import type { SettingsWords } from './vocabulary.ts';

export const deSettings: SettingsWords = {
  title: 'Einstellungen',
  back: 'Zurück',
  saved: 'Gespeichert',
  lockedBy: {
    flag: 'Beim Start von Companion festgelegt',
    administrator: 'Von Ihrer IT-Abteilung festgelegt',
  },
  problems: {
    locked: 'Das lässt sich hier nicht ändern.',
    notSaved: (reason) => `Das konnte nicht gespeichert werden: ${reason}.`,
    notApplied: (reason) => `Das System hat das nicht übernommen: ${reason}.`,
    notOurs: 'Etwas anderes startet Companion beim Anmelden am Computer. Ändern Sie das in den Systemeinstellungen.',
  },

  start: 'Start',
  startAtLogin: 'Beim Anmelden am Computer starten',
  notInstalled: 'Nicht möglich, solange das Programm nicht installiert ist.',
  needsApproval: 'Erlauben Sie es in den Systemeinstellungen unter „Allgemein“ > „Anmeldeobjekte“.',
  startHidden: 'Ohne Fenster starten',

  look: 'Sprache und Aussehen',
  language: 'Sprache',
  systemLanguage: 'System',
  theme: 'Farbschema',
  themes: { system: 'System', light: 'Hell', dark: 'Dunkel' },

  signIn: 'Anmeldung',
  notifications: 'Benachrichtigen, wenn ich gebraucht werde',
  sendComputerName: 'Den Namen dieses Computers mit der Anfrage senden',
  sendComputerNameNote: 'Die Seite zum Bestätigen kann dann anzeigen, welcher Computer sich anmelden möchte.',
  keepWithoutKeyring: 'Anmeldung ohne Schlüsselbund behalten',
  keepWithoutKeyringNote:
    'Weniger sicher: Jedes Programm, das Sie starten, könnte sie benutzen. Ausgeschaltet gilt sie, bis Sie Companion beenden.',
  keepWeakly: 'Anmeldung ohne Schlüsselbund speichern?',
  keepWeaklyYes: 'Speichern',
  keptAllTheSame: 'Die schon gespeicherte Anmeldung bleibt, wie sie ist, bis Sie sich abmelden.',

  window: 'Fenster',
  whenClosed: 'Wenn das Fenster geschlossen wird',
  whenClosedNote:
    'Hier zeigt kein Infobereich das Symbol. Um das Fenster wieder zu sehen, starten Sie Companion noch einmal.',
  whenClosedTo: { ask: 'Fragen', quit: 'Beenden', 'keep-running': 'Weiterlaufen' },

  closing: {
    question: 'Soll Companion weiterlaufen?',
    text: 'Hier zeigt kein Infobereich das Symbol. Solange Companion läuft, bleibt dieser Computer angemeldet; um das Fenster zu sehen, starten Sie es noch einmal.',
    keep: 'Weiterlaufen',
    quit: 'Beenden',
    remember: 'Antwort merken',
  },

  about: {
    open: 'Über Transparenc Companion',
    title: 'Über',
    text: 'Hält diesen Computer angemeldet, ohne ein Passwort darauf.',
    version: 'Version',
    system: 'System',
    licences: 'MIT-Lizenz. Die Lizenzen der Bestandteile liegen im Programmordner unter „licenses“.',
    sandboxOff: {
      text: 'Die Sandbox von Chromium ist ausgeschaltet: Dieses System erlaubt sie nicht, oder Companion wurde mit --no-sandbox gestartet. Companion lädt weiterhin nur eigene Seiten, und diese können weder fremden Code ausführen noch andere Adressen öffnen. Das System selbst schirmt sie aber nicht mehr ab.',
      next: 'Installieren Sie das deb- oder rpm-Paket: Es bringt die Berechtigung mit, die die Sandbox braucht.',
    },
  },
};
