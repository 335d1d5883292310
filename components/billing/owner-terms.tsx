import { FieldsForm } from "@/components/ui/fields-form";
import type { Translate } from "@/lib/i18n/words";
import type { FormAction } from "@/lib/platform/form-state";

interface TermsFormProps {
  action: FormAction;
  community: string;
  terms: { graceDays: number; refundDays: number; refundMaxPosts: number | null };
  t: Translate;
}

/** Under which terms the community sells: refunds by the members themselves, and days after a failed renewal. */
export function TermsForm({ action, community, terms, t }: TermsFormProps) {
  const number = { kind: "text", inputMode: "numeric", maxLength: 4 } as const;
  return (
    <FieldsForm
      action={action}
      hidden={{ community }}
      fields={[
        {
          ...number,
          name: "refundDays",
          label: t("selling.settings.refundDays"),
          help: t("selling.settings.refundDaysHelp"),
          defaultValue: String(terms.refundDays),
        },
        {
          ...number,
          name: "refundMaxPosts",
          label: t("selling.settings.refundMaxPosts"),
          help: t("selling.settings.refundMaxPostsHelp"),
          optional: t("selling.product.optional"),
          defaultValue: terms.refundMaxPosts === null ? "" : String(terms.refundMaxPosts),
        },
        {
          ...number,
          name: "graceDays",
          label: t("selling.settings.graceDays"),
          help: t("selling.settings.graceDaysHelp"),
          defaultValue: String(terms.graceDays),
        },
      ]}
      submit={t("selling.settings.save")}
      busy={t("common.state.saving")}
    />
  );
}
