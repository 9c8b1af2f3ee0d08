import { runProgram } from "local-stage";
import { buildSite } from "../../build/site";
import { business } from "../../business";
import { type Bill, priceGraph } from "../../cost/price-graph";
import { priceList } from "../../cost/prices";
import { siteWeight } from "../../cost/site-weight";
import { trafficOf } from "../../cost/traffic";
import { captured } from "../../policy/captured";
import { complaint, judge, summary } from "../../policy/judge";
import { rules } from "../../policy/rules";
import { waivers } from "../../policy/waivers";
import { shopProgram } from "../shop";

/** What can be said of a stack before AWS is asked. */
export interface ProgramCheck {
  /** One line of how the security rules came out. */
  readonly policy: string;
  /** A line for each finding that nothing excuses. */
  readonly complaints: readonly string[];
  readonly bill: Bill;
}

/** Runs the program once without an engine: its policy findings, and its bill for so many visitors. */
export async function checkProgram(stack: string, visitors: number): Promise<ProgramCheck> {
  const declared = shopProgram(stack);
  const graph = await runProgram(declared);
  const judgement = judge(captured(graph, declared), rules, waivers);
  const site = siteWeight(buildSite());
  const traffic = trafficOf({ business, visitors }, site);
  return {
    policy: summary(judgement, stack),
    complaints: judgement.verdicts.filter(({ waiver }) => !waiver).map(complaint),
    bill: priceGraph(graph, traffic, site, priceList()),
  };
}
