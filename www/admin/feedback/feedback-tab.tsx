import { listFeedback } from "../../../contract/operations";
import type { Review } from "../../../contract/schemas/feedback";
import { momentText } from "../bookings/words";
import { ListStates } from "../controls/list-states";
import { useAccess } from "../session/access";
import { useWords } from "../text";
import { useList } from "../use-list";
import { EraseForm } from "./erase-form";

/** All reviews, newest first, and the form that erases one person's. */
export function FeedbackTab() {
  const { business, language, t } = useWords();
  const { call } = useAccess();
  const w = t.feedback;
  const list = useList<Review>("", async (lastKey, signal) => {
    const query = { limit: "20", ...(lastKey && { lastKey }) };
    const result = await call(listFeedback, { query, signal });
    if (!result.ok) return result;
    return { ok: true, reply: { items: result.reply.feedback, next: result.reply.lastKey } };
  });
  return (
    <section class="desk-part" aria-labelledby="part-title">
      <h2 id="part-title">{w.title}</h2>
      <ListStates list={list} empty={w.empty} emptyHint={w.emptyHint}>
        <ul class="desk-cards">
          {list.items.map((review) => (
            <li
              key={review.feedbackId}
              class="desk-card"
              data-testid={`review-${review.feedbackId}`}
            >
              <div class="desk-card-head">
                <h3>{review.name}</h3>
                <p class={`badge badge-${review.sentiment}`}>{w.sentiments[review.sentiment]}</p>
              </div>
              <p class="hint">
                <span class="desk-stars" role="img" aria-label={w.stars(review.rating)}>
                  {"★".repeat(review.rating)}
                  {"☆".repeat(5 - review.rating)}
                </span>{" "}
                {momentText(business, review.createdAt, language)}
                {review.verified && `, ${w.verified}`}
              </p>
              <p class="desk-card-message">{review.message}</p>
            </li>
          ))}
        </ul>
      </ListStates>
      <EraseForm onErased={list.reload} />
    </section>
  );
}
