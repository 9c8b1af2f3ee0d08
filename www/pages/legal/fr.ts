import type { Retention } from "../published-site";
import type { LegalWords } from "./en";

/** Ce que disent les mentions légales et la page de confidentialité, en français. */
export const fr: LegalWords = {
  legal: {
    title: "Mentions légales",
    description: (name: string) => `Qui publie le site de ${name} et qui l'héberge.`,
    publisher: "Éditeur",
    form: "Forme juridique",
    address: "Adresse",
    phone: "Téléphone",
    email: "E-mail",
    vatNumber: "Numéro de TVA",
    director: "Responsable de la publication",
    host: "Hébergeur",
  },
  privacy: {
    title: "Confidentialité",
    description: (name: string) =>
      `Ce que ${name} conserve à votre sujet, pourquoi, combien de temps, et comment le faire effacer.`,
    lead: "Nous ne demandons que ce qu'il faut pour votre rendez-vous. Nous ne vendons rien de ce que nous savons de vous, et ce site est sans publicité ni pistage.",
    contactTitle: "À qui s'adresser",
    contact: (name: string) =>
      `${name} est responsable de vos données. Écrivez-nous ou appelez-nous pour savoir ce que nous avons à votre sujet, le faire corriger ou effacer. Vous pouvez aussi saisir l'autorité de protection des données de votre pays.`,
    sections: (kept: Retention) => [
      {
        title: "Quand vous réservez",
        body: [
          "Nous conservons votre nom, votre numéro de téléphone, votre adresse e-mail et votre message si vous les donnez, ainsi que le rendez-vous : quoi, quand, avec qui et à quel prix. Il nous les faut pour garder votre place et pour vous joindre.",
          "Les réservations restent dans nos dossiers après le rendez-vous, même annulées, jusqu'à ce que vous demandiez d'effacer vos coordonnées.",
        ],
      },
      {
        title: "Les messages sur votre rendez-vous",
        body: [
          "Nous ne vous écrivons qu'au sujet de votre rendez-vous : quand vous le prenez, le changez ou l'annulez, et pour vous le rappeler. Nous notons si un message est arrivé. Une adresse qui refuse nos e-mails n'en reçoit plus.",
        ],
      },
      {
        title: "Quand vous donnez votre avis",
        body: [
          "Votre avis est public, avec le nom dont vous le signez. Votre adresse e-mail n'est jamais affichée.",
          `Nous supprimons l'adresse au bout de ${days(kept.reviewerEmailDays)}, ou dans les deux jours qui suivent. L'avis reste jusqu'à ce que vous demandiez de l'effacer ; nous le retrouvons par votre adresse tant que nous l'avons.`,
        ],
      },
      {
        title: "Quand vous visitez le site",
        body: [
          "Nous comptons les visites sans savoir qui vous êtes. Votre adresse Internet et le nom de votre navigateur deviennent un code, à l'aide d'un secret qui change chaque jour. Le code et le secret sont supprimés dans les quatre jours, et l'adresse elle-même n'est pas conservée. Nous limitons de la même façon le nombre de réservations et d'avis par adresse.",
          "Aucun cookie n'est déposé. Votre navigateur garde lui-même ce que vous avez commencé à saisir et, jusqu'au lendemain du rendez-vous, le lien vers celui que vous avez pris sur cet appareil.",
        ],
      },
      {
        title: "Journaux techniques et sauvegardes",
        body: [
          `Nos journaux ne contiennent ni nom, ni numéro de téléphone, ni adresse e-mail. Ils sont supprimés au bout de ${days(kept.logDays)}${
            kept.logArchiveYears > 0
              ? ` ; une copie reste archivée pendant ${years(kept.logArchiveYears)}`
              : ""
          }.`,
          ...(kept.accessLogs
            ? [
                "Pour repérer les attaques, nous enregistrons aussi chaque requête avec son adresse Internet, pendant sept jours.",
              ]
            : []),
          `Ce que nous effaçons reste dans les sauvegardes jusqu'à 35 jours${
            kept.monthlyBackups ? ", et dans des copies mensuelles jusqu'à un an" : ""
          }. Nous ne nous en servons qu'après une panne.`,
        ],
      },
    ],
    hostTitle: "Où sont vos données",
    host: (name: string) =>
      `${name} les conserve pour nous et ne peut s'en servir pour rien d'autre.`,
  },
};

function days(count: number): string {
  return count <= 1 ? `${count} jour` : `${count} jours`;
}

function years(count: number): string {
  return count <= 1 ? `${count} an` : `${count} ans`;
}
