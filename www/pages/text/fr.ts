import type { PlaceInMonth } from "../../../contract/business";
import type { PageWords } from "./en";

const places: Readonly<Record<PlaceInMonth, string>> = {
  first: "premier",
  second: "deuxième",
  third: "troisième",
  fourth: "quatrième",
  last: "dernier",
};

/** What only the built pages say, in French. */
export const fr: PageWords = {
  languageName: "Français",
  skip: "Aller au contenu",
  nav: {
    label: "Menu principal",
    services: "Prestations et tarifs",
    visit: "Horaires et adresse",
    shop: "Boutique",
    reviews: "Avis",
    book: "Réserver",
    languages: "Langue",
  },
  foot: {
    label: "Autres pages",
    apiDocs: "Référence de l’API",
    visits: (count, written) => `${written}\u00a0${count < 2 ? "visite" : "visites"}`,
  },
  home: {
    title: (name) => `${name}\u00a0: prestations, tarifs et réservation`,
    welcome: (name) => `Bienvenue chez ${name}`,
    book: "Prendre rendez-vous",
    call: (phone) => `Appeler le ${phone}`,
    openOn: (days) => `Ouvert ${days}`,
    from: (price) => `À partir de ${price}`,
    servicesTitle: "Prestations et tarifs",
    servicesLead:
      "Le prix est celui du rendez-vous complet. Combinez plusieurs prestations\u00a0: nous calculons la durée totale.",
    bookService: (service) => `Réserver\u00a0: ${service}`,
    bookShort: "Réserver",
    howTitle: "Comment ça marche",
    steps: [
      {
        title: "Choisissez ce qui vous plaît",
        body: "Une prestation ou plusieurs\u00a0: le prix et la durée s’affichent aussitôt.",
      },
      {
        title: "Choisissez le jour et l’heure",
        body: "Seuls les créneaux vraiment libres sont proposés, et le vôtre vous est gardé dès la validation.",
      },
      {
        title: "Venez comme vous êtes",
        body: "Rien à payer en ligne. Un empêchement\u00a0? Déplacez ou annulez avec le lien reçu dans votre confirmation.",
      },
    ],
    visitTitle: "Horaires et adresse",
    hoursTitle: "Horaires d’ouverture",
    closed: "Fermé",
    exceptionsTitle: "Fermetures et horaires particuliers",
    locationTitle: "Où nous trouver",
    map: "Voir sur la carte",
    mapNote: "sur OpenStreetMap",
    contactTitle: "Nous contacter",
    closingBody: "Réserver prend environ deux minutes, de jour comme de nuit.",
  },
  days: {
    range: (from: string, until: string) => `du ${from} au ${until}`,
    weekdays: (weekdays: string, from: string, until: string) =>
      `${weekdays} entre le ${from} et le ${until}`,
    monthly: (place: PlaceInMonth, weekday: string) => `le ${places[place]} ${weekday} du mois`,
    repeated: (days: number, weeks: number, from: string) =>
      `${days === 1 ? "1 jour" : `${days} jours`} toutes les ${weeks === 1 ? "" : `${weeks} `}semaines à partir du ${from}`,
  },
  notFound: {
    title: "Page introuvable",
    body: "L’adresse est peut-être mal saisie, ou la page a été déplacée.",
    home: "Aller à l’accueil",
  },
  book: {
    description: (name) => `Choisissez une prestation, un jour et une heure chez ${name}.`,
    noScript: (phone) =>
      `La réservation en ligne nécessite JavaScript. Appelez-nous au ${phone}\u00a0: nous trouverons un créneau ensemble.`,
  },
  manage: {
    description: (name) => `Consultez, déplacez ou annulez votre rendez-vous chez ${name}.`,
    noScript: (phone) =>
      `Cette page nécessite JavaScript. Pour déplacer ou annuler votre rendez-vous, appelez-nous au ${phone}.`,
  },
  shop: {
    description: (name) => `Les produits proposés chez ${name}, avec leurs prix.`,
    noScript: (phone) =>
      `La boutique nécessite JavaScript. Appelez-nous au ${phone}\u00a0: nous vous dirons ce que nous avons.`,
  },
  reviews: {
    description: (name) => `Les avis sur ${name}, et comment laisser le vôtre.`,
    noScript: (phone) =>
      `Les avis nécessitent JavaScript. Vous pouvez aussi nous appeler au ${phone}.`,
  },
  apiDocs: {
    description: (name) =>
      `${name}\u00a0: toutes les opérations de l’API, qui peut les appeler, ce qu’elles prennent et ce qu’elles répondent.`,
  },
};
