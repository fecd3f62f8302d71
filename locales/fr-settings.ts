/** French: the settings, what is told about the program, and the question when its window closes. */
import type { SettingsWords } from './vocabulary.ts';

export const frSettings: SettingsWords = {
  title: 'Réglages',
  back: 'Retour',
  saved: 'Enregistré',
  lockedBy: {
    flag: 'Défini au lancement de Companion',
    administrator: 'Défini par votre administrateur',
  },
  problems: {
    locked: 'Cela ne peut pas être modifié ici.',
    notSaved: (reason) => `Cela n’a pas pu être enregistré : ${reason}.`,
    notApplied: (reason) => `Le système ne l’a pas accepté : ${reason}.`,
    notOurs:
      'Autre chose lance Companion à l’ouverture de session sur l’ordinateur. Modifiez-le dans les réglages du système.',
  },

  start: 'Démarrage',
  startAtLogin: 'Lancer à l’ouverture de session sur l’ordinateur',
  notInstalled: 'Impossible tant que le programme n’est pas installé.',
  needsApproval: 'Autorisez-le dans Réglages Système > Général > Ouverture.',
  startHidden: 'Lancer sans fenêtre',

  look: 'Langue et apparence',
  language: 'Langue',
  systemLanguage: 'Système',
  theme: 'Thème',
  themes: { system: 'Système', light: 'Clair', dark: 'Sombre' },

  signIn: 'Session',
  notifications: 'M’avertir quand on a besoin de moi',
  sendComputerName: 'Envoyer le nom de cet ordinateur avec la demande',
  sendComputerNameNote: 'La page d’approbation peut alors indiquer quel ordinateur fait la demande.',
  keepWithoutKeyring: 'Conserver la session sans trousseau de clés',
  keepWithoutKeyringNote:
    'Moins sûr : tout programme que vous lancez pourrait s’en servir. Désactivé, elle dure jusqu’à ce que vous quittiez Companion.',
  keepWeakly: 'Conserver la session sans trousseau de clés ?',
  keepWeaklyYes: 'Conserver',
  keptAllTheSame: 'La session déjà conservée le reste jusqu’à ce que vous vous déconnectiez.',

  window: 'Fenêtre',
  whenClosed: 'À la fermeture de la fenêtre',
  whenClosedNote:
    'Aucune zone de notification n’affiche l’icône ici. Pour revoir la fenêtre, lancez Companion à nouveau.',
  whenClosedTo: { ask: 'Demander', quit: 'Quitter', 'keep-running': 'Laisser tourner' },

  closing: {
    question: 'Laisser tourner Companion ?',
    text: 'Aucune zone de notification n’affiche son icône ici. Tant qu’il tourne, cet ordinateur reste connecté ; pour revoir sa fenêtre, lancez-le à nouveau.',
    keep: 'Laisser tourner',
    quit: 'Quitter',
    remember: 'Retenir ma réponse',
  },

  about: {
    open: 'À propos de Transparenc Companion',
    title: 'À propos',
    text: 'Garde cet ordinateur connecté, sans mot de passe dessus.',
    version: 'Version',
    system: 'Système',
    licences: 'Licence MIT. Celles de ses composants se trouvent dans le dossier du programme, sous « licenses ».',
    sandboxOff: {
      text: 'Le bac à sable de Chromium est désactivé : ce système ne l’autorise pas, ou Companion a été lancé avec --no-sandbox. Companion ne charge toujours que ses propres pages, qui ne peuvent ni exécuter d’autre code ni ouvrir d’autres adresses. Mais le système ne les isole plus.',
      next: 'Installez le paquet deb ou rpm : il fournit l’autorisation dont le bac à sable a besoin.',
    },
  },
};
