/** French: what is the matter with the place where sign-ins are kept. */
import type { Vocabulary } from './vocabulary.ts';

export const frStorageTroubles: Vocabulary['storageTroubles'] = {
  'no-keyring': {
    title: 'Aucun trousseau de clés ne répond',
    text: 'La clé d’une session est conservée dans le trousseau de clés du système. Aucun n’est actif, ou il n’a pas été déverrouillé.',
    next: 'Démarrez ou déverrouillez un trousseau comme GNOME Keyring ou KWallet, puis relancez Companion.',
  },
  'keyring-locked': {
    title: 'Le trousseau de clés est verrouillé',
    text: 'La clé de votre session est conservée dans le trousseau de clés du système, qui ne s’ouvre pas pour le moment.',
    next: 'Déverrouillez-le, puis réessayez. Si cela ne change rien, relancez Companion.',
  },
  'keyring-changed': {
    title: 'Le trousseau de clés a changé',
    text: 'La clé de votre session n’est pas dans ce trousseau, ou c’en est désormais une autre.',
    next: 'Si vous pouvez revenir au trousseau précédent, faites-le et relancez Companion.',
  },
  'disk-full': {
    title: 'Le disque est plein',
    text: 'Il n’y a pas assez de place pour enregistrer la session.',
    next: 'Libérez de la place, puis réessayez.',
  },
  'read-only': {
    title: 'Le disque est protégé en écriture',
    text: 'L’emplacement où sont conservées les sessions est en lecture seule pour le moment.',
    next: 'Autorisez-y l’écriture, puis réessayez.',
  },
  'no-permission': {
    title: 'Les fichiers sont inaccessibles',
    text: 'Companion n’a pas le droit de lire ou de modifier les fichiers où sont conservées les sessions.',
    next: 'Assurez-vous qu’ils vous appartiennent, puis réessayez.',
  },
  damaged: {
    title: 'La session enregistrée est endommagée',
    text: 'Ni son fichier ni la copie précédente ne peuvent être lus.',
    next: 'Si vous avez une sauvegarde, restaurez-la et réessayez.',
  },
  'newer-version': {
    title: 'Enregistrée par une version plus récente',
    text: 'La session a été enregistrée par une version plus récente de Companion ; elle est laissée intacte.',
    next: 'Mettez Companion à jour, puis réessayez.',
  },
  'other-computer': {
    title: 'Cette session est celle d’un autre ordinateur',
    text: 'Elle a été ouverte sur un autre ordinateur, ou avant la réinstallation de ce système. Utilisée à deux endroits, elle prendrait fin aux deux.',
    next: 'Connectez-vous ici ; l’autre ordinateur reste connecté.',
  },
  io: {
    title: 'Le disque ne répond pas correctement',
    text: 'La lecture ou l’écriture des fichiers où sont conservées les sessions a échoué.',
    next: 'Vérifiez le disque, puis réessayez.',
  },
};

export const frStorageReasons: Vocabulary['storageReasons'] = {
  'no-keyring': 'aucun trousseau de clés ne répond',
  'keyring-locked': 'le trousseau de clés est verrouillé',
  'keyring-changed': 'le trousseau de clés a changé',
  'disk-full': 'le disque est plein',
  'read-only': 'le disque est protégé en écriture',
  'no-permission': 'les fichiers ne peuvent pas être modifiés',
  damaged: 'les fichiers enregistrés sont endommagés',
  'newer-version': 'une version plus récente a écrit les fichiers',
  'other-computer': 'les fichiers sont ceux d’un autre ordinateur',
  io: 'le disque ne répond pas correctement',
};
