/** Whether the site works. */
import * as health from "../schemas/health";
import type { Operation } from "./operation";

export const getHealth = {
  method: "GET",
  path: "/health",
  access: "public",
  summary: "Reports whether the site works.",
  status: 200,
  reply: health.healthSchema,
  handler: "health/operations/get-health",
  touches: { bookings: ["GetItem"], products: ["GetItem"], feedback: ["GetItem"] },
} as const satisfies Operation;
