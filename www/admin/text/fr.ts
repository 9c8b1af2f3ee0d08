import type { AdminWords } from "./en";

/** The kinds of messages whose name is feminine: "Demande", "Confirmation", "Nouvelle heure", "Annulation". */
const feminine = ["request", "confirmation", "change", "cancellation"];

/** What became of a message, in agreement with the name of its kind. */
function agree(kind: string, result: string): string {
  return feminine.includes(kind) ? `${result}e` : result;
}

/** The owner's page in French; nothing in it depends on whether somebody is a woman or a man. */
export const fr: AdminWords = {
  title: "Gestion",
  description: (name) => `Pour l’équipe, chez ${name}\u00a0: rendez-vous, produits et avis.`,
  noScript: "Cette page nécessite JavaScript.",
  starting: "Ouverture…",
  signIn: {
    title: "Connexion",
    lead: "Réservé à l’équipe.",
    email: "Adresse e-mail",
    password: "Mot de passe",
    submit: "Se connecter",
    busy: "Connexion en cours…",
    ended: "Votre session a expiré. Reconnectez-vous pour reprendre où vous en étiez.",
    out: "Votre session est fermée.",
    newTitle: "Choisissez votre mot de passe",
    newLead: "Le mot de passe que vous avez reçu ne sert qu’une fois.",
    newPassword: "Nouveau mot de passe",
    newHint:
      "Au moins 12 caractères, avec des majuscules, des minuscules, des chiffres et un symbole.",
    newSubmit: "Enregistrer ce mot de passe",
    codeTitle: "Saisissez votre code",
    codeLead: "Ouvrez votre application d’authentification et saisissez les six chiffres affichés.",
    code: "Code à six chiffres",
    codeSubmit: "Continuer",
    setUpTitle: "Configurez votre application d’authentification",
    setUpLead:
      "Ajoutez un compte dans l’application avec cette clé, puis saisissez les six chiffres affichés.",
    setUpKey: "Clé de configuration",
    setUpLink: "Ouvrir l’application sur ce téléphone",
    restart: "Recommencer",
    empty: "Saisissez votre adresse e-mail et votre mot de passe.",
    emptyOne: "Remplissez ce champ.",
    problem: {
      wrong: "Adresse e-mail ou mot de passe incorrect.",
      code: "Ce code est incorrect ou périmé. Saisissez celui que l’application affiche maintenant.",
      weak: "Ce mot de passe est trop faible. Suivez l’indication et choisissez-en un autre.",
      ended: "Le délai est dépassé. Recommencez avec votre mot de passe.",
      reset:
        "Votre mot de passe doit être réinitialisé. Demandez-en un nouveau à la personne qui gère le système.",
      many: "Trop de tentatives. Patientez quelques minutes et réessayez.",
      offline: "Le service de connexion est injoignable. Vérifiez votre réseau et réessayez.",
      failed: "La connexion a échoué. Veuillez réessayer dans un instant.",
    },
  },
  frame: {
    tabs: "Rubriques",
    signedIn: (email) => `Session ouverte\u00a0: ${email}`,
    signOut: "Se déconnecter",
  },
  tab: {
    bookings: "Rendez-vous",
    customers: "Clientèle",
    products: "Produits",
    feedback: "Avis",
    users: "Comptes",
    business: "Établissement",
  },
  failure: {
    title: "Le chargement a échoué",
    signedOut: "Votre session a expiré.",
    forbidden: "Votre compte n’y est pas autorisé. Il doit appartenir au groupe d’administration.",
    gone: "Cet élément n’existe plus. Rechargez la page pour voir ce qui reste.",
    retry: "Réessayer",
    check: "Vérifiez les champs signalés ci-dessous.",
  },
  list: {
    loading: "Chargement…",
    more: "Afficher la suite",
    moreBusy: "Chargement de la suite…",
    shown: (count) => (count < 2 ? `${count} affiché` : `${count} affichés`),
    shownMore: (count) => `${count} affichés, la liste continue`,
    actions: "Actions",
    cancel: "Annuler",
    save: "Enregistrer",
    saving: "Enregistrement…",
    edit: "Modifier",
    editNamed: (name) => `Modifier ${name}`,
    remove: "Supprimer",
    removeNamed: (name) => `Supprimer ${name}`,
    removing: "Suppression…",
    removeTitle: (name) => `Supprimer ${name}\u00a0?`,
    removeBody: "Cette action est définitive.",
    removeConfirm: "Oui, supprimer",
    optional: "facultatif",
  },
  unreached: {
    title: (count) =>
      count === 1
        ? "Demain\u00a0: aucun message n’a atteint cette personne"
        : `Demain\u00a0: aucun message n’a atteint ces ${count} personnes`,
    titleLate: (count) =>
      count === 1
        ? "Le message d’une personne est en retard"
        : `Les messages de ${count} personnes sont en retard`,
    hintLate:
      "Ils partiront d’eux-mêmes dès que possible. En cas d’urgence, prévenez la personne vous-même.",
    hint: "WhatsApp s’ouvre avec le message tout prêt\u00a0; il ne reste qu’à l’envoyer.",
    none: "Aucun message n’a pu être envoyé",
    whatsApp: "Prévenir par WhatsApp",
    failed: "Impossible de vérifier quels messages sont arrivés.",
    tell: (visit) =>
      `Bonjour ${visit.name}, ici ${visit.business}. Votre rendez-vous est prévu le ${visit.date} à ${visit.time}\u00a0: ${visit.services}, avec ${visit.staff}. En cas d’empêchement, répondez ici ou appelez le ${visit.phone}.`,
    tellOver: (visit) =>
      `Bonjour ${visit.name}, ici ${visit.business}. Nous sommes désolés\u00a0: votre rendez-vous du ${visit.date} à ${visit.time} ne peut pas avoir lieu. Répondez ici ou appelez le ${visit.phone} pour convenir d’une autre date.`,
    tellRequest: (visit) =>
      `Bonjour ${visit.name}, ici ${visit.business}, au sujet de votre demande pour le ${visit.date} à ${visit.time}\u00a0: ${visit.services}, avec ${visit.staff}. Elle n’est pas encore confirmée. Répondez ici ou appelez le ${visit.phone}.`,
  },
  bookings: {
    title: "Rendez-vous",
    filter: "Filtrer les rendez-vous",
    from: "Du",
    to: "Au",
    status: "Statut",
    anyStatus: "Tous les statuts",
    email: "E-mail de la personne",
    apply: "Afficher",
    clear: "À venir",
    range: "Le dernier jour ne peut pas précéder le premier.",
    today: "Aujourd’hui",
    tomorrow: "Demain",
    none: "Aucun rendez-vous à venir.",
    noneHint: "Les nouveaux apparaîtront ici.",
    empty: "Aucun rendez-vous ne correspond.",
    emptyHint: "Essayez d’autres jours ou un autre statut.",
    with: (name) => `avec ${name}`,
    note: "Remarque",
    mail: "Messages",
    noMail: "aucun pour l’instant",
    unreachable: "Un message n’est pas arrivé\u00a0: veuillez téléphoner.",
    complained: "Un message a été signalé comme indésirable\u00a0: veuillez téléphoner.",
    history: "Historique",
    leftOut: (count) =>
      count === 1
        ? "1 changement n’est plus conservé"
        : `${count} changements ne sont plus conservés`,
    movedTo: (when) => `déplacé au ${when}`,
    statuses: {
      pending: "En attente",
      confirmed: "Confirmé",
      completed: "Terminé",
      no_show: "Absence",
      cancelled: "Annulé",
      rejected: "Refusé",
      expired: "Expiré",
    },
    by: { customer: "en ligne", system: "automatiquement", admin: "par l’équipe" },
    mails: {
      request: "Demande reçue",
      confirmation: "Confirmation",
      change: "Nouvelle heure",
      cancellation: "Annulation",
      rejection: "Refus",
      reminder: "Rappel",
      link: "Lien",
      "sms-confirmation": "Confirmation (SMS)",
      "sms-change": "Nouvelle heure (SMS)",
      "sms-cancellation": "Annulation (SMS)",
      "sms-rejection": "Refus (SMS)",
      "sms-reminder": "Rappel (SMS)",
      "sms-link": "Lien (SMS)",
    },
    mailStatus: {
      waiting: () => "en retard\u00a0: nouvel essai en cours",
      sending: () => "envoi en cours",
      sent: (kind) => agree(kind, "envoyé"),
      undelivered: (kind) => agree(kind, "non remis"),
      delivered: (kind) => agree(kind, "remis"),
      bounced: (kind) => agree(kind, "rejeté"),
      complained: (kind) => `${agree(kind, "signalé")} comme indésirable`,
      suppressed: (kind) =>
        `${agree(kind, "non envoyé")}\u00a0: cette adresse a déjà rejeté ou signalé un message`,
      failed: () => "échec de l’envoi",
      capped: (kind) => `${agree(kind, "non envoyé")}\u00a0: limite mensuelle de SMS atteinte`,
      held: (kind) =>
        `${agree(kind, "non envoyé")}\u00a0: trop d’e-mails à cette adresse ce jour-là`,
      superseded: (kind) => `${agree(kind, "remplacé")} par un message plus récent`,
    },
    action: {
      confirm: "Confirmer",
      reject: "Refuser",
      complete: "Marquer comme terminé",
      noShow: "Noter une absence",
      cancel: "Annuler le rendez-vous",
    },
    actionNamed: (action, name) => `${action}\u00a0: ${name}`,
    working: "Un instant…",
    done: (name, status) => `${name}\u00a0: ${status.toLowerCase()}.`,
    rejectTitle: (name) => `Refuser le rendez-vous pris par ${name}\u00a0?`,
    rejectBody: "Le créneau redevient libre, et la personne reçoit un e-mail.",
    rejectUntold:
      "Le créneau redevient libre. Sans adresse e-mail, prévenez vous-même la personne.",
    rejectConfirm: "Oui, refuser",
    cancelTitle: (name) => `Annuler le rendez-vous pris par ${name}\u00a0?`,
    cancelBody:
      "Le créneau redevient libre, et la personne reçoit un e-mail. L’annulation est définitive.",
    cancelUntold:
      "Le créneau redevient libre. Sans adresse e-mail, prévenez vous-même la personne. L’annulation est définitive.",
    cancelConfirm: "Oui, annuler",
    keep: "Non, garder",
    completeTitle: (name) => `Marquer comme terminé le rendez-vous pris par ${name}\u00a0?`,
    completeConfirm: "Oui, terminé",
    noShowTitle: (name) => `Noter une absence au rendez-vous pris par ${name}\u00a0?`,
    noShowConfirm: "Oui, noter l’absence",
    back: "Non, revenir",
  },
  removal: {
    title: "Supprimer de nombreux rendez-vous",
    lead: "Si quelqu’un a inondé l’agenda\u00a0: indiquez ce que ces rendez-vous ont en commun, puis vérifiez la liste avant toute suppression. Seuls les rendez-vous à venir sont supprimés.",
    phone: "Numéro de téléphone",
    email: "Adresse e-mail",
    from: "Rendez-vous à partir du",
    to: "Rendez-vous jusqu’au",
    madeFrom: "Réservés à partir du",
    madeTo: "Réservés jusqu’au",
    messages: "Messages",
    oneMessage: "Un par personne",
    noMessage: "Aucun",
    look: "Voir la liste",
    looking: "Recherche…",
    nothing: "Aucun rendez-vous à venir ne correspond.",
    matching: (count, people) =>
      `${count === 1 ? "1 rendez-vous correspond" : `${count} rendez-vous correspondent`}, pour ${people === 1 ? "1 personne" : `${people} personnes`}\u00a0:`,
    more: (count) => `et ${count} de plus`,
    remove: (count) => `Supprimer ${count} rendez-vous`,
    askTitle: (count) =>
      count === 1 ? "Supprimer 1 rendez-vous\u00a0?" : `Supprimer ces ${count} rendez-vous\u00a0?`,
    made: (when) => `réservé le ${when}`,
    showAll: (count) => `Tout afficher (${count})`,
    showFewer: "Réduire la liste",
    hours: "Le même jour, la seconde heure ne peut pas précéder la première.",
    byPhone: (count) =>
      count === 1
        ? "1 personne n’a pas d’adresse e-mail et doit être prévenue par téléphone\u00a0:"
        : `${count} personnes n’ont pas d’adresse e-mail et doivent être prévenues par téléphone\u00a0:`,
    untold: (count) =>
      count === 1
        ? "1 personne n’a reçu aucun message d’annulation. À appeler\u00a0:"
        : `${count} personnes n’ont reçu aucun message d’annulation. À appeler\u00a0:`,
    askTold: (mailed, called) =>
      [
        "Les créneaux redeviennent libres.",
        mailed === 1 && "1 personne reçoit un seul message pour tous ses rendez-vous.",
        mailed > 1 &&
          `${mailed} personnes reçoivent chacune un seul message pour tous leurs rendez-vous.`,
        called === 1 && "1 personne n’a pas d’adresse e-mail et doit être prévenue par téléphone.",
        called > 1 &&
          `${called} personnes n’ont pas d’adresse e-mail et doivent être prévenues par téléphone.`,
        "Cette action est définitive.",
      ]
        .filter(Boolean)
        .join(" "),
    askUntold:
      "Les créneaux redeviennent libres, et personne ne reçoit de message. Cette action est définitive.",
    askConfirm: (count) => (count === 1 ? "Oui, le supprimer" : `Oui, supprimer les ${count}`),
    keep: "Non, les garder",
    running: (done, total) => `${done} ${done < 2 ? "supprimé" : "supprimés"} sur ${total}…`,
    stop: "Arrêter",
    stopping: "Arrêt en cours…",
    stopped: (done) => `${done} déjà ${done < 2 ? "supprimé" : "supprimés"}.`,
    stuck:
      "Les rendez-vous ci-dessous n’ont pas pu être supprimés pour l’instant. Réessayez dans un moment.",
    over: (done) =>
      done === 1
        ? "1 rendez-vous supprimé. Il ne reste aucun de ceux que vous avez vus."
        : `${done} rendez-vous supprimés. Il ne reste aucun de ceux que vous avez vus.`,
  },
  customers: {
    title: "Clientèle",
    lead: "Toutes les personnes qui ont un rendez-vous ces jours-là.",
    name: "Nom",
    phone: "Téléphone",
    email: "E-mail",
    bookings: "Rendez-vous",
    noShows: "Absences",
    lastVisit: "Dernier rendez-vous",
    seeBookings: "Voir les rendez-vous",
    seeBookingsOf: (name) => `Voir les rendez-vous pris par ${name}`,
    empty: "Personne ces jours-là.",
    emptyHint: "Essayez d’autres jours.",
  },
  products: {
    title: "Produits",
    product: "Produit",
    add: "Ajouter un produit",
    addTitle: "Nouveau produit",
    editTitle: (name) => `Modifier ${name}`,
    category: "Catégorie",
    allCategories: "Toutes les catégories",
    name: { en: "Nom en anglais", fr: "Nom en français" },
    nameMissing: "Indiquez le nom du produit.",
    price: (sign: string) => `Prix en ${sign}`,
    stock: "En stock",
    active: "Afficher dans la boutique",
    hidden: "Masqué",
    shownShort: "En boutique",
    state: "Statut",
    empty: "Aucun produit pour l’instant.",
    emptyHint: "Ajoutez le premier.",
    created: (name) => `Produit ajouté\u00a0: ${name}.`,
    saved: (name) => `Produit enregistré\u00a0: ${name}.`,
    removed: (name) => `Produit supprimé\u00a0: ${name}.`,
    staleTitle: "Quelqu’un d’autre a modifié ce produit",
    stale:
      "Il a été enregistré avec d’autres valeurs après que vous l’avez ouvert. Rechargez-le pour les voir\u00a0; votre saisie sera perdue.",
    reload: "Recharger le produit",
    reloadFailed: "Le produit n’a pas pu être rechargé. Il a peut-être été supprimé.",
  },
  users: {
    title: "Comptes",
    add: "Ajouter un compte",
    addTitle: "Nouveau compte",
    editTitle: (name) => `Modifier ${name}`,
    name: "Nom complet",
    email: "E-mail",
    age: "Âge",
    since: "Ajouté le",
    empty: "Aucun compte pour l’instant.",
    emptyHint: "Ajoutez le premier.",
    created: (name) => `Compte ajouté\u00a0: ${name}.`,
    saved: (name) => `Compte enregistré\u00a0: ${name}.`,
    removed: (name) => `Compte supprimé\u00a0: ${name}.`,
  },
};
