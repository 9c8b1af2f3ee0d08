/** What the owner tells a customer of a visit. */
interface VisitToTell {
  readonly name: string;
  readonly business: string;
  readonly date: string;
  readonly time: string;
  readonly services: string;
  readonly staff: string;
  readonly phone: string;
}

/** A result that English words alike for every kind of message. */
function whatever(result: string): (kind: string) => string {
  return () => result;
}

/** The owner's page in English; kept apart so that no public page has to load it. */
export const en = {
  title: "The desk",
  description: (name: string) => `For the people who run ${name}: bookings, products and reviews.`,
  noScript: "The desk needs JavaScript.",
  starting: "Opening the desk…",
  signIn: {
    title: "Sign in",
    lead: "For the people who run the business.",
    email: "E-mail address",
    password: "Password",
    submit: "Sign in",
    busy: "Signing in…",
    ended: "Your session has ended. Sign in again to carry on where you left off.",
    out: "You are signed out.",
    newTitle: "Choose your own password",
    newLead: "The password you were given works only once.",
    newPassword: "New password",
    newHint: "At least 12 characters, with upper and lower case letters, digits and a symbol.",
    newSubmit: "Save this password",
    codeTitle: "Enter your code",
    codeLead: "Open your authenticator app and enter the six digits it shows.",
    code: "Six-digit code",
    codeSubmit: "Continue",
    setUpTitle: "Set up your authenticator app",
    setUpLead: "Add an account in the app with this key, then enter the six digits it shows.",
    setUpKey: "Setup key",
    setUpLink: "Open the app on this phone",
    restart: "Start again",
    empty: "Enter your e-mail address and your password.",
    emptyOne: "Fill in this field.",
    problem: {
      wrong: "Wrong e-mail address or password.",
      code: "That code is wrong or has expired. Enter the one the app shows now.",
      weak: "This password is too weak. Follow the hint and choose another one.",
      ended: "That took too long. Please start again with your password.",
      reset: "Your password must be reset. Ask whoever runs the system for a new one.",
      many: "Too many attempts. Wait a few minutes and try again.",
      offline: "We could not reach the sign-in service. Check your connection and try again.",
      failed: "Sign-in failed. Please try again in a moment.",
    },
  },
  frame: {
    tabs: "Sections",
    signedIn: (email: string) => `Signed in as ${email}`,
    signOut: "Sign out",
  },
  tab: {
    bookings: "Bookings",
    customers: "Customers",
    products: "Products",
    feedback: "Reviews",
    users: "Users",
    business: "Business",
  },
  failure: {
    title: "This could not be loaded",
    signedOut: "Your session has ended.",
    forbidden: "Your account may not do this. It must belong to the group of administrators.",
    gone: "This no longer exists. Reload the page to see what does.",
    retry: "Try again",
    check: "Please check the fields marked below.",
  },
  list: {
    loading: "Loading…",
    more: "Show more",
    moreBusy: "Loading more…",
    shown: (count: number) => `${count} shown`,
    shownMore: (count: number) => `${count} shown, more to come`,
    actions: "Actions",
    cancel: "Cancel",
    save: "Save",
    saving: "Saving…",
    edit: "Edit",
    editNamed: (name: string) => `Edit ${name}`,
    remove: "Delete",
    removeNamed: (name: string) => `Delete ${name}`,
    removing: "Deleting…",
    removeTitle: (name: string) => `Delete ${name}?`,
    removeBody: "This can’t be undone.",
    removeConfirm: "Yes, delete",
    optional: "optional",
  },
  unreached: {
    title: (count: number) =>
      count === 1
        ? "Tomorrow: no message has reached this customer"
        : `Tomorrow: no message has reached these ${count} customers`,
    titleLate: (count: number) =>
      count === 1 ? "One customer’s message is late" : `Messages to ${count} customers are late`,
    hintLate:
      "They go out by themselves as soon as possible. If it is urgent, tell the customer yourself.",
    hint: "WhatsApp opens with the message ready; you only have to send it.",
    none: "No message could be sent",
    whatsApp: "Tell by WhatsApp",
    failed: "We could not check which customers have been reached.",
    tell: (visit: VisitToTell) =>
      `Hello ${visit.name}, this is ${visit.business}. Your appointment is on ${visit.date} at ${visit.time}: ${visit.services}, with ${visit.staff}. If you can’t come, please answer here or call ${visit.phone}.`,
    tellOver: (visit: VisitToTell) =>
      `Hello ${visit.name}, this is ${visit.business}. We are sorry: your visit on ${visit.date} at ${visit.time} can’t take place. Please answer here or call ${visit.phone} for another time.`,
    tellRequest: (visit: VisitToTell) =>
      `Hello ${visit.name}, this is ${visit.business}, about your request for ${visit.date} at ${visit.time}: ${visit.services}, with ${visit.staff}. It is not confirmed yet. Please answer here or call ${visit.phone}.`,
  },
  bookings: {
    title: "Bookings",
    filter: "Filter bookings",
    from: "From",
    to: "To",
    status: "Status",
    anyStatus: "Any status",
    email: "Customer’s e-mail",
    apply: "Show",
    clear: "Upcoming",
    range: "The last day must not be before the first.",
    today: "Today",
    tomorrow: "Tomorrow",
    none: "No upcoming bookings.",
    noneHint: "New ones appear here.",
    empty: "No bookings match.",
    emptyHint: "Try other days or another status.",
    with: (name: string) => `with ${name}`,
    note: "Note",
    mail: "Messages",
    noMail: "none yet",
    unreachable: "A message did not reach the customer. Please call.",
    complained: "The customer marked a message as spam. Please call.",
    history: "History",
    leftOut: (count: number) =>
      count === 1 ? "1 change is no longer kept" : `${count} changes are no longer kept`,
    movedTo: (when: string) => `moved to ${when}`,
    statuses: {
      pending: "Pending",
      confirmed: "Confirmed",
      completed: "Completed",
      no_show: "No-show",
      cancelled: "Cancelled",
      rejected: "Declined",
      expired: "Expired",
    },
    by: { customer: "by the customer", system: "automatically", admin: "by the desk" },
    mails: {
      request: "Request received",
      confirmation: "Confirmation",
      change: "New time",
      cancellation: "Cancellation",
      rejection: "Declined",
      reminder: "Reminder",
      link: "Link",
      "sms-confirmation": "Confirmation (SMS)",
      "sms-change": "New time (SMS)",
      "sms-cancellation": "Cancellation (SMS)",
      "sms-rejection": "Declined (SMS)",
      "sms-reminder": "Reminder (SMS)",
      "sms-link": "Link (SMS)",
    },
    mailStatus: {
      waiting: whatever("late: we keep trying"),
      sending: whatever("sending"),
      sent: whatever("sent"),
      undelivered: whatever("not delivered"),
      delivered: whatever("delivered"),
      bounced: whatever("bounced"),
      complained: whatever("marked as spam"),
      suppressed: whatever("not sent: this address bounced or reported earlier mail"),
      failed: whatever("failed"),
      capped: whatever("not sent: monthly SMS limit reached"),
      held: whatever("not sent: too many e-mails to this address that day"),
      superseded: whatever("replaced by a later message"),
    },
    action: {
      confirm: "Confirm",
      reject: "Decline",
      complete: "Mark as completed",
      noShow: "Mark as no-show",
      cancel: "Cancel booking",
    },
    actionNamed: (action: string, name: string) => `${action}: ${name}`,
    working: "One moment…",
    done: (name: string, status: string) => `${name}: ${status.toLowerCase()}.`,
    rejectTitle: (name: string) => `Decline the booking of ${name}?`,
    rejectBody: "The time becomes free again, and the customer gets an e-mail.",
    rejectUntold:
      "The time becomes free again. There is no e-mail address: please tell the customer yourself.",
    rejectConfirm: "Yes, decline",
    cancelTitle: (name: string) => `Cancel the booking of ${name}?`,
    cancelBody:
      "The time becomes free again, and the customer gets an e-mail. This can’t be undone.",
    cancelUntold:
      "The time becomes free again. There is no e-mail address: please tell the customer yourself. This can’t be undone.",
    cancelConfirm: "Yes, cancel it",
    keep: "No, keep it",
    completeTitle: (name: string) => `Mark the visit of ${name} as completed?`,
    completeConfirm: "Yes, completed",
    noShowTitle: (name: string) => `Mark the visit of ${name} as a no-show?`,
    noShowConfirm: "Yes, no-show",
    back: "No, go back",
  },
  removal: {
    title: "Remove many bookings",
    lead: "If somebody has flooded the diary: fill in what these bookings have in common, and look at what matches before anything is removed. Only upcoming bookings are removed.",
    phone: "Phone number",
    email: "E-mail address",
    from: "Appointments from",
    to: "Appointments to",
    madeFrom: "Booked from",
    madeTo: "Booked to",
    messages: "Messages",
    oneMessage: "One to each person",
    noMessage: "None",
    look: "See what matches",
    looking: "Looking…",
    nothing: "No upcoming booking matches.",
    matching: (count: number, people: number) =>
      `${count === 1 ? "1 booking matches" : `${count} bookings match`}, of ${people === 1 ? "1 person" : `${people} people`}:`,
    more: (count: number) => `and ${count} more`,
    remove: (count: number) => (count === 1 ? "Remove 1 booking" : `Remove ${count} bookings`),
    askTitle: (count: number) =>
      count === 1 ? "Remove 1 booking?" : `Remove these ${count} bookings?`,
    made: (when: string) => `booked on ${when}`,
    showAll: (count: number) => `Show all ${count}`,
    showFewer: "Show fewer",
    hours: "On one day, the second time must not be before the first.",
    byPhone: (count: number) =>
      count === 1
        ? "1 person has no e-mail address and must be told by phone:"
        : `${count} people have no e-mail address and must be told by phone:`,
    untold: (count: number) =>
      count === 1
        ? "1 person got no message about a cancelled visit. Please call:"
        : `${count} people got no message about their cancelled visits. Please call them:`,
    askTold: (mailed: number, called: number) =>
      [
        "The times become free again.",
        mailed === 1 && "1 person gets one message about all of their appointments.",
        mailed > 1 && `${mailed} people get one message each about all of their appointments.`,
        called === 1 && "1 person has no e-mail address and must be told by phone.",
        called > 1 && `${called} people have no e-mail address and must be told by phone.`,
        "This can’t be undone.",
      ]
        .filter(Boolean)
        .join(" "),
    askUntold: "The times become free again, and nobody gets a message. This can’t be undone.",
    askConfirm: (count: number) => (count === 1 ? "Yes, remove it" : `Yes, remove all ${count}`),
    keep: "No, keep them",
    running: (done: number, total: number) => `${done} of ${total} removed…`,
    stop: "Stop",
    stopping: "Stopping…",
    stopped: (done: number) => `${done} removed so far.`,
    stuck: "The bookings below could not be removed just now. Try again in a moment.",
    over: (done: number) =>
      done === 1
        ? "1 booking removed. None of those you saw is left."
        : `${done} bookings removed. None of those you saw is left.`,
  },
  customers: {
    title: "Customers",
    lead: "Everybody with a booking on these days.",
    name: "Name",
    phone: "Phone",
    email: "E-mail",
    bookings: "Bookings",
    noShows: "No-shows",
    lastVisit: "Latest visit",
    seeBookings: "See bookings",
    seeBookingsOf: (name: string) => `See bookings of ${name}`,
    empty: "No customers on these days.",
    emptyHint: "Try other days.",
  },
  products: {
    title: "Products",
    product: "Product",
    add: "Add a product",
    addTitle: "New product",
    editTitle: (name: string) => `Edit ${name}`,
    category: "Category",
    allCategories: "All categories",
    name: { en: "Name in English", fr: "Name in French" },
    nameMissing: "Enter the product’s name.",
    price: (sign: string) => `Price in ${sign}`,
    stock: "In stock",
    active: "Show in the shop",
    hidden: "Hidden",
    shownShort: "In the shop",
    state: "Status",
    empty: "No products yet.",
    emptyHint: "Add the first one.",
    created: (name: string) => `Product added: ${name}.`,
    saved: (name: string) => `Product saved: ${name}.`,
    removed: (name: string) => `Product deleted: ${name}.`,
    staleTitle: "Somebody else has changed this product",
    stale:
      "It was saved with other values after you opened it. Reload it to see them; what you entered here will be lost.",
    reload: "Reload the product",
    reloadFailed: "The product could not be reloaded. It may have been deleted.",
  },
  users: {
    title: "Users",
    add: "Add a user",
    addTitle: "New user",
    editTitle: (name: string) => `Edit ${name}`,
    name: "Full name",
    email: "E-mail",
    age: "Age",
    since: "Added",
    empty: "No users yet.",
    emptyHint: "Add the first one.",
    created: (name: string) => `User added: ${name}.`,
    saved: (name: string) => `User saved: ${name}.`,
    removed: (name: string) => `User deleted: ${name}.`,
  },
};

/** What the owner's page has to say in every language. */
export type AdminWords = typeof en;
