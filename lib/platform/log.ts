import { pino } from "pino";
import { env } from "./env";
import { shared } from "./shared-state";

/**
 * Structured log, one JSON object a line on standard output. Secrets are removed by path before a line is written;
 * never log a request body, a token or paid text in the first place.
 */
export const log = shared("log", () =>
  pino({
    level: env().GUILDHALL_LOG ?? (process.env.NODE_ENV === "test" ? "silent" : "info"),
    base: undefined,
    timestamp: pino.stdTimeFunctions.isoTime,
    redact: {
      paths: [
        "*.password",
        "*.token",
        "*.secret",
        "*.cookie",
        "*.authorization",
        "password",
        "token",
        "secret",
        "cookie",
        "authorization",
      ],
      censor: "[removed]",
    },
  }),
);
