/**
 * A barbershop in Lyon: clocks that change, cents, a fine grid, people with hours of their own, a closure in
 * summer and a legal notice. To start from it, copy it over business.ts and shorten the path of the import.
 */

import type { Business } from "../../contract/business";

const morning = { opens: "09:00", closes: "12:30" };
const afternoon = { opens: "13:30", closes: "19:00" };
const apprentice = [{ opens: "10:00", closes: "16:00" }];

export const business: Business = {
  name: "Le Fauteuil d'Ainay",
  schemaType: "HairSalon",
  tagline: {
    en: "Haircuts and hot towel shaves, a few steps from the basilica of Ainay",
    fr: "Coupes et rasage à l'ancienne, à deux pas de la basilique d'Ainay",
  },
  about: {
    en: "Karim opened this shop in 2012. You sit down at your time, you get up when it is right, and nobody is waiting behind you.",
    fr: "Karim a ouvert ce salon en 2012. Vous vous asseyez à l'heure, vous vous levez quand c'est bien, et personne n'attend derrière vous.",
  },
  phrases: {
    team: { en: "Behind the chair", fr: "Derrière le fauteuil" },
    teamLead: {
      en: "Ask for somebody by name, or take the first free chair.",
      fr: "Demandez quelqu'un par son nom, ou prenez le premier fauteuil libre.",
    },
    closing: { en: "Your chair is free", fr: "Votre fauteuil est libre" },
    noteHint: {
      en: "For example a cowlick, sensitive skin, or a photo you will bring.",
      fr: "Par exemple un épi, une peau sensible ou une photo que vous apporterez.",
    },
    shop: {
      en: "What is on our shelf, for your hair and beard at home.",
      fr: "Ce que nous avons sur l'étagère, pour vos cheveux et votre barbe à la maison.",
    },
  },
  phone: "+33478370000",
  email: "bonjour@lefauteuil.example",
  address: {
    street: { en: "12 rue Vaubecour", fr: "12 rue Vaubecour" },
    district: "Ainay",
    postalCode: "69002",
    city: "Lyon",
    country: { en: "France", fr: "France" },
    mapUrl: "https://www.openstreetmap.org/search?query=12%20rue%20Vaubecour%20Lyon",
    geo: { latitude: 45.7531, longitude: 4.8278 },
  },
  legal: {
    publisher: "Le Fauteuil d'Ainay",
    form: {
      en: "SARL (limited company) with a capital of €5,000",
      fr: "SARL au capital de 5\u00a0000\u00a0€",
    },
    registration: { register: "SIRET", number: "123 456 789 00012" },
    vatNumber: "FR 32 123456789",
    director: "Karim Benali",
    host: {
      name: "Amazon Web Services EMEA SARL",
      address: "38 avenue John F. Kennedy, L-1855 Luxembourg",
    },
  },
  country: "FR",
  timeZone: "Europe/Paris",
  currency: "EUR",
  languages: ["fr", "en"],
  openingHours: {
    monday: [],
    tuesday: [morning, afternoon],
    wednesday: [morning, afternoon],
    thursday: [{ opens: "10:00", closes: "21:00" }],
    friday: [{ opens: "09:00", closes: "19:30" }],
    saturday: [{ opens: "08:30", closes: "18:00" }],
    sunday: [],
  },
  exceptions: [
    {
      from: "08-03",
      until: "08-23",
      name: { en: "Summer holidays", fr: "Congés d'été" },
    },
    {
      from: "12-18",
      until: "12-24",
      weekdays: ["sunday"],
      openings: [{ opens: "10:00", closes: "16:00" }],
      name: { en: "The Sunday before Christmas", fr: "Le dimanche avant Noël" },
    },
    { date: "12-25", name: { en: "Christmas Day", fr: "Noël" } },
    { date: "01-01", name: { en: "New Year's Day", fr: "Jour de l'An" } },
    { date: "05-01", name: { en: "Labour Day", fr: "Fête du Travail" } },
  ],
  booking: {
    gridMinutes: 10,
    noticeMinutes: 30,
    horizonDays: 45,
    maxServices: 2,
    maxOpenVisits: 5,
    maxOwnMoves: 2,
    cancelUntilMinutes: 120,
    moveUntilMinutes: 120,
  },
  colours: { main: "#1d4d3a", accent: "#b08d3c", background: "#faf7f0" },
  categories: [
    { id: "hair", name: { en: "Hair", fr: "Cheveux" } },
    { id: "beard", name: { en: "Beard", fr: "Barbe" } },
    { id: "colour", name: { en: "Colour", fr: "Couleur" } },
  ],
  services: [
    {
      id: "coupe",
      category: "hair",
      name: { en: "Haircut", fr: "Coupe" },
      description: {
        en: "With scissors or clippers, washed and dried.",
        fr: "Aux ciseaux ou à la tondeuse, shampooing et séchage compris.",
      },
      durationMinutes: 30,
      bufferMinutes: 0,
      price: 2850,
    },
    {
      id: "coupe-et-barbe",
      category: "hair",
      name: { en: "Haircut and beard", fr: "Coupe et barbe" },
      description: {
        en: "The haircut, and the beard trimmed to match.",
        fr: "La coupe, et la barbe taillée en accord.",
      },
      durationMinutes: 50,
      bufferMinutes: 5,
      price: 4500,
    },
    {
      id: "barbe-a-l-ancienne",
      category: "beard",
      name: { en: "Traditional shave", fr: "Barbe à l'ancienne" },
      description: {
        en: "With a hot towel, a brush and a straight razor.",
        fr: "Serviette chaude, blaireau et coupe-chou.",
      },
      durationMinutes: 20,
      bufferBeforeMinutes: 5,
      bufferMinutes: 0,
      price: 1990,
    },
    {
      id: "coupe-enfant",
      category: "hair",
      name: { en: "Children's haircut", fr: "Coupe enfant" },
      description: { en: "Under 12 years.", fr: "Moins de 12 ans." },
      durationMinutes: 20,
      bufferMinutes: 0,
      price: 1800,
    },
    {
      id: "coloration",
      category: "colour",
      name: { en: "Colouring", fr: "Coloration" },
      description: {
        en: "The exact price depends on your hair and is said in the shop before we begin.",
        fr: "Le prix exact dépend de vos cheveux ; nous vous le disons au salon avant de commencer.",
      },
      durationMinutes: 75,
      bufferMinutes: 10,
      price: 5500,
      isFromPrice: true,
    },
  ],
  staff: [
    {
      id: "karim",
      name: "Karim",
      role: { en: "Founder and barber", fr: "Fondateur et barbier" },
      services: "all",
      hours: { thursday: [{ opens: "13:00", closes: "21:00" }] },
      breaks: [
        {
          starts: "12:30",
          ends: "13:30",
          weekdays: ["tuesday", "wednesday", "friday", "saturday", "sunday"],
        },
      ],
      exceptions: [{ from: "2026-12-07", until: "2026-12-13", reason: "Congés" }],
    },
    {
      id: "ines",
      name: "Inès",
      role: { en: "Barber", fr: "Barbière" },
      services: ["coupe", "coupe-et-barbe", "barbe-a-l-ancienne", "coupe-enfant"],
      hours: {
        monday: [],
        tuesday: [],
        saturday: [{ opens: "08:30", closes: "14:00" }],
        sunday: [],
      },
      exceptions: [{ inMonth: "first", weekday: "friday", reason: "Jour de repos" }],
    },
    {
      id: "leo",
      name: "Léo",
      role: { en: "Apprentice", fr: "Apprenti" },
      services: ["coupe", "coupe-enfant"],
      terms: { coupe: { durationMinutes: 40, price: 2200 } },
      hours: {
        monday: [],
        tuesday: apprentice,
        wednesday: [],
        thursday: [],
        friday: apprentice,
        saturday: apprentice,
        sunday: [],
      },
      exceptions: [
        { from: "2026-12-14", until: "2026-12-20", reason: "École" },
        { from: "2027-01-18", until: "2027-01-24", reason: "École" },
        { from: "2027-03-15", until: "2027-03-21", reason: "École" },
        { from: "2027-05-10", until: "2027-05-16", reason: "École" },
      ],
    },
  ],
  productCategories: [
    { id: "hair", name: { en: "For your hair", fr: "Pour les cheveux" } },
    { id: "beard", name: { en: "For your beard", fr: "Pour la barbe" } },
  ],
};
