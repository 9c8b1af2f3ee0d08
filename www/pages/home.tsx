import { type Business, type Language, type StaffMember, weekdays } from "../../contract/business";
import { weekdayName } from "../../contract/rules/dates";
import { money } from "../../contract/rules/money";
import { businessPhoneText } from "../../contract/rules/phone-text";
import { Icon } from "../icons";
import { pagePath } from "../site";
import { say } from "../text";
import type { Assets } from "./assets";
import { PlainHero } from "./plain-hero";
import { PriceList } from "./price-list";
import { usePageWords } from "./text";
import { VisitInfo } from "./visit-info";

/** The home page; works without any script. */
export function Home(props: { assets: Assets }) {
  const { business, language, t } = usePageWords();
  const { art } = props.assets;
  const book = pagePath(business, "book", language);
  return (
    <>
      <section class="hero">
        <div class="wide hero-row">
          <div class="hero-text">
            <p class="eyebrow">{t.home.welcome(business.name)}</p>
            <h1>{say(business.tagline, language)}</h1>
            <p class="lead">{say(business.about, language)}</p>
            <div class="actions">
              <a class="button button-large" href={book}>
                {t.home.book}
              </a>
              <a class="button button-large button-ghost" href={`tel:${business.phone}`}>
                <Icon name="phone" />
                {t.home.call(businessPhoneText(business, language))}
              </a>
            </div>
            <ul class="hero-facts">
              <li>{t.home.openOn(openDays(business, language))}</li>
              <li>
                {business.address.district}, {business.address.city}
              </li>
              <li>{t.home.from(money(cheapest(business), business.currency, language))}</li>
            </ul>
          </div>
          {business.drawings === "braids" ? (
            <img class="hero-art" src={art.hero} alt="" width="520" height="600" />
          ) : (
            <PlainHero />
          )}
        </div>
      </section>
      <div class="band" />
      <section class="wide block" id="services" aria-labelledby="services-title">
        <div class="block-head">
          <h2 id="services-title">{t.home.servicesTitle}</h2>
          <p class="lead">{t.home.servicesLead}</p>
        </div>
        <PriceList />
      </section>
      <section class="tinted" id="how" aria-labelledby="how-title">
        <div class="wide block">
          <h2 id="how-title">{t.home.howTitle}</h2>
          <ol class="how">
            {t.home.steps.map((step) => (
              <li key={step.title}>
                <h3>{step.title}</h3>
                <p>{step.body}</p>
              </li>
            ))}
          </ol>
        </div>
      </section>
      <section class="wide block team-row" id="team" aria-labelledby="team-title">
        <div>
          <h2 id="team-title">{say(business.phrases.team, language)}</h2>
          <p class="lead">{say(business.phrases.teamLead, language)}</p>
        </div>
        <ul class="team">
          {business.staff.map((member, index) => (
            <li key={member.id}>
              <Portrait member={member} drawing={art[`portrait-${(index % 3) + 1}`]} />
              <h3>{member.name}</h3>
              <p>{say(member.role, language)}</p>
            </li>
          ))}
        </ul>
      </section>
      <VisitInfo />
      <section class="closing">
        <div class="wide closing-row">
          <div>
            <h2>{say(business.phrases.closing, language)}</h2>
            <p class="lead">{t.home.closingBody}</p>
          </div>
          <a class="button button-large" href={book}>
            {t.home.book}
          </a>
        </div>
      </section>
    </>
  );
}

/** A person's photo, or what stands for it: a drawing of the trade, or an initial. */
function Portrait(props: { member: StaffMember; drawing: string | undefined }) {
  const { business, language } = usePageWords();
  const { member, drawing } = props;
  const { photo } = member;
  if (photo) {
    return (
      <img
        class="portrait"
        src={photo.path}
        alt={say(photo.alt, language)}
        width={photo.widthPixels}
        height={photo.heightPixels}
        loading="lazy"
        decoding="async"
      />
    );
  }
  if (business.drawings === "braids" && drawing) {
    return <img src={drawing} alt="" width="180" height="210" />;
  }
  return (
    <span class="initial" aria-hidden="true">
      {[...member.name][0]}
    </span>
  );
}

function cheapest(business: Business): number {
  return Math.min(...business.services.map((service) => service.price));
}

/** The first and last open weekday if they are consecutive, otherwise all of them. */
function openDays(business: Business, language: Language): string {
  const open = weekdays.flatMap((day, index) =>
    business.openingHours[day].length > 0 ? [index] : [],
  );
  const [first = 0] = open;
  const last = open.at(-1) ?? 0;
  if (open.length > 2 && last - first === open.length - 1) {
    const [from, to] = [weekdayName(first, language), weekdayName(last, language)];
    return language === "fr" ? `du ${from} au ${to}` : `${from} to ${to}`;
  }
  return open.map((index) => weekdayName(index, language)).join(", ");
}
