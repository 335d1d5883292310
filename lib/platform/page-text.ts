import { shared } from "./shared-state";

/**
 * Text that one document carries once. React sends whatever a page shows twice: as HTML and as data for the browser,
 * although long finished text (an article, a thread, a frame) never changes there. So the page puts such text aside
 * here and sends only its key; the renderer of the HTML picks it up, and the browser takes it from the HTML that is
 * already on the page (components/ui/kept-text.tsx). It halves the bytes of a page and a third of its cost.
 *
 * Text is put aside for exactly one response: the front door opens and closes the place for it. Plain module, because
 * both the front door and the bundles use it.
 */
interface Aside {
  texts: Map<string, string>;
  /** Keys by response, to forget them all with it. */
  responses: Map<string, string[]>;
  count: number;
}

const aside = shared<Aside>("page-text", () => ({ texts: new Map(), responses: new Map(), count: 0 }));

/** The request header by which the front door names the response that may put text aside. Clients cannot send it. */
export const documentHeader = "x-guildhall-document";

/** Lets one response put text aside until {@link closeDocument}. */
export function openDocument(id: string): void {
  aside.responses.set(id, []);
}

/** Forgets everything a response has put aside. */
export function closeDocument(id: string): void {
  for (const key of aside.responses.get(id) ?? []) aside.texts.delete(key);
  aside.responses.delete(id);
}

/** Puts text aside and returns its key; null when this response is no document, or is over. */
export function putAside(documentId: string | null, text: string): string | null {
  const keys = documentId ? aside.responses.get(documentId) : undefined;
  if (!keys) return null;
  aside.count += 1;
  const key = aside.count.toString(36);
  aside.texts.set(key, text);
  keys.push(key);
  return key;
}

/** The text of a key, on the server only. */
export function textAside(key: string): string {
  return aside.texts.get(key) ?? "";
}
