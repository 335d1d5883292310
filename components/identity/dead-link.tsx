import { ButtonLink } from "@/components/ui/button";
import type { Translate } from "@/lib/i18n/words";

/** What a mailed link shows once it is used or too old, with the way to a new one. */
export function DeadLink({ t, hint, again }: { t: Translate; hint?: string; again: { href: string; label: string } }) {
  return (
    <>
      <h1 className="text-2xl">{t("identity.deadLink.title")}</h1>
      <p className="mt-2 text-ink-2">{t("identity.deadLink.lead")}</p>
      {hint ? <p className="mt-2 text-ink-2">{hint}</p> : null}
      <ButtonLink className="mt-6" variant="primary" href={again.href}>
        {again.label}
      </ButtonLink>
    </>
  );
}
