import { couponTermsInWords } from "@/components/billing/owner-coupon-words";
import { ButtonLink } from "@/components/ui/button";
import { type FieldSpec, FieldsForm } from "@/components/ui/fields-form";
import { Notice } from "@/components/ui/notice";
import type { CouponTerms } from "@/lib/billing/coupon";
import type { Words } from "@/lib/i18n/words";
import { beginOutreachAction } from "@/lib/outreach/actions";
import type { UnreachableReason } from "@/lib/outreach/queries/outreach";
import { type ChosenQuery, outreachKinds, outreachMax, riskFilterKeys } from "@/lib/outreach/schema";

interface NewOutreachProps {
  community: { slug: string };
  query: ChosenQuery;
  chosen: number;
  reachable: number;
  held: number;
  leftOut: Record<UnreachableReason, number>;
  coupons: readonly CouponTerms[];
  words: Words;
}

/** The form of an outreach, with whom it is for and who is left out of it said before. */
export function NewOutreach(props: NewOutreachProps) {
  const { community, query, chosen, words } = props;
  const { t } = words;
  return (
    <>
      <p className="mt-1 text-ink-2">{t("outreach.new.intro", { n: chosen })}</p>
      <Notice className="mt-4 mb-6">
        <Counts {...props} />
      </Notice>
      <FieldsForm
        action={beginOutreachAction}
        hidden={{ community: community.slug, ...carried(query) }}
        before={query.all ? null : query.member.map((id) => <input key={id} type="hidden" name="member" value={id} />)}
        fields={fieldsOf(props)}
        submit={t("outreach.new.begin")}
        busy={t("outreach.new.beginning")}
      />
      <p className="mt-4">
        <ButtonLink variant="ghost" href={`/c/${community.slug}/manage/at-risk`}>
          {t("outreach.new.back")}
        </ButtonLink>
      </p>
    </>
  );
}

/** The filters of the list, when all it names are meant. */
function carried(query: ChosenQuery): Record<string, string> {
  if (!query.all) return {};
  const filters = riskFilterKeys.flatMap((key) => (query[key] ? [[key, query[key]] as const] : []));
  return { all: "yes", ...Object.fromEntries(filters) };
}

function Counts({ chosen, reachable, held, leftOut, words: { t } }: NewOutreachProps) {
  const reached = reachable - held;
  return (
    <>
      <p>{held > 0 ? t("outreach.new.reachable", { reached, held }) : t("outreach.new.noHoldOut", { reached })}</p>
      {chosen > reachable ? (
        <p className="mt-1">
          {t("outreach.new.leftOut", leftOut)} {t("outreach.new.calls")}
        </p>
      ) : null}
      {chosen >= outreachMax ? <p className="mt-1">{t("outreach.new.max", { max: outreachMax })}</p> : null}
    </>
  );
}

function fieldsOf({ coupons, words }: NewOutreachProps): FieldSpec[] {
  const { t } = words;
  return [
    {
      kind: "select",
      name: "kind",
      label: t("outreach.new.kind"),
      options: outreachKinds.map((value) => ({ value, label: t(`outreach.new.kindHelp.${value}`) })),
    },
    { kind: "text", name: "name", label: t("outreach.new.name"), help: t("outreach.new.nameHelp"), maxLength: 80 },
    {
      kind: "text",
      name: "subject",
      label: t("outreach.new.subject"),
      optional: t("outreach.new.notForCalls"),
      maxLength: 120,
    },
    {
      kind: "area",
      name: "message",
      label: t("outreach.new.message"),
      help: t("outreach.new.messageHelp"),
      rows: 8,
      maxLength: 4000,
    },
    {
      kind: "select",
      name: "coupon",
      label: t("outreach.new.coupon"),
      help: t("outreach.new.couponHelp"),
      optional: t("outreach.new.optional"),
      options: [
        { value: "", label: t("outreach.new.couponNew") },
        ...coupons.map((coupon) => ({
          value: coupon.id,
          label: `${coupon.code} · ${couponTermsInWords(coupon, words)}`,
        })),
      ],
    },
    {
      kind: "text",
      name: "percent",
      label: t("outreach.new.percent"),
      help: t("outreach.new.percentHelp"),
      optional: t("outreach.new.optional"),
      inputMode: "decimal",
      maxLength: 8,
    },
  ];
}
