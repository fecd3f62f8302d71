/** French: what a terminal says. */
import type { Format } from './format.ts';
import { frNoAnswers } from './fr-told.ts';
import type { Messages } from './messages.ts';

export const frTerminal = (format: Format): Messages['terminal'] => ({
  open: 'Adresse',
  code: 'Code',
  thenEnter: 'Ou scannez le carré avec votre téléphone, puis saisissez le code.',
  thenCompare: 'Ou scannez le carré avec votre téléphone, puis vérifiez qu’il affiche ce code.',
  onlyHere: 'Cette adresse ne fonctionne que sur cet ordinateur : ouvrez-la ici, dans un navigateur.',
  foreignHost: (host, server) => `Cette page est sur ${host}, et non sur ${server}.`,
  caution: ({ computer, server }) =>
    `Ne continuez que si vous avez vous-même lancé cette demande sur ${computer}, pour vous connecter à ${server}.`,
  waiting: (lifetimeMs) =>
    `En attente de votre approbation : il reste ${format.duration(lifetimeMs)}. Ctrl-C pour arrêter.`,
  stillTrying: ({ why, code }) => `${frNoAnswers[why]} (${code}) Nouvel essai en cours.`,
  connected: 'La connexion est rétablie.',
  slow: 'Le serveur tarde à répondre. L’attente continue.',
  toldToWait: (ms) => `Le serveur demande une pause de ${format.duration(ms)}. L’attente continue.`,
  signInAgain: (flag) => `Pour vous reconnecter avec votre téléphone : ${flag}`,
  stopping: 'Arrêt…',
  stopped: 'Arrêté.',
  nobody: (server) => `Personne n’est connecté à ${server}.`,
  signedIn: ({ name, server }) => `Connecté à ${server}${name === null ? '' : ` en tant que ${name}`}.`,
  formerly: (name) => `Compte précédent : ${name}.`,
  signedOut: 'Déconnecté.',
  keepWithoutKeyring: (flag) =>
    `Ou conservez-la sans trousseau de clés, là où tout programme que vous lancez pourrait la lire : ${flag}`,
  signInAnew: (flag) =>
    `Rien n’a été supprimé. Ou reconnectez-vous ; les fichiers de l’ancienne session sont conservés : ${flag}`,
});
