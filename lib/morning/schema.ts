import { z } from "zod";

/** The switch of the weekly letter. */
export const ChooseLetter = z.object({ wanted: z.enum(["yes", "no"], { error: "invalid" }) });
