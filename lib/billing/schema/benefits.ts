import { z } from "zod";
import { idField } from "./fields";

const face = {
  name: z.string({ error: "required" }).trim().min(1, "required").max(40, "too-long"),
  description: z.string().trim().max(200, "too-long").default(""),
};

export const CreateBenefit = z.object({ community: z.string(), ...face });
export const ChangeBenefit = z.object({ community: z.string(), benefit: idField, ...face });
export const OfferBenefit = z.object({
  community: z.string(),
  benefit: idField,
  to: z.enum(["archived", "offered"], "invalid"),
});
