import "server-only";
import { minuteMs } from "@/lib/platform/clock";
import { projectAll } from "./project-now";

/** Keeps the projections of all communities up to date, once a minute. Doing it twice changes nothing. */
export const analyticsProjectJob = { kind: "analytics.project", everyMs: minuteMs, handler: projectAll };
