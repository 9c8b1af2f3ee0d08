import type { Service } from "../../service";
import { arn, namedWithArn, onlyId, shortId } from "../../values";

/** AWS Backup: plans and vaults exist, and nothing is copied. */
export const backup: Service = {
  name: "backup",
  types: [],
  values: {
    "aws:backup/vault:Vault": namedWithArn("backup", "backup-vault:"),
    "aws:backup/plan:Plan": {
      id: ({ name }) => shortId(name),
      outputs: { arn: arn("backup", ({ name }) => `backup-plan:${shortId(name)}`) },
    },
    "aws:backup/selection:Selection": onlyId(({ name }) => shortId(name)),
  },
};
