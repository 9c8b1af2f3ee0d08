import type { Business, Service } from "../../contract/business";
import { business as salon } from "./fixture-business";

const noon = { opens: "09:00", closes: "12:30" };

function service(
  id: string,
  category: string,
  durationMinutes: number,
  bufferMinutes: number,
  price: number,
): Service {
  const text = { en: id, fr: id };
  return {
    id,
    category,
    name: text,
    description: text,
    durationMinutes,
    bufferMinutes,
    price,
  };
}

/**
 * The diary of a barbershop in Lyon: clocks that change, a break at noon, a fine grid and an apprentice
 * who takes longer. Its lengths are rounded up to the ledger's buckets; the rest is the salon's.
 */
export const barbershop: Business = {
  ...salon,
  name: "Le Fauteuil d'Ainay",
  timeZone: "Europe/Paris",
  currency: "EUR",
  openingHours: {
    monday: [],
    tuesday: [noon, { opens: "13:30", closes: "19:00" }],
    wednesday: [noon, { opens: "13:30", closes: "19:00" }],
    thursday: [{ opens: "10:00", closes: "21:00" }],
    friday: [{ opens: "09:00", closes: "19:30" }],
    saturday: [{ opens: "08:30", closes: "18:00" }],
    sunday: [],
  },
  exceptions: [
    { date: "12-25", name: { en: "Christmas Day", fr: "Noël" } },
    { date: "01-01", name: { en: "New Year's Day", fr: "Jour de l'An" } },
    { date: "05-01", name: { en: "Labour Day", fr: "Fête du Travail" } },
  ],
  booking: { ...salon.booking, gridMinutes: 10, noticeMinutes: 30, horizonDays: 45 },
  categories: ["hair", "beard", "colour"].map((id) => ({ id, name: { en: id, fr: id } })),
  services: [
    service("coupe", "hair", 30, 0, 2850),
    service("coupe-barbe", "hair", 60, 15, 4500),
    service("barbe", "beard", 30, 15, 1990),
    service("coupe-enfant", "hair", 30, 0, 1800),
    service("coloration", "colour", 75, 15, 5500),
  ],
  staff: [
    { id: "karim", name: "Karim", role: { en: "Barber", fr: "Barbier" }, services: "all" },
    {
      id: "ines",
      name: "Inès",
      role: { en: "Barber", fr: "Barbière" },
      services: ["coupe", "coupe-barbe", "barbe", "coupe-enfant"],
    },
    {
      id: "leo",
      name: "Léo",
      role: { en: "Apprentice", fr: "Apprenti" },
      services: ["coupe", "coupe-enfant"],
      terms: { coupe: { durationMinutes: 45, price: 2200 } },
    },
  ],
};
