import type { ReviewWords } from "./en";

/** The reviews on the desk in French. */
export const fr: ReviewWords = {
  title: "Avis",
  stars: (count) => `${count} ${count < 2 ? "étoile" : "étoiles"} sur 5`,
  verified: "avis vérifié",
  sentiments: { positive: "positif", neutral: "neutre", negative: "négatif" },
  empty: "Aucun avis pour l’instant.",
  emptyHint: "Les avis reçus apparaîtront ici.",
  emptyHidden: "Aucun avis masqué.",
  emptyHiddenHint: "Un avis masqué peut être republié d’ici.",
  waitingTitle: (count) => `En attente de votre accord (${count})`,
  waitingLead: "Personne ne les voit avant leur publication.",
  othersTitle: "Publiés et masqués",
  filter: "Lesquels",
  filters: { published: "Publiés", hidden: "Masqués" },
  statuses: { waiting: "en attente", published: "publié", hidden: "masqué" },
  reviewOf: (name) => `l’avis signé ${name}`,
  show: "Publier",
  hide: "Masquer",
  answer: "Répondre",
  editAnswer: "Modifier la réponse",
  actionNamed: (action, name) => `${action}\u00a0: avis signé ${name}`,
  shown: "Publié\u00a0: tout le monde le voit, et il compte.",
  hidden: "Masqué\u00a0: plus personne ne le voit, et il ne compte plus.",
  answered: "Réponse enregistrée. Elle figure sous l’avis.",
  unanswered: "La réponse est retirée.",
  answerTitle: (when) => `Votre réponse, ${when}`,
  answerLabel: (name) => `Réponse à ${name}`,
  answerHint: "Tout le monde la lit sous l’avis, en texte simple. 1\u00a0000 caractères au plus.",
  removeAnswer: "Retirer la réponse",
  working: "Un instant…",
  stale: "Un avis a été modifié entre-temps. La liste est à jour.",
  removed: "L’avis est supprimé.",
  eraseTitle: "Effacer les avis d’une personne",
  eraseLead: "Sur demande\u00a0: supprime tous les avis laissés avec une même adresse e-mail.",
  eraseEmail: "Adresse e-mail de la personne",
  erase: "Effacer",
  erasing: "Effacement…",
  askTitle: "Effacer tous les avis de cette personne\u00a0?",
  askBody: (email) =>
    `Tous les avis laissés avec l’adresse ${email} seront supprimés. Cette action est définitive.`,
  askConfirm: "Oui, effacer",
  erased: (count) => {
    if (count === 0) return "Il n’y avait aucun avis de cette adresse.";
    return `${count} avis ${count === 1 ? "effacé" : "effacés"}.`;
  },
};
