import { z } from "zod";
import { cancelReasons } from "../types";
import { emptyAsAbsent, idField } from "./fields";

export const ChangePlan = z.object({ community: z.string(), price: idField });
export const CancelSubscription = z.object({ subscription: idField, reason: emptyAsAbsent(z.enum(cancelReasons)) });
export const SubscriptionRef = z.object({ subscription: idField });
export const ChangeCard = z.object({});
