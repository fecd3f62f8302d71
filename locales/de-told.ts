/** German: what went wrong, what ended, and what to do about it. */
import type { Endings, Failures, Refusal, Vocabulary } from './vocabulary.ts';

export const deNoAnswers: Vocabulary['noAnswers'] = {
  offline: 'Dieser Computer ist anscheinend offline.',
  'name-not-found': 'Unter diesem Namen wurde kein Server gefunden.',
  refused: 'Der Server nimmt zurzeit keine Verbindungen an.',
  reset: 'Die Verbindung brach ab, bevor eine Antwort kam.',
  'timed-out': 'Der Server antwortet nicht schnell genug.',
  certificate: 'Dem Zertifikat des Servers ist nicht zu trauen, deshalb wurde nichts gesendet.',
  proxy: 'Der Proxy des Netzwerks ist nicht erreichbar oder lässt dies nicht durch.',
  'proxy-password': 'Der Proxy des Netzwerks verlangt ein Passwort.',
  redirected: 'Der Server verweist auf eine andere Adresse. Zur Sicherheit folgt Companion ihr nicht.',
  'server-trouble': 'Der Server ist zurzeit selbst gestört.',
  'too-many-requests': 'Der Server erhält zurzeit zu viele Anfragen.',
  'not-json': 'Es kam eine Antwort, aber nicht die eines Anmeldeservers.',
  'too-large': 'Die Antwort war viel zu lang für einen Anmeldeserver.',
  'no-endpoint': 'Unter dieser Adresse gibt es keine Geräteanmeldung.',
  unknown: 'Vom Server kam keine Antwort.',
};

const nextSteps: Failures['nextSteps'] = {
  offline: 'Prüfen Sie die Netzwerkverbindung und versuchen Sie es erneut.',
  'name-not-found': 'Prüfen Sie die Netzwerkverbindung und die Schreibweise der Adresse.',
  refused: 'Versuchen Sie es gleich noch einmal.',
  reset: 'Versuchen Sie es gleich noch einmal.',
  'timed-out': 'Versuchen Sie es gleich noch einmal.',
  certificate: 'Prüfen Sie die Uhr dieses Computers, und ob das Netzwerk zuerst eine Anmeldung verlangt.',
  proxy: 'Prüfen Sie den Proxy in den Netzwerkeinstellungen des Systems und versuchen Sie es erneut.',
  'proxy-password':
    'Companion kann keines angeben. Bitten Sie Ihre IT-Abteilung, Companion ohne Passwort durchzulassen.',
  redirected: 'Prüfen Sie die Adresse, und ob das Netzwerk zuerst eine Anmeldung verlangt.',
  'server-trouble': 'Versuchen Sie es in einigen Minuten erneut.',
  'too-many-requests': 'Versuchen Sie es in einigen Minuten erneut.',
  'not-json': 'Prüfen Sie die Adresse, und ob das Netzwerk zuerst eine Anmeldung verlangt.',
  'too-large': 'Prüfen Sie, ob die Adresse stimmt.',
  'no-endpoint': 'Prüfen Sie, ob die Adresse stimmt.',
  unknown: 'Prüfen Sie die Netzwerkverbindung und versuchen Sie es erneut.',
};

const becauseOf = (reason: Refusal | null) => (reason === null ? '' : `: ${REFUSALS[reason]}`);

const REFUSALS: Readonly<Record<Refusal, string>> = {
  client: 'Der Server kennt die Client-ID des Programms nicht oder erlaubt ihr diese Art der Anmeldung nicht',
  scope: 'Er gewährt nicht, worum gebeten wurde (den Scope)',
  'no-scope':
    'Er verlangt einen Scope, und es ist keiner eingestellt (Ihr Administrator kennt ihn; er gehört unter „Erweitert“ oder in --scope)',
  'grant-type': 'Er bietet keine Anmeldung mit dem Telefon an',
};

const stillOfUse = (server: string) =>
  `${server} konnte nicht benachrichtigt werden: Wer sie kopiert, könnte sie benutzen.`;

/** @param uhr what follows a time of day */
export const deFailures = (uhr: string): Failures => ({
  denied: (time) => ({
    title: 'Die Anfrage wurde abgelehnt',
    text: `Sie wurde um ${time}${uhr} auf der Bestätigungsseite abgelehnt.`,
    next: 'Wenn Sie das nicht selbst waren, informieren Sie Ihre IT-Abteilung, bevor Sie es erneut versuchen.',
  }),
  expired: {
    title: 'Der Code ist abgelaufen',
    text: 'Er wurde nicht rechtzeitig bestätigt.',
    next: 'Fordern Sie einen neuen an, wenn Sie Ihr Telefon zur Hand haben.',
  },
  codeNotValid: {
    title: 'Der Code ist nicht mehr gültig',
    text: 'Der Server kennt diesen Code nicht mehr.',
    next: 'Fordern Sie einen neuen an, wenn Sie Ihr Telefon zur Hand haben.',
  },
  answerLost: {
    title: 'Die Antwort ging verloren',
    text: 'Der Server hat den Code verbraucht, aber seine Antwort ist nicht angekommen.',
    next: 'Fordern Sie einen neuen Code an und bestätigen Sie noch einmal.',
  },
  noEndpoint: (server) => ({
    title: 'Keine Geräteanmeldung unter dieser Adresse',
    text: `${server} hat geantwortet, bietet unter dieser Adresse aber keine Geräteanmeldung an.`,
    next: 'Prüfen Sie, ob die Adresse stimmt. Die Details zeigen, welche abgefragt wurde.',
  }),
  unreachable: 'Der Server ist nicht erreichbar',
  notFound: (server) => `Unter dem Namen ${server} wurde kein Server gefunden.`,
  ranOutMeanwhile: 'Inzwischen ist der Code abgelaufen.',
  nextSteps,
  refused: (server, reason) => ({
    title: 'Der Server lässt das nicht zu',
    text: `${server} lässt die Anmeldung mit diesem Programm nicht zu${becauseOf(reason)}.`,
    next: 'Ihre IT-Abteilung kann das beheben; was der Server geantwortet hat, steht in den Details.',
  }),
  malformed: (server) => ({
    title: 'Die Antwort des Servers ist unbrauchbar',
    text: `${server} hat anders geantwortet, als diese Art der Anmeldung es erlaubt. Die Antwort wurde nicht verwendet.`,
    next: 'Prüfen Sie die Adresse. Stimmt sie, zeigen Sie die Details Ihrer IT-Abteilung.',
  }),
  notDeletedTitle: 'Nicht vollständig abgemeldet',
  notDeleted: (reason) => `Die Dateien der Anmeldung konnten nicht gelöscht werden: ${reason}.`,
  leftBehind: {
    told: (server) => `${server} wurde benachrichtigt, sie sind also wertlos.`,
    knew: (server) => `${server} hatte die Anmeldung schon beendet, sie sind also wertlos.`,
    'not-told': stillOfUse,
    'no-endpoint': stillOfUse,
  },
  notProtectedTitle: 'Noch nicht geschützt',
  notProtected: (reason) => `Die Anmeldung ließ sich nicht in den Schlüsselbund übernehmen: ${reason}.`,
  unforeseen: {
    title: 'Hier ist etwas schiefgegangen',
    text: 'Companion hat selbst einen Fehler gemacht. An Ihrem Telefon und am Server liegt es nicht.',
    next: 'Versuchen Sie es erneut. Passiert es wieder, beenden und starten Sie Companion neu.',
  },
  stillSignedIn: (computer, account) =>
    `Es hat sich nichts geändert: ${computer} ist weiterhin${account === null ? '' : ` als ${account}`} angemeldet.`,
  notSignedIn: (computer) => `${computer} wurde nicht angemeldet.`,
  nothingChanged: 'Auf diesem Computer hat sich nichts geändert.',
});

export const deEndings: Endings = {
  signedOut: 'Dieser Computer ist abgemeldet',
  signedOutHere: {
    told: (server) => ({
      text: `Hier ist nichts von der Anmeldung übrig, und ${server} wurde benachrichtigt.`,
      next: '',
    }),
    'not-told': (server) => ({
      text: `Hier ist nichts von der Anmeldung übrig, aber ${server} konnte nicht benachrichtigt werden.`,
      next: 'Bis sie dort abläuft, könnte sie noch benutzen, wer sie zuvor kopiert hat.',
    }),
    'no-endpoint': (server) => ({
      text: `Hier ist nichts davon übrig. ${server} lässt sich nicht benachrichtigen: Die Anmeldung endet dort von selbst; bis dahin könnte eine frühere Kopie noch benutzt werden.`,
      next: '',
    }),
    knew: (server) => ({
      text: `Hier ist nichts von der Anmeldung übrig; ${server} hatte sie schon beendet, oder sie war von selbst abgelaufen.`,
      next: '',
    }),
  },
  signInAgain: 'Bitte melden Sie sich erneut an',
  signInAgainNext: 'Sie brauchen Ihr Telefon; es dauert eine halbe Minute.',
  revoked: (when) => `Der Server hat diese Anmeldung ${when} beendet.`,
  interrupted: (when) =>
    `Beim Verlängern der Anmeldung ging eine Antwort des Servers verloren, deshalb hat er sie ${when} beendet.`,
  ranOut: (when) => `Diese Anmeldung hat ${when} das Zeitlimit des Servers erreicht.`,
  refused: (server, reason, when) =>
    `${server} hat diese Anmeldung nicht verlängert${becauseOf(reason)}. Sie ist ${when} abgelaufen.`,
  refusedNext: 'Wenn erneutes Anmelden nicht hilft, zeigen Sie die Details Ihrer IT-Abteilung.',
};

export const deServerProblems: Vocabulary['serverProblems'] = {
  'not-an-address': 'Das ist keine Adresse. Sie sieht aus wie login.example.org.',
  'not-https': 'Die Adresse muss mit https:// beginnen, damit niemand mithören kann.',
  'has-password': 'Lassen Sie Benutzername und Passwort weg: Die Adresse allein genügt.',
  locked: 'Der Server ist schon festgelegt und lässt sich hier nicht ändern.',
  'bad-client-id': 'Eine Client-ID hat bis zu 200 Buchstaben, Ziffern und Zeichen, ohne Umlaute oder Akzente.',
  'bad-scope': 'Ein Scope besteht aus Namen, die durch einzelne Leerzeichen getrennt sind.',
  'bad-device-authorization-path': 'Ein Pfad beginnt mit / und enthält keine Leerzeichen.',
  'bad-token-path': 'Ein Pfad beginnt mit / und enthält keine Leerzeichen.',
  'not-saved': 'Das ließ sich nicht speichern. Ist der Datenträger voll oder schreibgeschützt?',
};
