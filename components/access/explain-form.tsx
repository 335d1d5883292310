import { TextField } from "@/components/ui/field";
import type { Words } from "@/lib/i18n/words";

/** Who and what is asked about. A plain form: the question stands in the address. */
export function ExplainForm({
  action,
  query,
  words: { t },
}: {
  action: string;
  query: { person: string; post: string };
  words: Words;
}) {
  return (
    <form action={action} className="my-6 grid gap-4 sm:grid-cols-[1fr_1.5fr_auto]">
      <TextField
        name="person"
        label={t("access.explain.person")}
        help={t("access.explain.personHelp")}
        defaultValue={query.person}
        autoCapitalize="none"
        spellCheck={false}
        required
      />
      <TextField
        name="post"
        label={t("access.explain.post")}
        help={t("access.explain.postHelp")}
        defaultValue={query.post}
        autoCapitalize="none"
        spellCheck={false}
      />
      <div className="sm:pt-7">
        <button type="submit" className="btn btn-primary">
          {t("access.explain.ask")}
        </button>
      </div>
    </form>
  );
}
