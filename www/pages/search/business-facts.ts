import type { Business, Language, Service } from "../../../contract/business";
import { minorDigits, money } from "../../../contract/rules/money";
import { dearestPrice, listedPrice } from "../../../contract/rules/options";
import { pagePath } from "../../site";
import { say } from "../../text";
import type { Assets } from "../assets";
import { iconPath, sharedPicture } from "../looks";
import type { PublishedSite } from "../published-site";
import { openingFacts, specialOpeningFacts } from "./opening-facts";

/** What search engines read of the business on its home page: schema.org's LocalBusiness as JSON-LD. */
export function businessFacts(
  business: Business,
  language: Language,
  assets: Pick<Assets, "art">,
  { origin, today }: PublishedSite,
): object {
  const { address } = business;
  return {
    "@context": "https://schema.org",
    "@type": business.schemaType ?? "LocalBusiness",
    ...(origin && {
      "@id": `${origin}/#business`,
      url: `${origin}${pagePath(business, "home", language)}`,
      image: `${origin}${sharedPicture(business, assets)}`,
      logo: `${origin}${business.logo?.path ?? iconOf(business)}`,
    }),
    name: business.name,
    slogan: say(business.tagline, language),
    description: say(business.about, language),
    telephone: business.phone,
    email: business.email,
    address: {
      "@type": "PostalAddress",
      streetAddress: say(address.street, language),
      ...(address.postalCode && { postalCode: address.postalCode }),
      addressLocality: address.city,
      addressCountry: business.country,
    },
    ...(address.geo && { geo: { "@type": "GeoCoordinates", ...address.geo } }),
    hasMap: address.mapUrl,
    openingHoursSpecification: openingFacts(business),
    specialOpeningHoursSpecification: specialOpeningFacts(business, today),
    currenciesAccepted: business.currency,
    priceRange: priceRange(business, language),
    hasOfferCatalog: {
      "@type": "OfferCatalog",
      itemListElement: business.categories.map(({ id, name }) => ({
        "@type": "OfferCatalog",
        name: say(name, language),
        itemListElement: business.services
          .filter(({ category }) => category === id)
          .filter(({ bookable = "everyone" }) => bookable === "everyone")
          .map((service) => offer(business, service, language, origin)),
      })),
    },
  };
}

function iconOf(business: Business): string {
  return business.drawings === "braids" ? "/icon-512.png" : iconPath(business);
}

function offer(
  business: Business,
  service: Service,
  language: Language,
  origin: string | undefined,
): object {
  const digits = minorDigits(business.currency);
  const price = (service.price / 10 ** digits).toFixed(digits);
  const priceCurrency = business.currency;
  return {
    "@type": "Offer",
    ...(listedPrice(service).isFromPrice
      ? {
          priceSpecification: { "@type": "PriceSpecification", minPrice: price, priceCurrency },
        }
      : { price, priceCurrency }),
    ...(origin && {
      url: `${origin}${pagePath(business, "book", language)}?service=${service.id}`,
    }),
    itemOffered: {
      "@type": "Service",
      name: say(service.name, language),
      description: say(service.description, language),
    },
  };
}

function priceRange({ services, currency }: Business, language: Language): string {
  const prices = services.flatMap((service) => [service.price, dearestPrice(service)]);
  const ends = [...new Set([Math.min(...prices), Math.max(...prices)])];
  return ends.map((price) => money(price, currency, language)).join(" – ");
}
