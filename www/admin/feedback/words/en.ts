/** The reviews on the desk in English. */
export const en = {
  title: "Reviews",
  stars: (count: number) => `${count} out of 5 stars`,
  verified: "verified visit",
  sentiments: { positive: "positive", neutral: "neutral", negative: "negative" },
  empty: "No reviews yet.",
  emptyHint: "What customers write appears here.",
  emptyHidden: "No review is hidden.",
  emptyHiddenHint: "What you hide can be published again from here.",
  waitingTitle: (count: string) => `Waiting for you (${count})`,
  waitingLead: "Nobody sees these until you publish them.",
  othersTitle: "Published and hidden",
  filter: "Which ones",
  filters: { published: "Published", hidden: "Hidden" },
  statuses: { waiting: "waiting", published: "published", hidden: "hidden" },
  reviewOf: (name: string) => `the review by ${name}`,
  show: "Publish",
  hide: "Hide",
  answer: "Answer",
  editAnswer: "Edit the answer",
  actionNamed: (action: string, name: string) => `${action}: review by ${name}`,
  shown: "Published: everybody sees it, and it counts.",
  hidden: "Hidden: nobody sees it any more, and it doesn’t count.",
  answered: "The answer is saved. It stands under the review.",
  unanswered: "The answer is gone.",
  answerTitle: (when: string) => `Your answer, ${when}`,
  answerLabel: (name: string) => `Answer to ${name}`,
  answerHint: "Everybody reads it under the review, as plain text. At most 1,000 characters.",
  removeAnswer: "Take the answer away",
  working: "One moment…",
  stale: "Somebody else has changed a review. The list is up to date again.",
  removed: "The review is removed.",
  eraseTitle: "Erase somebody’s reviews",
  eraseLead: "On request: deletes every review written from one e-mail address.",
  eraseEmail: "E-mail address of the reviewer",
  erase: "Erase",
  erasing: "Erasing…",
  askTitle: "Erase all reviews by this person?",
  askBody: (email: string) =>
    `Every review written from ${email} will be deleted. This can’t be undone.`,
  askConfirm: "Yes, erase",
  erased: (count: number) =>
    count === 0
      ? "There were no reviews from this address."
      : `${count} ${count === 1 ? "review" : "reviews"} erased.`,
};

export type ReviewWords = typeof en;
