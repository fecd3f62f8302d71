/** French: what went wrong, what ended, and what to do about it. */
import type { Endings, Failures, Refusal, Vocabulary } from './vocabulary.ts';

export const frNoAnswers: Vocabulary['noAnswers'] = {
  offline: 'Cet ordinateur semble être hors ligne.',
  'name-not-found': 'Aucun serveur n’a été trouvé sous ce nom.',
  refused: 'Le serveur n’accepte pas de connexions pour le moment.',
  reset: 'La connexion a été coupée avant qu’une réponse n’arrive.',
  'timed-out': 'Le serveur a mis trop de temps à répondre.',
  certificate: 'Le certificat du serveur n’est pas fiable : rien n’a été envoyé.',
  proxy: 'Le proxy du réseau est injoignable ou ne laisse pas passer cette demande.',
  'proxy-password': 'Le proxy du réseau demande un mot de passe.',
  redirected: 'Le serveur renvoie vers une autre adresse. Par sécurité, Companion ne la suit pas.',
  'server-trouble': 'Le serveur rencontre lui-même un problème pour le moment.',
  'too-many-requests': 'Le serveur reçoit trop de demandes.',
  'not-json': 'Une réponse est arrivée, mais pas celle d’un serveur de connexion.',
  'too-large': 'La réponse était bien trop longue pour un serveur de connexion.',
  'no-endpoint': 'Aucune connexion par appareil n’est proposée à cette adresse.',
  unknown: 'Aucune réponse n’est venue du serveur.',
};

const nextSteps: Failures['nextSteps'] = {
  offline: 'Vérifiez sa connexion au réseau, puis réessayez.',
  'name-not-found': 'Vérifiez la connexion au réseau et l’orthographe de l’adresse, puis réessayez.',
  refused: 'Réessayez dans un instant.',
  reset: 'Réessayez dans un instant.',
  'timed-out': 'Réessayez dans un instant.',
  certificate: 'Vérifiez l’heure de cet ordinateur, et si le réseau demande d’abord de s’y connecter.',
  proxy: 'Vérifiez le proxy dans les paramètres réseau du système, puis réessayez.',
  'proxy-password':
    'Companion ne peut pas en fournir. Demandez à votre administrateur de le laisser passer sans mot de passe.',
  redirected: 'Vérifiez l’adresse, et si le réseau demande d’abord de s’y connecter.',
  'server-trouble': 'Réessayez dans quelques minutes.',
  'too-many-requests': 'Réessayez dans quelques minutes.',
  'not-json': 'Vérifiez l’adresse, et si le réseau demande d’abord de s’y connecter.',
  'too-large': 'Vérifiez que l’adresse est la bonne.',
  'no-endpoint': 'Vérifiez que l’adresse est la bonne.',
  unknown: 'Vérifiez la connexion au réseau, puis réessayez.',
};

const becauseOf = (reason: Refusal | null) => (reason === null ? '' : ` : ${REFUSALS[reason]}`);

const REFUSALS: Readonly<Record<Refusal, string>> = {
  client: 'il ne connaît pas l’ID client de ce programme, ou ne lui permet pas ce type de connexion',
  scope: 'il n’accorde pas ce qui a été demandé (le scope)',
  'no-scope':
    'il exige un scope et aucun n’est défini (votre administrateur le connaît ; il se saisit dans les options avancées ou avec --scope)',
  'grant-type': 'il ne propose pas la connexion par téléphone',
};

const stillOfUse = (server: string) => `${server} n’a pas pu être informé : qui les copie pourrait s’en servir.`;

export const frFailures: Failures = {
  denied: (time) => ({
    title: 'La demande a été refusée',
    text: `Elle a été refusée sur la page d’approbation à ${time}.`,
    next: 'Si ce n’était pas vous, prévenez votre administrateur avant de réessayer.',
  }),
  expired: {
    title: 'Le code a expiré',
    text: 'Il n’a pas été approuvé à temps.',
    next: 'Demandez-en un nouveau quand vous aurez votre téléphone sous la main.',
  },
  codeNotValid: {
    title: 'Le code n’est plus valable',
    text: 'Le serveur ne reconnaît plus ce code.',
    next: 'Demandez-en un nouveau quand vous aurez votre téléphone sous la main.',
  },
  answerLost: {
    title: 'La réponse s’est perdue',
    text: 'Le serveur a utilisé ce code, mais sa réponse n’est pas arrivée.',
    next: 'Demandez un nouveau code et approuvez-le encore une fois.',
  },
  noEndpoint: (server) => ({
    title: 'Pas de connexion par appareil à cette adresse',
    text: `${server} a répondu, mais ne propose pas de connexion par appareil à cette adresse.`,
    next: 'Vérifiez que l’adresse est la bonne. Les détails indiquent celle qui a été interrogée.',
  }),
  unreachable: 'Le serveur est injoignable',
  notFound: (server) => `Aucun serveur n’a été trouvé sous le nom ${server}.`,
  ranOutMeanwhile: 'Le code a expiré entre-temps.',
  nextSteps,
  refused: (server, reason) => ({
    title: 'Le serveur ne le permet pas',
    text: `${server} ne permet pas à ce programme de se connecter ici${becauseOf(reason)}.`,
    next: 'Votre administrateur peut y remédier ; les détails donnent la réponse du serveur.',
  }),
  malformed: (server) => ({
    title: 'La réponse du serveur est inutilisable',
    text: `${server} a répondu d’une façon que ce type de connexion ne permet pas. La réponse n’a pas été utilisée.`,
    next: 'Vérifiez l’adresse. Si elle est correcte, montrez les détails à votre administrateur.',
  }),
  notDeletedTitle: 'Déconnexion incomplète',
  notDeleted: (reason) => `Les fichiers de la session n’ont pas pu être supprimés : ${reason}.`,
  leftBehind: {
    told: (server) => `${server} en a été informé : ils ne servent plus à rien.`,
    knew: (server) => `${server} avait mis fin à la session : ils ne servent plus à rien.`,
    'not-told': stillOfUse,
    'no-endpoint': stillOfUse,
  },
  notProtectedTitle: 'Pas encore protégée',
  notProtected: (reason) => `La session n’a pas pu être placée dans le trousseau de clés : ${reason}.`,
  unforeseen: {
    title: 'Un problème est survenu ici',
    text: 'Companion a lui-même fait une erreur. Votre téléphone et le serveur n’y sont pour rien.',
    next: 'Réessayez. Si cela se reproduit, quittez Companion et relancez-le.',
  },
  stillSignedIn: (computer, account) =>
    `Rien n’a changé : ${computer} est toujours connecté${account === null ? '' : ` en tant que ${account}`}.`,
  notSignedIn: (computer) => `${computer} n’a pas été connecté.`,
  nothingChanged: 'Rien n’a changé sur cet ordinateur.',
};

export const frEndings: Endings = {
  signedOut: 'Cet ordinateur est déconnecté',
  signedOutHere: {
    told: (server) => ({ text: `Il ne reste rien de la session ici, et ${server} en a été informé.`, next: '' }),
    'not-told': (server) => ({
      text: `Il ne reste rien de la session ici, mais ${server} n’a pas pu en être informé.`,
      next: 'Tant qu’elle n’y a pas expiré, qui l’aurait copiée auparavant pourrait encore s’en servir.',
    }),
    'no-endpoint': (server) => ({
      text: `Il n’en reste rien ici. ${server} ne peut pas être informé : la session y prendra fin d’elle-même ; d’ici là, une copie faite auparavant pourrait encore servir.`,
      next: '',
    }),
    knew: (server) => ({
      text: `Il ne reste rien de la session ici ; ${server} y avait déjà mis fin, ou elle s’était terminée d’elle-même.`,
      next: '',
    }),
  },
  signInAgain: 'Reconnectez-vous',
  signInAgainNext: 'Il vous faut votre téléphone ; cela prend une demi-minute.',
  revoked: (when) => `Le serveur a mis fin à cette session ${when}.`,
  interrupted: (when) =>
    `Une réponse du serveur s’est perdue pendant le renouvellement de la session : il y a donc mis fin ${when}.`,
  ranOut: (when) => `Cette session a atteint ${when} la durée limite fixée par le serveur.`,
  refused: (server, reason, when) =>
    `${server} a refusé de prolonger cette session${becauseOf(reason)}. Elle a expiré ${when}.`,
  refusedNext: 'Si vous reconnecter n’y change rien, montrez les détails à votre administrateur.',
};

export const frServerProblems: Vocabulary['serverProblems'] = {
  'not-an-address': 'Ce n’est pas une adresse. Elle ressemble à login.example.org.',
  'not-https': 'L’adresse doit commencer par https://, pour que personne ne puisse écouter.',
  'has-password': 'Retirez le nom d’utilisateur et le mot de passe : l’adresse seule suffit.',
  locked: 'Le serveur est déjà défini et ne peut pas être changé ici.',
  'bad-client-id': 'Un ID client compte jusqu’à 200 lettres, chiffres et signes, sans accents.',
  'bad-scope': 'Un scope est une liste de noms séparés par une seule espace.',
  'bad-device-authorization-path': 'Un chemin commence par / et ne contient pas d’espaces.',
  'bad-token-path': 'Un chemin commence par / et ne contient pas d’espaces.',
  'not-saved': 'L’enregistrement a échoué. Le disque est-il plein ou protégé en écriture ?',
};
