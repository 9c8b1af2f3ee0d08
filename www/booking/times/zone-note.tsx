import { clockText } from "../../../contract/rules/dates";
import { Icon } from "../../icons";
import { useSite } from "../../site";
import type { Day } from "./days";
import { visitorClock, zonesDiffer } from "./visitor-clock";

/** Tells a visitor in another zone whose time is shown, and what the chosen one is on their own clock. */
export function ZoneNote(props: { now: Date; slot: Day["slots"][number] | undefined }) {
  const { business, language, t } = useSite();
  const { now, slot } = props;
  if (!zonesDiffer(business, now)) return null;
  const own =
    slot?.startsAt &&
    (visitorClock(business, slot.startsAt, language) ?? clockText(slot.time, language));
  return (
    <p class="times-zone" data-testid="zone-note">
      <Icon name="clock" />
      <span>
        {t.times.zone(business.address.city)} {own && t.times.yourZone(own)}
      </span>
    </p>
  );
}
