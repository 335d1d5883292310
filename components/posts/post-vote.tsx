"use client";
import { startTransition, useActionState, useOptimistic } from "react";
import { ArrowUp } from "@/components/ui/icons";
import { type FormAction, idleForm } from "@/lib/platform/form-state";

interface PostVoteProps {
  action: FormAction;
  community: string;
  post: string;
  upvoted: boolean;
  count: number;
  label: string;
  failed: string;
}

/** The vote for a post: counts at once, goes back when refused, and is a plain form before JavaScript loads. */
export function PostVote({ action, community, post, upvoted, count, label, failed }: PostVoteProps) {
  const [state, submit] = useActionState(action, idleForm);
  const done = state.status === "done" && state.made ? state.made.wanted === "yes" : upvoted;
  const [pressed, show] = useOptimistic(done);
  const total = count + Number(pressed) - Number(upvoted);
  return (
    <form action={submit} onSubmit={() => startTransition(() => show(!pressed))}>
      <input type="hidden" name="community" value={community} />
      <input type="hidden" name="vote" value={`post:${post}:${pressed ? "no" : "yes"}`} />
      <button type="submit" className="rx" aria-pressed={pressed}>
        <ArrowUp className="size-3.5" />
        {label} <span className="num">{total}</span>
      </button>
      <span role="alert" className="ml-2 text-sm text-danger">
        {state.status === "refused" ? (state.message ?? failed) : null}
      </span>
    </form>
  );
}
