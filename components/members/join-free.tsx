import { ActionForm } from "@/components/ui/action-form";
import { ButtonLink } from "@/components/ui/button";
import { SubmitButton } from "@/components/ui/submit-button";
import type { Viewer } from "@/lib/access/types";
import type { Words } from "@/lib/i18n/words";
import { joinFreeAction } from "@/lib/members/actions";

export interface JoinFreeProps {
  slug: string;
  viewer: Viewer;
  variant?: "primary" | "outline";
  className?: string;
  words: Words;
}

/** One press for who is signed in; a visitor makes an account first and comes back here. */
export function JoinFree({ slug, viewer, variant = "outline", className, words }: JoinFreeProps) {
  const label = words.t("members.join.action");
  if (!viewer.person) {
    const next = encodeURIComponent(`/c/${slug}`);
    return (
      <ButtonLink href={`/sign-up?next=${next}`} variant={variant} className={className}>
        {label}
      </ButtonLink>
    );
  }
  return (
    <ActionForm action={joinFreeAction} hidden={{ community: slug }} className={className}>
      <SubmitButton variant={variant} busyLabel={words.t("members.join.busy")} className={className}>
        {label}
      </SubmitButton>
    </ActionForm>
  );
}
