import "server-only";
import type Stripe from "stripe";
import { publicUrl } from "@/lib/platform/env";
import { put } from "../commands";
import type { Endpoint } from "../endpoint";
import { seconds } from "../objects/base";
import { sandboxId } from "../objects/ids";
import { accepts, required, text } from "../parameters";
import { needObject } from "../queries";

/** https://docs.stripe.com/api/customer_portal/sessions */
export const portalSessionEndpoints: readonly Endpoint[] = [
  {
    method: "POST",
    path: "billing_portal/sessions",
    shape: accepts<Stripe.BillingPortal.SessionCreateParams>()({
      customer: required(text),
      return_url: required(text),
    }),
    async answer({ tx, given, at }) {
      const customer = await needObject("customer", String(given.customer), "customer");
      const id = sandboxId("billing_portal.session");
      const session = {
        id,
        object: "billing_portal.session" as const,
        created: seconds(at),
        livemode: false as const,
        customer: customer.id,
        return_url: String(given.return_url),
        url: `${publicUrl()}/sandbox/portal/${id}`,
      };
      await put(tx, session);
      return session;
    },
  },
];
