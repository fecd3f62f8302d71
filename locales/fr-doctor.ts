/** French: the examination of this computer. */
import type { DoctorWords } from './doctor.ts';

const SET_TIME = 'Laissez le système régler lui-même la date et l’heure.';

export const frDoctor: DoctorWords = {
  intro: 'Rien n’est modifié. Aucune session n’est ouverte, renouvelée ni fermée.',
  underWay: 'Vérification en cours…',
  again: 'Vérifier à nouveau',
  save: 'Enregistrer le rapport…',
  savedAs: 'Texte',
  saved: 'Enregistré. Le rapport ne contient aucun secret.',
  notSaved: (reason) => `Le rapport n’a pas pu être enregistré : ${reason}.`,
  whole: {
    good: 'Tout va bien.',
    'worth-knowing': 'Aucune erreur. Certains points sont à connaître.',
    wrong: 'Quelque chose ne va pas.',
    'not-told': 'Rien n’a pu être vérifié.',
  },
  verdicts: { good: 'Bon', 'worth-knowing': 'À savoir', wrong: 'Erreur', 'not-told': 'Inconnu' },
  topics: {
    server: 'Serveur',
    certificate: 'Certificat',
    proxy: 'Serveur proxy',
    clock: 'Horloge',
    keyring: 'Trousseau de clés',
    vault: 'Session enregistrée',
    permissions: 'Fichiers',
    configuration: 'Réglages de l’administrateur',
    start: 'Lancement avec l’ordinateur',
    tray: 'Zone de notification',
    sandbox: 'Bac à sable',
    running: 'Programme',
    versions: 'Numéros de version',
  },
  notTold: 'Cela n’a pas pu être déterminé ici.',
  said: {
    server: {
      reached: ['Le serveur répond.'],
      'no-sign-in': [
        'Aucune connexion par code n’a été trouvée à cette adresse.',
        'Vérifiez l’adresse. Si elle est correcte, demandez à votre administrateur le chemin du code et celui du jeton.',
      ],
      'other-endpoints': [
        'Le serveur indique d’autres chemins que ceux qui sont définis.',
        'Si la connexion échoue, supprimez les chemins définis.',
      ],
      'none-chosen': ['Aucun serveur n’est encore choisi.', 'Saisissez son adresse dans la fenêtre.'],
      'not-allowed': [
        'Le fichier de l’administrateur ne dit pas quel serveur est autorisé ; aucun n’a donc été interrogé.',
        'Faites corriger le fichier.',
      ],
      'bad-setting': ['Un réglage est inutilisable.', 'Corrigez-le : son nom et la règle figurent ci-dessous.'],
    },
    certificate: {
      trusted: ['Cet ordinateur fait confiance au certificat du serveur.'],
      'not-needed': ['Le serveur fonctionne sur cet ordinateur, ce qui ne demande aucun certificat.'],
      'wrong-date': [
        'Le certificat du serveur n’est pas valide aujourd’hui.',
        'Vérifiez l’horloge de cet ordinateur. Si elle est juste, dites à votre administrateur que le certificat a expiré.',
      ],
      'unknown-authority': [
        'Cet ordinateur ne connaît pas l’émetteur du certificat du serveur.',
        'Vérifiez si le réseau demande d’abord de s’y connecter. Si votre organisation inspecte les connexions, son propre certificat doit être installé dans ce système.',
      ],
      'other-name': [
        'Le certificat appartient à un autre serveur.',
        'Vérifiez l’adresse, et si le réseau demande d’abord de s’y connecter.',
      ],
      revoked: ['Le certificat du serveur a été révoqué.', 'Prévenez votre administrateur.'],
      'not-accepted': [
        'Aucune connexion sûre n’a pu être établie.',
        'Montrez le code ci-dessous à votre administrateur.',
      ],
    },
    proxy: {
      direct: ['Le serveur est joint sans proxy.'],
      used: ['Le chemin vers le serveur passe par un proxy.'],
      'asks-password': [
        'Le proxy sur le chemin du serveur demande un mot de passe.',
        'Essayez de vous connecter et saisissez-le dans la fenêtre. Un terminal ne peut pas le demander.',
      ],
    },
    clock: {
      right: ['L’horloge concorde avec celle du serveur.'],
      fast: ['L’horloge de cet ordinateur avance.', SET_TIME],
      slow: ['L’horloge de cet ordinateur retarde.', SET_TIME],
      'before-build': [
        'L’horloge de cet ordinateur indique une date antérieure à la création de ce programme.',
        SET_TIME,
      ],
    },
    keyring: {
      protects: ['Un trousseau de clés est là pour protéger la session.'],
      weak: [
        'Aucun trousseau de clés ne peut protéger la session.',
        'Déverrouillez le vôtre ou installez-en un, par exemple GNOME Keyring ou KWallet, puis redémarrez Companion.',
      ],
      none: ['Le trousseau de clés ne fonctionne pas.', 'Déverrouillez-le, puis redémarrez Companion.'],
    },
    vault: {
      empty: ['Aucune session n’est enregistrée.'],
      kept: ['La session enregistrée peut être lue.'],
      'from-before': [
        'La dernière copie de la session est endommagée, la précédente peut être lue.',
        'Si Companion vous demande de vous reconnecter, faites-le.',
      ],
      'other-endpoint': [
        'La connexion enregistrée vient d’un autre chemin que celui que le serveur indique maintenant.',
        'Elle reste valable tant que le serveur l’y accepte. Si Companion vous demande de vous reconnecter, faites-le.',
      ],
      'not-deleted': [
        'Une déconnexion n’a pas encore supprimé tous ses fichiers.',
        'Redémarrez Companion, et il le fera.',
      ],
    },
    permissions: {
      private: ['Vous seul pouvez lire les fichiers de Companion.'],
      absent: ['Companion n’a encore rien enregistré ici.'],
      open: [
        'D’autres utilisateurs de cet ordinateur peuvent voir ce que contient le dossier de Companion, mais pas lire la session.',
        'Gardez le dossier pour vous seul (mode 0700).',
      ],
      'vault-open': [
        'D’autres utilisateurs de cet ordinateur pourraient lire les fichiers de la session.',
        'Gardez-les pour vous seul (dossiers 0700, fichiers 0600).',
      ],
      'other-owner': [
        'Un élément du dossier de Companion appartient à quelqu’un d’autre.',
        'Reprenez-en la propriété. Cela arrive quand Companion a été lancé une fois en tant qu’administrateur.',
      ],
      'not-writable': [
        'Companion ne peut pas écrire dans son dossier.',
        'Vérifiez à qui est le dossier, et si le disque est protégé en écriture.',
      ],
    },
    configuration: {
      none: ['Aucun administrateur n’a rien réglé.'],
      used: ['Les réglages de l’administrateur sont valides et utilisés.'],
      overruled: [
        'Les réglages de l’administrateur sont utilisés ; autre chose a été demandé et n’est pas suivi.',
        'Retirez ce qui est nommé ci-dessous.',
      ],
    },
    start: {
      on: ['Companion démarre à l’ouverture de votre session sur l’ordinateur.'],
      off: ['Companion ne démarre pas à l’ouverture de votre session sur l’ordinateur.'],
    },
    tray: {
      shown: ['Il y a une zone de notification pour l’icône.'],
      none: [
        'Rien n’affiche ici d’icône de notification.',
        'Lancez Companion à nouveau pour voir sa fenêtre. GNOME affiche l’icône avec l’extension AppIndicator.',
      ],
    },
    sandbox: { on: ['Le bac à sable de Chromium isole la fenêtre de Companion.'] },
    running: {
      this: ['Companion est en cours d’exécution.'],
      nobody: ['Companion ne s’exécute pas avec ce profil.'],
      somebody: ['Companion s’exécute avec ce profil ; sa fenêtre montre ce qu’il fait.'],
    },
    versions: { known: ['Voici ce qui s’exécute.'] },
  },
};
