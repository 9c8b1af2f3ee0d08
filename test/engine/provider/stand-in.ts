import { factsOf } from "../../../scripts/provider/facts";
import { replacementBy } from "../../../scripts/provider/replacement";
import type { Cloud, Existing } from "./cloud";
import type { Failures } from "./failure";
import { account, specialOf } from "./special";
import {
  type Change,
  changesBetween,
  digits,
  fill,
  isUnknown,
  markSecret,
  type Properties,
  unknown,
} from "./values";

/** What the provider is configured with. */
export interface Settings {
  readonly region: string;
  readonly tags: Properties;
}

/** A resource of the program, as the engine names it. */
export interface Subject {
  readonly type: string;
  readonly name: string;
}

export interface Difference {
  readonly changes: readonly Change[];
  readonly replaces: readonly string[];
  readonly deleteBeforeReplace: boolean;
}

/** Answers that a resource exists, but never became ready. */
export class Unready extends Error {
  constructor(
    readonly id: string,
    readonly outputs: Properties,
  ) {
    super("Timed out while it became ready.");
  }
}

/** Stands in for the AWS provider and AWS behind it; follows the table of facts, type by type. */
export class StandIn {
  settings: Settings = { region: "", tags: {} };

  constructor(
    private readonly cloud: Cloud,
    private readonly failures: Failures,
  ) {}

  /** Fills in what the provider fills in, and says which required inputs are missing. */
  check(
    { type, name }: Subject,
    olds: Properties,
    news: Properties,
    seed: string,
  ): { inputs: Properties; missing: string[] } {
    const { named, regional, tagged, required = [] } = factsOf(type);
    const inputs: Record<string, unknown> = { ...news };
    if (regional) inputs.region ??= this.settings.region;
    if (tagged) inputs.tagsAll = { ...this.settings.tags, ...news.tags };
    if (named && inputs[named] === undefined) {
      const kept = olds.__defaults?.includes(named) && olds[named];
      inputs[named] = kept || `${name}-${digits(7, seed, name)}`;
      inputs.__defaults = [named];
    }
    return { inputs, missing: required.filter((property) => inputs[property] === undefined) };
  }

  /** What changed, and whether the provider would replace the resource for it. */
  diff({ type }: Subject, olds: Properties, news: Properties): Difference {
    const { named } = factsOf(type);
    const without = ({ __defaults, ...inputs }: Properties) => inputs;
    const changes = changesBetween(without(olds), without(news));
    const isReplacing = ({ property }: Change) =>
      replacementBy(type, property, news) === "replaces";
    // Two resources cannot have one name at the same time.
    const isSameName = named && olds[named] === news[named] && !news.__defaults?.includes(named);
    return {
      changes,
      replaces: changes.filter(isReplacing).map(({ path }) => path),
      deleteBeforeReplace: isSameName === true,
    };
  }

  create(subject: Subject, inputs: Properties, seed: string, preview: boolean) {
    const { type } = subject;
    if (preview) return { id: "", outputs: this.marked(type, this.foreseen(type, inputs)) };
    const failure = this.failures.next();
    if (failure === "refused") throw refused(subject);
    this.checkRole(inputs);
    const resource = this.made(type, inputs, seed);
    if (!factsOf(type).puts && this.cloud.find(type, resource.id)) {
      throw new Error(`EntityAlreadyExists: there is a ${type} ${resource.id} already`);
    }
    this.cloud.do({ deed: "create", name: subject.name, ...resource });
    const outputs = this.marked(type, resource.outputs);
    if (failure === "unready") throw new Unready(resource.id, outputs);
    return { id: resource.id, outputs };
  }

  update(subject: Subject, id: string, olds: Properties, inputs: Properties, preview: boolean) {
    const { type } = subject;
    const { changing = [] } = factsOf(type);
    if (preview) {
      const unknowns = Object.fromEntries(changing.map((property) => [property, unknown]));
      return this.marked(type, { ...olds, ...inputs, ...unknowns });
    }
    const failure = this.failures.next();
    if (failure === "refused") throw refused(subject);
    const before = this.cloud.find(type, id);
    if (!before) throw new Error(`NotFound: there is no ${type} ${id}`);
    this.checkRole(inputs);
    const kept = withoutRemoved(before.outputs, before.inputs, inputs);
    const further = specialOf(type).computed?.(inputs, this.cloud, before.outputs);
    const resource = { type, id, inputs, outputs: { ...kept, ...inputs, ...further } };
    this.cloud.do({ deed: "update", name: subject.name, ...resource });
    const outputs = this.marked(type, resource.outputs);
    if (failure === "unready") throw new Unready(id, outputs);
    return outputs;
  }

  /** What there is; undefined where somebody has deleted it. */
  read({ type }: Subject, id: string): Existing | undefined {
    const found = this.cloud.find(type, id);
    return found && { ...found, outputs: this.marked(type, found.outputs) };
  }

  delete(subject: Subject, id: string): void {
    if (this.failures.next()) throw refused(subject);
    const found = this.cloud.find(subject.type, id);
    if (!found) return;
    const { undeletable, takesAlong } = specialOf(subject.type);
    const reason = undeletable?.(found.outputs, this.cloud);
    if (reason) throw new Error(`${subject.name} cannot be deleted: ${reason}`);
    for (const other of takesAlong?.(found.outputs, this.cloud) ?? []) {
      this.cloud.do({ deed: "delete", name: "", ...other });
    }
    this.cloud.do({ deed: "delete", name: subject.name, ...found });
  }

  /** Answers a question of the program. */
  invoke(token: string): Properties {
    const { region } = this.settings;
    const answers: Readonly<Record<string, Properties>> = {
      "aws:index/getRegion:getRegion": { region, id: region, name: region },
      "aws:index/getCallerIdentity:getCallerIdentity": { accountId: account, id: account },
      "aws:index/getPartition:getPartition": { partition: "aws", id: "aws" },
    };
    const answer = answers[token];
    if (!answer) throw new Error(`The stand-in for AWS has no answer to ${token}.`);
    return answer;
  }

  private made(type: string, inputs: Properties, seed: string): Existing {
    const { id: pattern, computed = {} } = factsOf(type);
    const known = { region: this.settings.region, ...inputs, account };
    const id = fill(pattern, known, `${seed} id`);
    const filled = fill(computed, { ...known, id }, seed);
    const further = specialOf(type).computed?.(inputs, this.cloud);
    return { type, id, inputs, outputs: { ...filled, ...further, ...inputs } };
  }

  private foreseen(type: string, inputs: Properties): Properties {
    const { computed = {} } = factsOf(type);
    const unknowns = Object.fromEntries(Object.keys(computed).map((key) => [key, unknown]));
    return { ...unknowns, ...specialOf(type).foreseen?.(inputs), ...inputs };
  }

  private marked(type: string, { __defaults, ...outputs }: Properties): Properties {
    return (factsOf(type).secret ?? []).reduce(markSecret, outputs as Properties);
  }

  private checkRole({ role }: Properties): void {
    const [, name] = /^arn:aws:iam::\d+:role\/(.+)$/.exec(role) ?? [];
    if (name && !isUnknown(name) && !this.cloud.find("aws:iam/role:Role", name)) {
      throw new Error(`There is no role ${name}.`);
    }
  }
}

function refused({ name }: Subject): Error {
  return new Error(`ServiceUnavailable: AWS refused a change of ${name}.`);
}

function withoutRemoved(outputs: Properties, before: Properties, after: Properties): Properties {
  return Object.fromEntries(
    Object.entries(outputs).filter(([key]) => !(key in before) || key in after),
  );
}
