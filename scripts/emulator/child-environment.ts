import { emulatedAccount } from "../../infra/emulator";

interface Places {
  /** The emulator's address. */
  readonly address: string;
  readonly region: string;
  /** Where the state is kept. */
  readonly folder: string;
}

/**
 * The variables with which the engine meets the emulator and nothing else: all that says who somebody is in
 * AWS, or where, is left out, and what emulators take is put in its place.
 */
export function childEnvironment(
  inherited: NodeJS.ProcessEnv,
  { address, region, folder }: Places,
): NodeJS.ProcessEnv {
  const harmless = Object.entries(inherited).filter(
    // Of Pulumi's, where its plugins are and how it starts Node.js.
    ([key]) => !/^(AWS_|TF_|PULUMI_(?!HOME$|NODEJS_))/i.test(key),
  );
  return {
    ...Object.fromEntries(harmless),
    // Emulators take the key's id for the account.
    AWS_ACCESS_KEY_ID: emulatedAccount,
    AWS_SECRET_ACCESS_KEY: "emulator",
    AWS_REGION: region,
    AWS_ENDPOINT_URL: address,
    AWS_CONFIG_FILE: "/dev/null",
    AWS_SHARED_CREDENTIALS_FILE: "/dev/null",
    AWS_EC2_METADATA_DISABLED: "true",
    PULUMI_BACKEND_URL: `file://${folder}`,
    PULUMI_CONFIG_PASSPHRASE: "emulator",
    PULUMI_SKIP_UPDATE_CHECK: "true",
    PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "true",
  };
}
