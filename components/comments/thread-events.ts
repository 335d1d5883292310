/** What comment forms tell the thread on the same page: a comment was sent, and what became of it. */
export type ThreadEvent =
  | { kind: "sent"; submission: string; text: string; replyTo?: string }
  | { kind: "settled"; submission: string; made: Record<string, string> | null; replyTo?: string };

const name = "guildhall:comment";

export function announceComment(event: ThreadEvent): void {
  window.dispatchEvent(new CustomEvent(name, { detail: event }));
}

export function onComment(listener: (event: ThreadEvent) => void): () => void {
  const handle = (event: Event) => listener((event as CustomEvent<ThreadEvent>).detail);
  window.addEventListener(name, handle);
  return () => window.removeEventListener(name, handle);
}
