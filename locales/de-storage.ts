/** German: what is the matter with the place where sign-ins are kept. */
import type { Vocabulary } from './vocabulary.ts';

export const deStorageTroubles: Vocabulary['storageTroubles'] = {
  'no-keyring': {
    title: 'Kein Schlüsselbund antwortet',
    text: 'Der Schlüssel zu einer Anmeldung liegt im Schlüsselbund des Systems. Es läuft keiner, oder er wurde nicht entsperrt.',
    next: 'Starten oder entsperren Sie einen Schlüsselbund wie GNOME Keyring oder KWallet und starten Sie dann Companion neu.',
  },
  'keyring-locked': {
    title: 'Der Schlüsselbund ist gesperrt',
    text: 'Der Schlüssel zu Ihrer Anmeldung liegt im Schlüsselbund des Systems, der sich zurzeit nicht öffnet.',
    next: 'Entsperren Sie ihn und versuchen Sie es erneut. Ändert das nichts, starten Sie Companion neu.',
  },
  'keyring-changed': {
    title: 'Der Schlüsselbund hat sich geändert',
    text: 'Der Schlüssel zu Ihrer Anmeldung liegt nicht in diesem Schlüsselbund, oder er ist ein anderer.',
    next: 'Wenn Sie zum vorigen Schlüsselbund zurückkehren können, tun Sie das und starten Sie Companion neu.',
  },
  'disk-full': {
    title: 'Der Datenträger ist voll',
    text: 'Es ist kein Platz, um die Anmeldung zu speichern.',
    next: 'Schaffen Sie Platz und versuchen Sie es erneut.',
  },
  'read-only': {
    title: 'Der Datenträger ist schreibgeschützt',
    text: 'Wo Anmeldungen gespeichert werden, lässt sich zurzeit nichts schreiben.',
    next: 'Heben Sie den Schreibschutz auf und versuchen Sie es erneut.',
  },
  'no-permission': {
    title: 'Kein Zugriff auf die Dateien',
    text: 'Companion darf die Dateien, in denen Anmeldungen gespeichert sind, nicht lesen oder ändern.',
    next: 'Sorgen Sie dafür, dass sie Ihnen gehören, und versuchen Sie es erneut.',
  },
  damaged: {
    title: 'Die gespeicherte Anmeldung ist beschädigt',
    text: 'Weder ihre Datei noch die Kopie von vorher lässt sich lesen.',
    next: 'Wenn Sie eine Sicherung haben, spielen Sie sie ein und versuchen Sie es erneut.',
  },
  'newer-version': {
    title: 'Von einer neueren Version gespeichert',
    text: 'Die gespeicherte Anmeldung stammt von einer neueren Version von Companion; diese lässt sie unberührt.',
    next: 'Aktualisieren Sie Companion und versuchen Sie es erneut.',
  },
  'other-computer': {
    title: 'Diese Anmeldung gehört zu einem anderen Computer',
    text: 'Sie entstand auf einem anderen Computer, oder bevor dieses System neu installiert wurde. An zwei Orten benutzt, würde sie an beiden enden.',
    next: 'Melden Sie sich hier an; der andere Computer bleibt angemeldet.',
  },
  io: {
    title: 'Der Datenträger arbeitet nicht richtig',
    text: 'Die Dateien, in denen Anmeldungen gespeichert sind, ließen sich nicht lesen oder schreiben.',
    next: 'Prüfen Sie den Datenträger und versuchen Sie es erneut.',
  },
};

export const deStorageReasons: Vocabulary['storageReasons'] = {
  'no-keyring': 'kein Schlüsselbund antwortet',
  'keyring-locked': 'der Schlüsselbund ist gesperrt',
  'keyring-changed': 'der Schlüsselbund hat sich geändert',
  'disk-full': 'der Datenträger ist voll',
  'read-only': 'der Datenträger ist schreibgeschützt',
  'no-permission': 'kein Zugriff auf die Dateien',
  damaged: 'die gespeicherten Dateien sind beschädigt',
  'newer-version': 'eine neuere Version hat die Dateien geschrieben',
  'other-computer': 'die Dateien gehören zu einem anderen Computer',
  io: 'der Datenträger arbeitet nicht richtig',
};
