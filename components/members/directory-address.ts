import type { DirectoryQuery } from "@/lib/members/schema";

/** The address of the directory with some of its filters changed. A changed filter starts the list anew. */
export function directoryAddress(path: string, query: DirectoryQuery, change: Partial<DirectoryQuery>): string {
  const wanted = { ...query, after: undefined, ...change };
  const search = new URLSearchParams();
  for (const name of ["q", "role", "pays", "after"] as const) {
    const value = wanted[name];
    if (value) search.set(name, value);
  }
  const text = search.toString();
  return text ? `${path}?${text}` : path;
}
