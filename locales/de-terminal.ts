/** German: what a terminal says. */
import { deNoAnswers } from './de-told.ts';
import type { Format } from './format.ts';
import type { Messages } from './messages.ts';

export const deTerminal = (format: Format): Messages['terminal'] => ({
  open: 'Adresse',
  code: 'Code',
  thenEnter: 'Oder scannen Sie das Quadrat mit Ihrem Telefon und geben Sie dort den Code ein.',
  thenCompare: 'Oder scannen Sie das Quadrat mit Ihrem Telefon und prüfen Sie, ob es diesen Code zeigt.',
  onlyHere: 'Diese Adresse gilt nur auf diesem Computer: Öffnen Sie sie hier in einem Browser.',
  foreignHost: (host, server) => `Diese Seite liegt auf ${host}, nicht auf ${server}.`,
  caution: ({ computer, server }) =>
    `Nur fortfahren, wenn Sie selbst auf ${computer} die Anmeldung bei ${server} begonnen haben.`,
  waiting: (lifetimeMs) => `Wartet auf Ihre Bestätigung: noch ${format.duration(lifetimeMs)}. Strg-C bricht ab.`,
  stillTrying: ({ why, code }) => `${deNoAnswers[why]} (${code}) Wird weiter versucht.`,
  connected: 'Die Verbindung ist wieder da.',
  slow: 'Der Server antwortet langsam. Es wird weiter gewartet.',
  toldToWait: (ms) => `Der Server bittet um eine Pause: ${format.duration(ms)}. Es wird weiter gewartet.`,
  signInAgain: (flag) => `So melden Sie sich mit dem Telefon neu an: ${flag}`,
  stopping: 'Wird abgebrochen …',
  stopped: 'Abgebrochen.',
  nobody: (server) => `Bei ${server} ist niemand angemeldet.`,
  signedIn: ({ name, server }) => `Bei ${server}${name === null ? '' : ` als ${name}`} angemeldet.`,
  formerly: (name) => `Zuvor war ${name} angemeldet.`,
  signedOut: 'Abgemeldet.',
  keepWithoutKeyring: (flag) =>
    `Oder speichern Sie sie ohne Schlüsselbund, wo jedes Programm, das Sie ausführen, sie lesen könnte: ${flag}`,
  signInAnew: (flag) =>
    `Es wurde nichts gelöscht. Oder melden Sie sich neu an; die Dateien der alten Anmeldung bleiben erhalten: ${flag}`,
});
