/** Stripe counts in whole seconds. */
export const seconds = (at: Date) => Math.floor(at.getTime() / 1000);
export const fromSeconds = (at: number) => new Date(at * 1000);

export const daySeconds = 24 * 60 * 60;

export type Metadata = Record<string, string>;

/** What all stored objects have. */
export interface Base {
  id: string;
  created: number;
}

/** What most stored objects have: in the sandbox no money moves. */
export interface TestBase extends Base {
  livemode: false;
}

export interface List<T> {
  object: "list";
  data: T[];
  has_more: boolean;
  url: string;
}

export const listOf = <T>(data: T[], url: string, hasMore = false): List<T> => ({
  object: "list",
  data,
  has_more: hasMore,
  url,
});
