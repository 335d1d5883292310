/** Where a list goes on: the sort value and the id of the last row shown, as one URL-safe word. */
export interface Cursor {
  value: number;
  id: string;
}

export function encodeCursor({ value, id }: Cursor): string {
  return `${value.toString(36)}~${id}`;
}

/** Null for anything that is not a cursor of ours: a list then starts at its beginning. */
export function decodeCursor(text: string | undefined): Cursor | null {
  const match = /^(-?[0-9a-z]{1,12})~([0-9a-f-]{36})$/.exec(text ?? "");
  if (!match) return null;
  const value = Number.parseInt(match[1]!, 36);
  return Number.isSafeInteger(value) ? { value, id: match[2]! } : null;
}
