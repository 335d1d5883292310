import type { Base } from "./base";
import type { SandboxObject } from "./kinds";

export interface SandboxEvent extends Base {
  object: "event";
  api_version: string;
  data: { object: SandboxObject };
  pending_webhooks: number;
  request: { id: string | null; idempotency_key: string | null };
  type: string;
}
