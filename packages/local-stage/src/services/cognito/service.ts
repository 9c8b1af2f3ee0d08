import type { Service } from "../../service";
import { arn, type Declared, physicalName, shortId } from "../../values";
import { type Cognito, hostOf, startCognito } from "./cognito";

declare module "../../service" {
  interface Faces {
    readonly cognito: Cognito;
  }
}

const poolId = ({ name, region }: Declared) => `${region}_${shortId(name)}`;

/** Cognito: user pools with passwords, groups and tokens. */
export const cognito: Service<"cognito", Cognito> = {
  name: "cognito",
  types: [
    "aws:cognito/userPool:UserPool",
    "aws:cognito/userPoolClient:UserPoolClient",
    "aws:cognito/userGroup:UserGroup",
  ],
  values: {
    "aws:cognito/userPool:UserPool": {
      id: poolId,
      outputs: {
        name: physicalName,
        arn: arn("cognito-idp", (declared) => `userpool/${poolId(declared)}`),
        endpoint: (declared) => `cognito-idp.${declared.region}.amazonaws.com/${poolId(declared)}`,
      },
    },
    "aws:cognito/userPoolClient:UserPoolClient": {
      id: ({ name }) => `${shortId(name)}${shortId(`${name} client`)}`,
      outputs: { name: physicalName },
    },
    "aws:cognito/userGroup:UserGroup": {
      id: ({ inputs, name }) => `${inputs.userPoolId}/${inputs.name ?? name}`,
      outputs: { name: physicalName },
    },
  },
  keeps: ["cognito"],
  async start({ graph, folder, log, ownKey, seeds, hosts, beforeSignIn, onClose }) {
    const pools = await startCognito({ graph, folder, log, ownKey, seeds });
    onClose(pools.close);
    const names = graph.ofType("aws:cognito/userPool:UserPool").map(hostOf);
    const url = (await beforeSignIn?.(pools.url, names)) ?? pools.url;
    for (const name of names) hosts.set(name, url);
    return { face: pools };
  },
};
