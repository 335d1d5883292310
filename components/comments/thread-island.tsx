"use client";
import { startTransition, useEffect, useRef } from "react";
import { escapeHtml } from "@/components/ui/html";
import { type PageText, useKeptText } from "@/components/ui/kept-text";
import type { Comment } from "@/lib/comments/types";
import { type FormAction, idleForm } from "@/lib/platform/form-state";
import { onComment, type ThreadEvent } from "./thread-events";
import { commentHtml, type ThreadWords } from "./thread-html";

interface ThreadIslandProps {
  text: PageText;
  community: string;
  upvote: FormAction;
  /** The reader, as the author of comments about to appear; null when they cannot write. */
  me: Comment["author"] | null;
  place: {
    postPath: string;
    communityPath: string;
    postAuthorId: string;
    isQuestion: boolean;
    locale: string;
    zone: string;
  };
  words: ThreadWords & { sending: string; failed: string };
}

/**
 * Shows the thread's HTML and adds one listener for all of it: votes count at once and roll back when refused, new
 * comments appear before the answer arrives. React never looks inside the HTML.
 */
export function ThreadIsland({ text, community, upvote, me, place, words }: ThreadIslandProps) {
  const list = useRef<HTMLOListElement>(null);
  const status = useRef<HTMLParagraphElement>(null);
  useEffect(() => {
    const root = list.current;
    if (!root) return;
    const vote = (event: MouseEvent) => {
      const button = (event.target as Element).closest<HTMLButtonElement>("[data-vote]");
      if (!button || !root.contains(button)) return;
      event.preventDefault();
      castVote(button, community, upvote, () => {
        if (status.current) status.current.textContent = words.failed;
      });
    };
    root.addEventListener("click", vote);
    const stop = me ? onComment((event) => showComment(root, event, { me, place, words })) : () => undefined;
    return () => {
      root.removeEventListener("click", vote);
      stop();
    };
  }, [community, upvote, me, place, words]);
  return (
    <>
      <p ref={status} role="alert" className="text-sm text-danger" />
      <ol ref={list} className="thread" {...useKeptText(text)} />
    </>
  );
}

function castVote(button: HTMLButtonElement, community: string, upvote: FormAction, failed: () => void): void {
  if (button.dataset.busy) return;
  const count = button.querySelector("[data-count]");
  const pressed = button.getAttribute("aria-pressed") === "true";
  const show = (on: boolean, total: number) => {
    button.setAttribute("aria-pressed", String(on));
    button.value = button.value.replace(/(yes|no)$/, on ? "no" : "yes");
    if (count) count.textContent = String(total);
  };
  const before = Number(count?.textContent ?? 0);
  const form = new FormData();
  form.set("community", community);
  form.set("vote", button.value);
  button.dataset.busy = "yes";
  show(!pressed, before + (pressed ? -1 : 1));
  startTransition(async () => {
    const state = await upvote(idleForm, form).catch(() => null);
    delete button.dataset.busy;
    if (state?.status === "done") return;
    show(pressed, before);
    failed();
  });
}

type Setting = Pick<ThreadIslandProps, "place" | "words"> & { me: Comment["author"] };

function showComment(root: HTMLElement, event: ThreadEvent, setting: Setting): void {
  const selector = `[data-pending="${CSS.escape(event.submission)}"]`;
  const pending = root.querySelector(selector);
  if (event.kind === "sent") {
    if (pending) return;
    const text = `<p>${escapeHtml(event.text).replaceAll("\n", "<br>")}</p>`;
    const item = itemFor({ id: "pending", html: text }, setting);
    item.dataset.pending = event.submission;
    item.setAttribute("aria-busy", "true");
    placeFor(root, event.replyTo).append(item);
    return;
  }
  if (!event.made) pending?.remove();
  else if (pending) pending.replaceWith(itemFor({ id: event.made.commentId!, html: event.made.html! }, setting));
}

function placeFor(root: HTMLElement, replyTo: string | undefined): Element {
  const parent = replyTo ? root.querySelector(`#c-${CSS.escape(replyTo)}`) : null;
  return parent?.closest("[data-replies]") ?? parent?.querySelector("[data-replies]") ?? root;
}

function itemFor({ id, html }: { id: string; html: string }, { me, place, words }: Setting): HTMLLIElement {
  const item = document.createElement("li");
  item.className = "pt-5";
  const comment: Comment = {
    id,
    postId: "",
    threadId: null,
    replyToName: null,
    author: me,
    html,
    upvoteCount: 0,
    createdAt: new Date(),
    editedAt: null,
    deletedAt: null,
    isAccepted: false,
  };
  const none = { reply: false, vote: false, accept: false };
  const isReal = id !== "pending";
  item.innerHTML = commentHtml(comment, {
    ...place,
    now: new Date(),
    upvoted: new Set(),
    rightsOf: () => ({ ...none, edit: isReal, delete: isReal }),
    words,
  });
  return item;
}
