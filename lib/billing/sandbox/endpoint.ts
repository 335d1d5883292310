import type { Tx } from "@/db/client";
import type { Parameters, Shape } from "./parameters";

/** One request, its parameters checked. `id` is what stands for `:id` in the path; `at` the story's time. */
export interface Call {
  tx: Tx;
  id: string;
  given: Parameters;
  at: Date;
}

export interface Endpoint {
  method: "GET" | "POST" | "DELETE";
  /** `:id` stands for one path segment. */
  path: string;
  shape: Shape;
  answer(call: Call): Promise<object>;
}
