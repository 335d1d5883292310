import "server-only";
import { hourMs, minuteMs } from "@/lib/platform/clock";
import { closeDays } from "./close-days";
import { projectAll } from "./project-now";
import { verifyTonight } from "./verify-projections";

/** Keeps the projections of all communities up to date, once a minute. Doing it twice changes nothing. */
export const analyticsProjectJob = { kind: "analytics.project", everyMs: minuteMs, handler: projectAll };

/** Closes each community's day once it has ended: hourly, because midnight is at another hour in every zone. */
export const analyticsCloseDaysJob = { kind: "analytics.close-days", everyMs: hourMs, handler: closeDays };

/** Compares projections and journal once in each community's day. */
export const analyticsVerifyJob = { kind: "analytics.verify", everyMs: hourMs, handler: verifyTonight };
