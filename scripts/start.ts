import type { Stage } from "local-stage";
import { type Row, runCommand } from "local-stage/command";
import { dataFolder, rebuild, seeds, shopProgram } from "./shop";

/** What `npm start` prints. */
function rows({ services, consoleUrl, dataFolder }: Stage): Row[] {
  const { apiGateway, cloudfront, cognito, dynamodb, ses } = services;
  const [admin] = cognito.seeded;
  return [
    ["Site", cloudfront.url],
    ...(admin
      ? [["Admin", `${cloudfront.url}/admin  ${admin.email} / ${admin.password}`] as const]
      : []),
    ["API", apiGateway.stageUrl],
    ["Inbox", ses.inboxUrl],
    ["Console", consoleUrl],
    [
      `DynamoDB (${dynamodb.engine.kind})`,
      `${dynamodb.toolsUrl}  with the key in ${dataFolder}/credentials`,
    ],
    ["Data", dataFolder],
  ];
}

/** `npm start`: serves the shop until Ctrl-C. */
void runCommand({
  program: shopProgram("local"),
  dataFolder,
  rebuild,
  seeds,
  rows,
  watch: {
    rebuilt: ["handlers", "contract", "business.ts"],
    readOnce: ["www", "infra", "build", "contract", "business.ts", "index.ts", "Pulumi.local.yaml"],
  },
  help: `Runs the program of index.ts on this machine.

  npm start                          the site on port 4000, its data in .shopfront/`,
});
