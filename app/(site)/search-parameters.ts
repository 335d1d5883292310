export type SearchParameters = Promise<Record<string, string | string[] | undefined>>;

/** One value of a query parameter; the first when somebody sends several. */
export function oneOf(value: string | string[] | undefined): string | undefined {
  return Array.isArray(value) ? value[0] : value;
}
