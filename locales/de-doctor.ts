/** German: the examination of this computer. */
import type { DoctorWords } from './doctor.ts';

const SET_TIME = 'Lassen Sie das System Datum und Uhrzeit selbst einstellen.';

export const deDoctor: DoctorWords = {
  intro: 'Dabei wird nichts verändert. Keine Anmeldung wird begonnen, erneuert oder beendet.',
  underWay: 'Wird geprüft …',
  again: 'Noch einmal prüfen',
  save: 'Bericht speichern …',
  savedAs: 'Textdatei',
  saved: 'Gespeichert. Der Bericht enthält keine Geheimnisse.',
  notSaved: (reason) => `Der Bericht konnte nicht gespeichert werden: ${reason}.`,
  whole: {
    good: 'Alles ist in Ordnung.',
    'worth-knowing': 'Kein Fehler. Einiges sollten Sie wissen.',
    wrong: 'Etwas stimmt nicht.',
    'not-told': 'Es konnte nichts geprüft werden.',
  },
  verdicts: { good: 'Gut', 'worth-knowing': 'Hinweis', wrong: 'Fehler', 'not-told': 'Unbekannt' },
  topics: {
    server: 'Server',
    certificate: 'Zertifikat',
    proxy: 'Proxy-Server',
    clock: 'Uhr',
    keyring: 'Schlüsselbund',
    vault: 'Gespeicherte Anmeldung',
    permissions: 'Dateien',
    configuration: 'Vorgaben der IT-Abteilung',
    start: 'Autostart',
    tray: 'Infobereich',
    sandbox: 'Sandbox',
    running: 'Programm',
    versions: 'Versionen',
  },
  notTold: 'Das ließ sich hier nicht feststellen.',
  said: {
    server: {
      reached: ['Der Server antwortet.'],
      'no-sign-in': [
        'Unter dieser Adresse wurde keine Anmeldung mit Code gefunden.',
        'Prüfen Sie die Adresse. Ist sie richtig, fragen Sie Ihren Administrator nach Code-Pfad und Token-Pfad.',
      ],
      'other-endpoints': [
        'Der Server nennt andere Pfade als die eingestellten.',
        'Falls die Anmeldung scheitert, entfernen Sie die eingestellten Pfade.',
      ],
      'none-chosen': ['Es ist noch kein Server gewählt.', 'Geben Sie seine Adresse im Fenster ein.'],
      'not-allowed': [
        'Die Datei der IT-Abteilung sagt nicht, welcher Server erlaubt ist; deshalb wurde keiner gefragt.',
        'Lassen Sie die Datei berichtigen.',
      ],
      'bad-setting': [
        'Eine Einstellung ist unbrauchbar.',
        'Berichtigen Sie sie: Wie sie heißt und was gilt, steht darunter.',
      ],
    },
    certificate: {
      trusted: ['Dieser Computer vertraut dem Zertifikat des Servers.'],
      'not-needed': ['Der Server läuft auf diesem Computer; dafür ist kein Zertifikat nötig.'],
      'wrong-date': [
        'Das Zertifikat des Servers ist heute nicht gültig.',
        'Prüfen Sie die Uhr dieses Computers. Wenn sie stimmt, sagen Sie Ihrer IT-Abteilung, dass das Zertifikat abgelaufen ist.',
      ],
      'unknown-authority': [
        'Dieser Computer kennt den Aussteller des Zertifikats nicht.',
        'Prüfen Sie, ob das Netzwerk zuerst eine Anmeldung verlangt. Wenn Ihre Organisation Verbindungen prüft, muss ihr eigenes Zertifikat in diesem System installiert sein.',
      ],
      'other-name': [
        'Das Zertifikat gehört zu einem anderen Server.',
        'Prüfen Sie die Adresse, und ob das Netzwerk zuerst eine Anmeldung verlangt.',
      ],
      revoked: ['Das Zertifikat des Servers wurde widerrufen.', 'Sagen Sie es Ihrer IT-Abteilung.'],
      'not-accepted': [
        'Eine sichere Verbindung kam nicht zustande.',
        'Zeigen Sie den Code darunter Ihrer IT-Abteilung.',
      ],
    },
    proxy: {
      direct: ['Der Server wird ohne Proxy erreicht.'],
      used: ['Der Weg zum Server führt über einen Proxy.'],
      'asks-password': [
        'Der Proxy auf dem Weg zum Server verlangt ein Passwort.',
        'Versuchen Sie sich anzumelden und geben Sie es im Fenster ein. Im Terminal geht das nicht.',
      ],
    },
    clock: {
      right: ['Die Uhr stimmt mit der des Servers überein.'],
      fast: ['Die Uhr dieses Computers geht vor.', SET_TIME],
      slow: ['Die Uhr dieses Computers geht nach.', SET_TIME],
      'before-build': ['Die Uhr dieses Computers zeigt eine Zeit, zu der es dieses Programm noch nicht gab.', SET_TIME],
    },
    keyring: {
      protects: ['Ein Schlüsselbund ist da, der die Anmeldung schützt.'],
      weak: [
        'Es gibt keinen Schlüsselbund, der die Anmeldung schützen könnte.',
        'Entsperren Sie Ihren oder installieren Sie einen, etwa GNOME Keyring oder KWallet, und starten Sie Companion neu.',
      ],
      none: ['Der Schlüsselbund funktioniert nicht.', 'Entsperren Sie ihn und starten Sie Companion neu.'],
    },
    vault: {
      empty: ['Es ist keine Anmeldung gespeichert.'],
      kept: ['Die gespeicherte Anmeldung lässt sich lesen.'],
      'from-before': [
        'Die neueste Kopie der Anmeldung ist beschädigt, die davor lässt sich lesen.',
        'Wenn Companion Sie bittet, sich neu anzumelden, tun Sie es.',
      ],
      'other-endpoint': [
        'Die gespeicherte Anmeldung stammt von einem anderen Pfad, als der Server jetzt nennt.',
        'Sie gilt weiter, solange der Server sie dort annimmt. Wenn Companion Sie bittet, sich erneut anzumelden, tun Sie das.',
      ],
      'not-deleted': [
        'Eine Abmeldung hat noch nicht alle ihre Dateien gelöscht.',
        'Starten Sie Companion neu, dann werden sie gelöscht.',
      ],
    },
    permissions: {
      private: ['Nur Sie können die Dateien von Companion lesen.'],
      absent: ['Companion hat hier noch nichts gespeichert.'],
      open: [
        'Andere auf diesem Computer können den Ordner von Companion ansehen, die Anmeldung aber nicht lesen.',
        'Behalten Sie den Ordner für sich allein (Modus 0700).',
      ],
      'vault-open': [
        'Andere auf diesem Computer könnten die Dateien der Anmeldung lesen.',
        'Behalten Sie sie für sich allein (Ordner 0700, Dateien 0600).',
      ],
      'other-owner': [
        'Etwas im Ordner von Companion gehört jemand anderem.',
        'Machen Sie sich wieder zum Eigentümer. Das kommt vor, wenn Companion einmal mit Administratorrechten lief.',
      ],
      'not-writable': [
        'Companion kann nicht in seinen Ordner schreiben.',
        'Prüfen Sie, wem der Ordner gehört, und ob der Datenträger schreibgeschützt ist.',
      ],
    },
    configuration: {
      none: ['Die IT-Abteilung hat nichts vorgegeben.'],
      used: ['Die Vorgaben der IT-Abteilung sind gültig und werden verwendet.'],
      overruled: [
        'Die Vorgaben der IT-Abteilung werden verwendet; etwas anderes, das verlangt wurde, wird nicht befolgt.',
        'Lassen Sie weg, was darunter genannt ist.',
      ],
    },
    start: {
      on: ['Companion startet, wenn Sie sich am Computer anmelden.'],
      off: ['Companion startet nicht, wenn Sie sich am Computer anmelden.'],
    },
    tray: {
      shown: ['Es gibt einen Infobereich für das Symbol.'],
      none: [
        'Hier zeigt nichts ein Symbol im Infobereich.',
        'Starten Sie Companion noch einmal, um sein Fenster zu sehen. GNOME zeigt das Symbol mit der Erweiterung AppIndicator.',
      ],
    },
    sandbox: { on: ['Die Sandbox von Chromium schirmt das Fenster von Companion ab.'] },
    running: {
      this: ['Companion läuft.'],
      nobody: ['Companion läuft nicht mit diesem Profil.'],
      somebody: ['Companion läuft mit diesem Profil; sein Fenster zeigt, was es tut.'],
    },
    versions: { known: ['Das läuft hier.'] },
  },
};
