/** German. */
import { deMac } from './de-mac.ts';
import { deSettings } from './de-settings.ts';
import { deStorageReasons, deStorageTroubles } from './de-storage.ts';
import { deTerminal } from './de-terminal.ts';
import { deEndings, deFailures, deNoAnswers, deServerProblems } from './de-told.ts';
import { deUpdates } from './de-updates.ts';
import type { Format } from './format.ts';
import type { Vocabulary } from './vocabulary.ts';

export function de(format: Format): Vocabulary {
  // "14:02 Uhr", but not "2:02 PM Uhr".
  const uhr = /\d$/.test(format.time(0)) ? '\u00a0Uhr' : '';
  return {
    language: 'de',
    direction: 'ltr',
    between: ' ',

    when: (day, time) => `${day.isDate ? `am ${day.text}` : day.text} um ${time}${uhr}`,
    moment: (day, time) => `${day}, ${time}`,
    failures: deFailures(uhr),
    endings: deEndings,
    noAnswers: deNoAnswers,
    storageTroubles: deStorageTroubles,
    storageReasons: deStorageReasons,
    serverProblems: deServerProblems,
    terminal: deTerminal(format),

    kept: {
      keychain: (name) => `Die Anmeldung ist in ${name} gespeichert.`,
      macKeychain: 'Die Anmeldung ist im Schlüsselbund gespeichert.',
      keyring: 'Die Anmeldung ist im Schlüsselbund gespeichert.',
      weak: 'Die Anmeldung ist ohne Schlüsselbund gespeichert: weniger sicher.',
      untilQuit: (reason) => `Die Anmeldung gilt nur bis zum Beenden: ${reason}.`,
    },
    keptWhere: {
      keychain: (name) => `in ${name}`,
      macKeychain: 'im Schlüsselbund',
      keyring: 'im Schlüsselbund',
      weak: 'ohne Schlüsselbund: weniger sicher',
      untilQuit: (reason) => `nur bis zum Beenden: ${reason}`,
    },
    notRenewed: {
      refused: (server) => `${server} verlängert die Anmeldung nicht.`,
      malformed: (server) => `Die Antwort von ${server} ist nicht zu verstehen.`,
      storage: (reason) => `Die Anmeldung ließ sich nicht verlängern: ${reason}.`,
      unforeseen: 'Das Verlängern der Anmeldung ist unerwartet fehlgeschlagen.',
      signedInForNow: 'Vorerst bleiben Sie angemeldet.',
    },
    protect: {
      keychain: (name) => `Mit ${name} schützen`,
      macKeychain: 'Mit dem Schlüsselbund schützen',
      keyring: 'Mit dem Schlüsselbund schützen',
    },
    clockOff: (offMs) =>
      `Die Uhr dieses Computers geht ${format.duration(Math.abs(offMs))} ${offMs > 0 ? 'vor' : 'nach'}: Daran könnte es liegen.`,
    phoneNeeded: ({ name, server }) =>
      `${name === null ? '' : `${name} bei `}${server}: Ihr Telefon wird gebraucht. Klicken Sie für einen neuen Code.`,
    tray: {
      starting: 'Wird gestartet',
      waitingForKeyring: 'Wartet auf den Schlüsselbund',
      noServer: 'Zuerst einen Server wählen',
      signedOut: 'Nicht angemeldet',
      requestingCode: (server) => `Fordert einen Code von ${server} an`,
      waiting: 'Wartet auf Ihr Telefon',
      waitingInTrouble: 'Wartet auf Ihr Telefon: Verbindung gestört',
      waitingHereInTrouble: 'Wartet auf Ihre Bestätigung: Verbindung gestört',
      signedIn: (server) => `Angemeldet bei ${server}`,
      signedInRetrying: (server) => `Angemeldet bei ${server}; zurzeit nicht erreichbar`,
      signedInNotRenewed: (server) => `Angemeldet bei ${server}; Verlängern fehlgeschlagen`,
      signingOut: 'Wird abgemeldet',
      needsYou: (server) => `Bitte bei ${server} erneut anmelden`,
      failed: 'Nicht angemeldet: der letzte Versuch schlug fehl',
      failedSignedIn: (server) => `Angemeldet bei ${server}; der letzte Versuch schlug fehl`,
    },
    menu: {
      signIn: 'Anmelden …',
      signInAgain: 'Erneut anmelden …',
      show: 'Anzeigen',
      signOut: 'Abmelden',
      quit: 'Beenden',
      copyCode: 'Code kopieren',
      openPage: 'Seite öffnen',
      settings: 'Einstellungen',
      startAtLogin: 'Beim Anmelden am Computer starten',
    },
    mac: deMac,

    facts: {
      thisComputer: 'Dieser Computer',
      server: 'Server',
      account: 'Konto',
      formerly: 'Zuvor',
      kept: 'Gespeichert',
      willBeKept: 'Wird gespeichert',
      since: 'Seit',
      until: 'Bis',
      notYetKnown: 'wird geprüft …',
    },
    support: {
      summary: 'Details',
      what: 'Was',
      version: 'Version',
      note: 'Für den Support. Enthält keine Geheimnisse.',
      examine: 'Diesen Computer prüfen',
    },
    actions: {
      signIn: 'Anmelden',
      signInAgain: 'Erneut anmelden',
      getNewCode: 'Neuen Code anfordern',
      tryAgain: 'Erneut versuchen',
      notNow: 'Nicht jetzt',
      cancel: 'Abbrechen',
      changeServer: 'Server ändern',
    },
    loading: {
      title: 'Einen Moment',
      waitingTitle: 'Wartet auf Ihren Schlüsselbund',
      waitingText: 'Achten Sie auf eine Passwortabfrage. Vielleicht liegt sie hinter anderen Fenstern.',
    },
    connect: {
      title: 'Bei welchem Server melden Sie sich an?',
      text: 'Seine Adresse haben Sie von Ihrer Organisation erhalten.',
      address: 'Serveradresse',
      example: (address) => ['Zum Beispiel ', address],
      advanced: 'Erweitert',
      clientId: 'Client-ID',
      clientIdHint: 'Lassen Sie dies leer, wenn Ihre IT-Abteilung Ihnen keine gegeben hat.',
      connect: 'Verbinden',
      noAddress: 'Geben Sie die Adresse des Servers ein.',
    },
    signedOut: {
      title: 'Diesen Computer anmelden',
      text: 'Sie bestätigen mit Ihrem Telefon. Ein Passwort geben Sie hier nicht ein.',
    },
    requestingCode: {
      title: 'Code wird angefordert',
      text: (server) => ['Anfrage an ', server, '. Halten Sie Ihr Telefon bereit.'],
    },
    awaiting: {
      title: 'Scannen, dann Code eingeben',
      text: 'Richten Sie die Telefonkamera auf das Quadrat und geben Sie auf der Seite diesen Code ein.',
      titleCompare: 'Scannen, Code vergleichen',
      textCompare: 'Richten Sie die Telefonkamera auf das Quadrat: Das Telefon muss diesen Code zeigen.',
      titleNoQr: 'Seite öffnen, dann Code eingeben',
      textNoQr:
        'Öffnen Sie die Adresse unten auf Ihrem Telefon oder einem anderen Computer. Geben Sie dort diesen Code ein.',
      titleCompareHere: 'Seite öffnen, dann Code vergleichen',
      textOnlyHere: 'Dieser Server läuft auf diesem Computer, kein Telefon erreicht ihn. Öffnen Sie die Seite hier.',
      hiddenTitle: 'Der Code ist verborgen',
      hiddenText: 'Er bleibt gültig. Zeigen Sie ihn, wenn niemand sonst hinsieht.',
      passLabel: 'Anmeldecode',
      qrLabel: (address) => `QR-Code für ${address}`,
      spelled: (userCode) => `Der Code: ${format.spelled(userCode, SPELLED, ', ')}`,
      address: (address) => ['Ohne Kamera: ', address],
      addressNoQr: (address) => ['Adresse: ', address],
      foreignHost: (host, server) => ['Nicht auf ', server, ', sondern auf ', host, '.'],
      timeLeft: (ms) => `Noch ${format.duration(ms)}`,
      timeUp: 'Wird geprüft …',
      waiting: 'Wartet auf Ihr Telefon',
      waitingHere: 'Wartet auf Ihre Bestätigung',
      trouble: 'Störung, wird weiter versucht',
      caution: (time, computer, server) => [
        'Nur fortfahren, wenn Sie selbst um ',
        time,
        `${uhr} auf `,
        computer,
        ' die Anmeldung bei ',
        server,
        ' begonnen haben.',
      ],
      copyCode: 'Code kopieren',
      copied: 'Kopiert',
      openPage: 'Im Browser öffnen',
      hideCode: 'Code verbergen',
      showCode: 'Code anzeigen',
      enlarge: 'Größer anzeigen',
      reduce: 'Zurück',
    },
    signedIn: {
      title: 'Sie sind angemeldet',
      text: 'Sie können dieses Fenster schließen. Das Symbol im Infobereich ändert sich, wenn Ihr Telefon wieder gebraucht wird.',
      textUntil: 'Der Server beendet diese Anmeldung zur unten genannten Zeit. Dann brauchen Sie wieder Ihr Telefon.',
      retrying: (because) => `${deNoAnswers[because.why]} Sie bleiben angemeldet.`,
      weak: 'Ohne Schlüsselbund könnte jedes Programm, das Sie ausführen, die Anmeldung benutzen.',
      signOut: 'Abmelden',
      question: ({ computer }) => `${computer} abmelden?`,
      questionText: 'Um sich wieder anzumelden, brauchen Sie Ihr Telefon.',
      stay: 'Angemeldet bleiben',
    },
    proxy: {
      user: 'Benutzername für den Proxy',
      password: 'Passwort für den Proxy',
      note: (host) => ['Nur für ', host, '. Companion vergisst beides beim Beenden.'],
      noUser: 'Geben Sie den Benutzernamen ein.',
      refused: 'Der Proxy hat diese Angaben nicht angenommen.',
    },
    signingOut: {
      title: 'Wird abgemeldet',
      text: (server) => ['Die Anmeldung wird hier gelöscht, und ', server, ' wird benachrichtigt.'],
    },
    storageUnreadable: {
      nothingDeleted: 'Es wurde nichts gelöscht.',
      signInInstead: 'Stattdessen neu anmelden',
      signInHere: 'Hier anmelden',
      setAside: 'Eine neue Anmeldung löscht nichts: Die Dateien der alten bleiben erhalten.',
    },
    misconfigured: {
      title: 'Die Konfiguration dieses Computers ist unbrauchbar',
      why: {
        unreadable: 'Die Datei, die Ihre IT-Abteilung für Companion angelegt hat, lässt sich nicht lesen.',
        'not-trusted':
          'Die Datei, die Ihre IT-Abteilung für Companion angelegt hat, ist nicht vor anderen geschützt und wird deshalb nicht verwendet.',
        'not-json': 'Die Datei, die Ihre IT-Abteilung für Companion angelegt hat, ist beschädigt.',
        'wrong-field': 'Die Datei, die Ihre IT-Abteilung für Companion angelegt hat, enthält einen Fehler.',
      },
      next: 'Zeigen Sie das Ihrer IT-Abteilung und starten Sie Companion danach neu. Es wurde nichts gelöscht.',
      signedInForNow:
        'Sie bleiben angemeldet. Die Konfiguration Ihrer IT-Abteilung enthält einen Fehler; bis er behoben ist, kann sich niemand neu anmelden.',
      file: 'Datei',
      rule: 'Fehler',
    },
    settings: deSettings,
    updates: deUpdates,
  };
}

const SPELLED: Readonly<Record<string, string>> = {
  '0': 'Null',
  O: 'Buchstabe O',
  o: 'kleiner Buchstabe O',
  '1': 'Eins',
  I: 'Buchstabe I',
  i: 'kleiner Buchstabe I',
  l: 'kleiner Buchstabe L',
  '-': 'Bindestrich',
  '–': 'Gedankenstrich',
  _: 'Unterstrich',
  '.': 'Punkt',
  ',': 'Komma',
  ':': 'Doppelpunkt',
  '/': 'Schrägstrich',
  ' ': 'Leerzeichen',
};
