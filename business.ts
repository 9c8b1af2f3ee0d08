/**
 * The customer: everything about the business that the site, the booking rules and the mails show.
 * Another business edits this file and `Pulumi.<stage>.yaml`, and nothing else.
 * `checkBusiness` (contract/check-business.ts) refuses a mistake here before anything is deployed.
 */

import type { Business } from "./contract/business";

const weekday = [{ opens: "09:00", closes: "18:00" }];

export const business: Business = {
  name: "Braid with Petra",
  schemaType: "HairSalon",
  tagline: {
    en: "Braids that are gentle on your hair, in Bonabéri, Douala",
    fr: "Des tresses douces pour vos cheveux, à Bonabéri, Douala",
  },
  about: {
    en: "Petra has braided hair in Bonabéri for over ten years. Every visit starts with a look at your scalp and edges, the price you see is the price you pay, and your chair is kept for you alone.",
    fr: "Petra tresse à Bonabéri depuis plus de dix ans. Chaque rendez-vous commence par un regard sur votre cuir chevelu et vos contours, le prix affiché est le prix payé, et votre fauteuil n'est réservé qu'à vous.",
  },
  phrases: {
    team: { en: "Who will do your hair", fr: "Les mains qui vous coiffent" },
    teamLead: {
      en: "Steady, gentle hands. You can ask for somebody by name, or take whoever is free first.",
      fr: "Des mains sûres et douces. Demandez quelqu'un par son nom, ou prenez la première place libre.",
    },
    closing: { en: "Your chair is waiting", fr: "Votre fauteuil vous attend" },
    noteHint: {
      en: "For example hair length, colour, or a sensitive scalp.",
      fr: "Par exemple la longueur, la couleur ou un cuir chevelu sensible.",
    },
    shop: {
      en: "What we work with in the salon, for your hair at home.",
      fr: "Ce que nous utilisons au salon, pour vos cheveux à la maison.",
    },
  },
  phone: "+237651844664",
  email: "hello@braidwithpetra.ca",
  address: {
    street: { en: "Bonabéri, near the old road", fr: "Bonabéri, près de l'ancienne route" },
    district: "Bonabéri",
    city: "Douala",
    country: { en: "Cameroon", fr: "Cameroun" },
    mapUrl: "https://www.openstreetmap.org/search?query=Bonab%C3%A9ri%20Douala",
  },
  legal: {
    publisher: "Braid with Petra",
    director: "Petra",
    host: {
      name: "Amazon Web Services, Inc.",
      address: "410 Terry Avenue North, Seattle, WA 98109, USA",
    },
  },
  country: "CM",
  timeZone: "Africa/Douala",
  currency: "XAF",
  languages: ["en", "fr"],
  openingHours: {
    monday: weekday,
    tuesday: weekday,
    wednesday: weekday,
    thursday: weekday,
    friday: weekday,
    saturday: [{ opens: "08:00", closes: "19:00" }],
    sunday: [],
  },
  exceptions: [
    { date: "01-01", name: { en: "New Year's Day", fr: "Jour de l'An" } },
    { date: "02-11", name: { en: "Youth Day", fr: "Fête de la Jeunesse" } },
    { date: "05-01", name: { en: "Labour Day", fr: "Fête du Travail" } },
    { date: "05-20", name: { en: "National Day", fr: "Fête nationale" } },
    { date: "08-15", name: { en: "Assumption Day", fr: "Assomption" } },
    { date: "12-25", name: { en: "Christmas Day", fr: "Noël" } },
    { date: "2027-03-26", name: { en: "Good Friday", fr: "Vendredi saint" } },
  ],
  booking: {
    gridMinutes: 30,
    noticeMinutes: 120,
    horizonDays: 60,
    maxServices: 3,
    maxOpenVisits: 5,
    maxOwnMoves: 5,
  },
  drawings: "braids",
  categories: [
    {
      id: "braiding",
      name: { en: "Braids, twists and locs", fr: "Tresses, vanilles et locks" },
      standardService: "box-braids",
    },
    {
      id: "hair",
      name: { en: "Hair care", fr: "Soins des cheveux" },
      standardService: "wash-treatment",
    },
    { id: "nails", name: { en: "Nails", fr: "Ongles" }, standardService: "gel-nails" },
  ],
  services: [
    {
      id: "box-braids",
      category: "braiding",
      name: { en: "Box braids", fr: "Box braids" },
      description: {
        en: "Medium, waist length, hair included.",
        fr: "Moyennes, jusqu'à la taille, mèches comprises.",
      },
      durationMinutes: 240,
      bufferMinutes: 15,
      price: 25000,
    },
    {
      id: "knotless-braids",
      category: "braiding",
      name: { en: "Knotless braids", fr: "Tresses sans nœud" },
      description: {
        en: "Lighter at the root, gentle on the edges, hair included.",
        fr: "Plus légères à la racine, douces pour les contours, mèches comprises.",
      },
      durationMinutes: 300,
      bufferMinutes: 15,
      price: 32000,
    },
    {
      id: "cornrows",
      category: "braiding",
      name: { en: "Cornrows", fr: "Nattes collées" },
      description: {
        en: "Straight back or patterned, on your own hair.",
        fr: "Vers l'arrière ou à motifs, sur vos propres cheveux.",
      },
      durationMinutes: 90,
      bufferMinutes: 15,
      price: 8000,
    },
    {
      id: "fulani-braids",
      category: "braiding",
      name: { en: "Fulani braids", fr: "Tresses peules" },
      description: {
        en: "Cornrows in front, loose braids behind, beads if you like.",
        fr: "Nattes devant, tresses libres derrière, perles si vous aimez.",
      },
      durationMinutes: 210,
      bufferMinutes: 15,
      price: 22000,
      options: [
        {
          id: "fulani-length",
          name: { en: "Length", fr: "Longueur" },
          choices: [
            { id: "shoulder", name: { en: "shoulder length", fr: "longueur épaules" } },
            {
              id: "mid-back",
              name: { en: "mid-back", fr: "milieu du dos" },
              addedMinutes: 30,
              addedPrice: 3000,
            },
            {
              id: "waist",
              name: { en: "waist length", fr: "longueur taille" },
              addedMinutes: 60,
              addedPrice: 6000,
            },
          ],
        },
      ],
    },
    {
      id: "senegalese-twists",
      category: "braiding",
      name: { en: "Senegalese twists", fr: "Vanilles sénégalaises" },
      description: {
        en: "Smooth rope twists, mid-back, hair included.",
        fr: "Vanilles lisses, jusqu'au milieu du dos, mèches comprises.",
      },
      durationMinutes: 240,
      bufferMinutes: 15,
      price: 24000,
    },
    {
      id: "faux-locs",
      category: "braiding",
      name: { en: "Faux locs", fr: "Fausses locks" },
      description: {
        en: "Soft wrapped locs that last six to eight weeks.",
        fr: "Locks souples enroulées, pour six à huit semaines.",
      },
      durationMinutes: 300,
      bufferMinutes: 15,
      price: 35000,
    },
    {
      id: "take-down",
      category: "hair",
      name: { en: "Take-down and detangle", fr: "Défaire et démêler" },
      description: {
        en: "Old braids out with care, hair combed through.",
        fr: "Les anciennes tresses défaites avec soin, cheveux démêlés.",
      },
      durationMinutes: 60,
      bufferMinutes: 0,
      price: 5000,
    },
    {
      id: "wash-treatment",
      category: "hair",
      name: { en: "Wash and treatment", fr: "Shampooing et soin" },
      description: {
        en: "Shampoo, deep conditioning and scalp oil.",
        fr: "Shampooing, soin profond et huile pour le cuir chevelu.",
      },
      durationMinutes: 60,
      bufferMinutes: 15,
      price: 7000,
    },
    {
      id: "gel-nails",
      category: "nails",
      name: { en: "Gel nails", fr: "Pose d'ongles en gel" },
      description: {
        en: "Shaped and strengthened, varnish included.",
        fr: "Ongles limés et renforcés, vernis compris.",
      },
      durationMinutes: 120,
      bufferMinutes: 15,
      price: 10000,
    },
  ],
  staff: [
    {
      id: "petra",
      name: "Petra",
      role: { en: "Founder and master braider", fr: "Fondatrice et maître tresseuse" },
      services: "all",
    },
    {
      id: "solange",
      name: "Solange",
      role: { en: "Braider", fr: "Tresseuse" },
      services: ["box-braids", "cornrows", "senegalese-twists", "take-down", "wash-treatment"],
    },
  ],
  productCategories: [
    { id: "extensions", name: { en: "Hair extensions", fr: "Mèches" } },
    { id: "hair-care", name: { en: "Hair care", fr: "Soins des cheveux" } },
    { id: "accessories", name: { en: "Accessories", fr: "Accessoires" } },
  ],
};
