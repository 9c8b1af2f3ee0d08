import { errorStatuses, type GatewayCode, gatewayStatuses } from "./codes";

/** The status of every code, whoever answers it; apart from codes.ts, which every function carries. */
export const codeStatuses: Readonly<Record<GatewayCode, number>> = {
  ...errorStatuses,
  ...gatewayStatuses,
};
