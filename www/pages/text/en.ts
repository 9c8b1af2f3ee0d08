import type { PlaceInMonth } from "../../../contract/business";

/** What only the built pages say, in English; kept apart so that no script has to carry it. */
export const en = {
  languageName: "English",
  skip: "Skip to content",
  nav: {
    label: "Main menu",
    services: "Services and prices",
    visit: "Hours and location",
    shop: "Shop",
    reviews: "Reviews",
    book: "Book",
    languages: "Language",
  },
  foot: {
    label: "Other pages",
    apiDocs: "API reference",
    /** `written` is the count as the language writes it. */
    visits: (count: number, written: string) => `${written} ${count === 1 ? "visit" : "visits"}`,
  },
  home: {
    title: (name: string) => `${name}: services, prices and booking`,
    welcome: (name: string) => `Welcome to ${name}`,
    book: "Book your visit",
    call: (phone: string) => `Call ${phone}`,
    openOn: (days: string) => `Open ${days}`,
    from: (price: string) => `From ${price}`,
    servicesTitle: "Services and prices",
    servicesLead:
      "The price covers the whole visit. Combine services and we add up the time for you.",
    bookService: (service: string) => `Book ${service}`,
    bookShort: "Book",
    howTitle: "How it works",
    steps: [
      {
        title: "Choose what you would like",
        body: "Pick one service or several. You see the price and how long it takes.",
      },
      {
        title: "Choose your day and time",
        body: "Only times that are really free are shown, and yours is held as soon as you book.",
      },
      {
        title: "Come as you are",
        body: "You pay nothing online. If something comes up, move or cancel with the link in your confirmation.",
      },
    ],
    visitTitle: "Hours and location",
    hoursTitle: "Opening hours",
    closed: "Closed",
    exceptionsTitle: "Holidays and special hours",
    locationTitle: "Where to find us",
    map: "Open the map",
    mapNote: "on OpenStreetMap",
    contactTitle: "Contact us",
    closingBody: "Booking takes about two minutes, day or night.",
  },
  days: {
    range: (from: string, until: string) => `${from} to ${until}`,
    weekdays: (weekdays: string, from: string, until: string) =>
      `${weekdays} between ${from} and ${until}`,
    monthly: (place: PlaceInMonth, weekday: string) => `the ${place} ${weekday} of the month`,
    repeated: (days: number, weeks: number, from: string) =>
      `${days === 1 ? "1 day" : `${days} days`} every ${weeks === 1 ? "week" : `${weeks} weeks`} from ${from}`,
  },
  notFound: {
    title: "Page not found",
    body: "The address may be mistyped, or the page may have moved.",
    home: "Go to the home page",
  },
  book: {
    description: (name: string) => `Choose a service, a day and a time at ${name}.`,
    noScript: (phone: string) =>
      `Online booking needs JavaScript. Please call us on ${phone} and we will find a time together.`,
  },
  manage: {
    description: (name: string) => `View, move or cancel your visit at ${name}.`,
    noScript: (phone: string) =>
      `This page needs JavaScript. To move or cancel your visit, please call us on ${phone}.`,
  },
  shop: {
    description: (name: string) => `The products of ${name}, with prices.`,
    noScript: (phone: string) =>
      `The shop needs JavaScript. Call us on ${phone} and we will tell you what we have.`,
  },
  reviews: {
    description: (name: string) => `What customers say about ${name}, and how to write a review.`,
    noScript: (phone: string) => `Reviews need JavaScript. You can also call us on ${phone}.`,
  },
  apiDocs: {
    description: (name: string) =>
      `Every operation of the API of ${name}: who may call it, what it takes and what it answers.`,
  },
};

/** What the built pages have to say in every language. */
export type PageWords = typeof en;
