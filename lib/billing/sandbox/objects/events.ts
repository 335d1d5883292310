import type { TestBase } from "./base";

export interface SandboxEvent extends TestBase {
  object: "event";
  /** The connected account it happened in. */
  account?: string;
  api_version: string;
  data: { object: Record<string, unknown> };
  pending_webhooks: number;
  request: { id: string | null; idempotency_key: string | null };
  type: string;
}
