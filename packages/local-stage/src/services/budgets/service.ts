import { accountId } from "../../account";
import type { Service } from "../../service";
import { globalArn, physicalName } from "../../values";

/** Budgets: they exist, and nothing here costs anything. */
export const budgets: Service = {
  name: "budgets",
  types: [],
  values: {
    "aws:budgets/budget:Budget": {
      id: (declared) => `${accountId}:${physicalName(declared)}`,
      outputs: {
        accountId: () => accountId,
        name: physicalName,
        arn: globalArn("budgets", (declared) => `budget/${physicalName(declared)}`),
      },
    },
  },
};
