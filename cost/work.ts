import { countedAs } from "../contract/operations/counted";
import type { FunctionSpec, TableName } from "../contract/operations/operation";
import { type AssumptionName, guess } from "./assumptions";
import type { Capacity } from "./capacity";
import { operationOf } from "./functions";

/** What one table is asked by one call, in DynamoDB's units. */
export interface TableWork {
  readonly table: TableName;
  readonly reads: number;
  /** Units written to the table itself. */
  readonly writes: number;
  /** Units that each index of the table takes on top. */
  readonly writesPerIndex: number;
}

/**
 * Where a call does something else than each action of its row once. `times` counts an action
 * ("slots BatchGetItem"); `indexed` says how many of a table's writes its indexes see.
 */
interface Exception {
  readonly times?: Readonly<Record<string, number>>;
  readonly indexed?: number;
  /** One that writes in a transaction is billed twice for it. */
  readonly transaction?: true;
  /** One that hardly ever finds anything to do, which takes as long as a read. */
  readonly idle?: true;
}

/** A read that comes in a transaction is billed twice. */
const inTransaction = 2;
/** What only a request that is sent again reads. */
const repeated = 0;

/** By the row's name, whatever the business. */
const exceptions = {
  // The ledger's day, and the lists of the number and the address.
  cancelBooking: { times: { "slots UpdateItem": 3 }, transaction: true },
  rescheduleBooking: {
    // The lists of the number and the address, and the two days.
    times: { "slots GetItem": 2 * inTransaction + 2, "slots UpdateItem": 5 },
    transaction: true,
  },
  // The contact and two visits, whose links are noted.
  sendBookingLinks: {
    times: {
      "slots GetItem": inTransaction,
      "bookings GetItem": 2 * inTransaction,
      "bookings UpdateItem": 2,
    },
    transaction: true,
  },
  findBooking: { times: { "slots GetItem": inTransaction } },
  confirmBooking: { transaction: true },
  rejectBooking: { times: { "slots UpdateItem": 3 }, transaction: true },
  completeBooking: { transaction: true },
  markNoShow: { transaction: true },
  cancelBookingAsAdmin: { times: { "slots UpdateItem": 3 }, transaction: true },
  // The whole diary, and a flood of a hundred, each as one is cancelled.
  removeBookings: {
    times: {
      "bookings/date-time-index Query": 93,
      "bookings/email-date-index Query": 0,
      "bookings GetItem": 100,
      "bookings UpdateItem": 100,
      "slots GetItem": 100,
      "slots UpdateItem": 300,
    },
    transaction: true,
  },
  // A week of one person: the days, the block that they are noted on, and the month that lists it.
  createBlock: {
    times: { "bookings GetItem": 0, "slots GetItem": 8, "slots UpdateItem": 9 },
    transaction: true,
  },
  continueBlock: { times: { "slots GetItem": 8, "slots UpdateItem": 8 }, transaction: true },
  removeBlock: { times: { "slots GetItem": 9, "slots UpdateItem": 11 }, transaction: true },
  // The month, and the blocks in it.
  listBlocks: { times: { "slots BatchGetItem": 10 } },
  // The whole diary.
  replaceBusiness: { times: { "bookings/date-time-index Query": 93 } },
  listVisitsOutside: { times: { "bookings/date-time-index Query": 93 } },
  // Seven days of the diary; nobody asks by e-mail, or for what is late, as often.
  listBookings: {
    times: {
      "bookings GetItem": 0,
      "bookings/date-time-index Query": 7,
      "bookings/email-date-index Query": 0,
      "bookings/owed-index Query": 0,
    },
  },
  // The day's salt is read once by each container.
  countVisit: { times: { "visits GetItem": 0.2 }, transaction: true },
  // One review of three comes with the link of its visit, which is marked, and every other one with an address.
  createFeedback: {
    times: {
      "bookings GetItem": 0.33,
      "bookings UpdateItem": 0.33,
      "feedback GetItem": repeated,
      "feedback PutItem": 1.5,
    },
    transaction: true,
  },
  // Looked at before it is changed. What is shown or hidden moves in its index.
  showFeedback: { indexed: 1, transaction: true },
  hideFeedback: { indexed: 1, transaction: true },
  answerFeedback: { indexed: 1, transaction: true },
  removeFeedback: { indexed: 1, transaction: true },
  // One page of each status.
  listAllFeedback: { times: { "feedback/recent-index Query": 3 } },
  eraseFeedback: { transaction: true },
  createProduct: { times: { "products GetItem": repeated }, transaction: true },
  replaceProduct: { transaction: true },
  deleteProduct: { transaction: true },
  // The note that the event was counted, and two sums; nothing where an address comes or goes.
  aggregateFeedback: {
    times: { "analytics PutItem": 0.5, "analytics UpdateItem": 1 },
    transaction: true,
  },
  // The user and the claim on the e-mail, which no index lists.
  createUser: {
    times: { "users PutItem": 2, "users GetItem": repeated },
    indexed: 1,
    transaction: true,
  },
  // The e-mail stays the same.
  replaceUser: { times: { "users PutItem": 0, "users DeleteItem": 0 }, transaction: true },
  deleteUser: { times: { "users DeleteItem": 2 }, indexed: 1, transaction: true },
  // What a mail does to its booking is counted by the mail, not by the call.
  notifyCustomer: { times: { "bookings UpdateItem": 0 } },
  sendReminders: {
    times: {
      "bookings/date-time-index Query": 4,
      "bookings GetItem": 0,
      "bookings UpdateItem": 0,
      "slots UpdateItem": 0,
    },
  },
  // Nearly always finds nothing, for half a unit; what it finds is counted by the mail.
  sendOwed: {
    times: { "bookings/owed-index Query": 0.4, "bookings GetItem": 0, "bookings UpdateItem": 0 },
    idle: true,
  },
} as const satisfies Readonly<Record<string, Exception>>;

/** Whether a function hardly ever finds anything to do. */
export function isIdle(name: string): boolean {
  return name in exceptions && "idle" in exceptions[name as keyof typeof exceptions];
}

/** All of them: some reads depend on how many people and days a question goes over. */
export function exceptionsOf({
  openDays,
  ablePeople,
}: Capacity): Readonly<Record<string, Exception>> {
  return {
    ...exceptions,
    getAvailability: { times: { "slots BatchGetItem": openDays * ablePeople } },
    getOwnAvailability: { times: { "slots BatchGetItem": openDays * ablePeople } },
    createBooking: {
      times: {
        "bookings GetItem": repeated,
        "slots BatchGetItem": ablePeople,
        // The key and the lists of the number and the address, and the ledger's day.
        "slots GetItem": 3 * inTransaction + 1,
        // The ledger's day and the two lists.
        "slots UpdateItem": 3,
      },
      transaction: true,
    },
  };
}

const readsOf = ["GetItem", "BatchGetItem", "Query", "ConditionCheckItem"];

/** What one call does to the tables, from the row that says what it may do to them. */
export function tableWork(
  name: string,
  { touches }: FunctionSpec,
  capacity: Capacity,
): TableWork[] {
  const { times = {}, indexed, transaction } = exceptionsOf(capacity)[name] ?? {};
  const twice = transaction ? 2 : 1;
  const own = Object.entries(touches).map(([place, actions = []]) => {
    const table = place.split("/")[0] as TableName;
    const kb = guess(`${table}Kb` as AssumptionName);
    const count = (reading: boolean) =>
      actions
        .filter((action) => readsOf.includes(action) === reading)
        .reduce((sum, action) => sum + (times[`${place} ${action}`] ?? 1), 0);
    const items = count(false);
    return {
      table,
      // Strongly consistent, 4 KB at a time; a question to an index reads a page of items at half of that.
      reads: count(true) * (place.includes("/") ? Math.max(1, (10 * kb) / 8) : Math.ceil(kb / 4)),
      writes: items * Math.ceil(kb) * twice,
      writesPerIndex: Math.min(indexed ?? items, items) * Math.ceil(kb),
    };
  });
  const operation = operationOf(name);
  return operation && countedAs(operation) ? [...own, callerCount] : own;
}

/** The one write, in no transaction, that counts the caller of a public write. */
const callerCount: TableWork = { table: "visits", reads: 0, writes: 1, writesPerIndex: 1 };
