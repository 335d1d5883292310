import type { ReactNode } from "react";
import { ButtonLink } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { CircleAlert, CircleCheck } from "@/components/ui/icons";
import { Link } from "@/components/ui/link";
import { relativeTime, shortDate } from "@/components/ui/relative-time";
import type { Words } from "@/lib/i18n/words";
import type { Morning } from "@/lib/morning/types";
import { unusualText, type Waiting, waitingTexts } from "@/lib/morning/waiting-texts";

interface MorningProps {
  morning: Morning;
  /** The community's address, `/c/<slug>`. */
  base: string;
  at: Date;
  zone: string;
  words: Words;
}

const paths: Record<Waiting["key"], string> = {
  drift: "/manage/analytics/growth",
  disputes: "/manage/disputes",
  late: "/manage/members?pays=late",
  unanswered: "/manage/analytics/activity/rows?figure=unanswered",
  endings: "/manage/endings",
  atRisk: "/manage/at-risk",
};

/** What waits for a person, most urgent first, each with its first few rows and the one place where it is done. */
export function MorningList(props: MorningProps) {
  const { morning, base, words } = props;
  const { t } = words;
  const waiting = waitingTexts(morning, words);
  if (waiting.length === 0) {
    return (
      <EmptyState icon={CircleCheck} title={t("morning.calm")} level={3}>
        {t("morning.calmHint")}
      </EmptyState>
    );
  }
  return (
    <ul className="card hair">
      {waiting.map(({ key, text }) => (
        <li key={key} className="px-4 py-3">
          <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
            <CircleAlert className="text-warning" />
            <span className="num min-w-0 flex-1 basis-60 font-medium">{text}</span>
            <ButtonLink href={`${base}${paths[key]}`} size="sm">
              {t(`morning.action.${key}`)}
            </ButtonLink>
          </div>
          <Rows {...props} of={key} />
        </li>
      ))}
    </ul>
  );
}

/** The figures that moved beyond their usual range. */
export function UnusualList({ morning, words }: Pick<MorningProps, "morning" | "words">) {
  if (morning.unusual.length === 0) return null;
  return (
    <div className="card mt-4 px-4 py-3">
      <h3 className="font-medium">{words.t("morning.unusual.title")}</h3>
      <ul className="num mt-1 text-ink-2">
        {morning.unusual.map((one) => (
          <li key={one.metric}>{unusualText(one, words)}</li>
        ))}
      </ul>
      <p className="mt-1 text-sm text-ink-3">{words.t("morning.unusual.hint")}</p>
    </div>
  );
}

interface Line {
  key: string;
  href: string;
  name: string;
  note: string;
}

function Rows({ of, ...props }: MorningProps & { of: Waiting["key"] }): ReactNode {
  const { lines, total } = linesOf(of, props);
  if (lines.length === 0) return null;
  return (
    <ul className="mt-2 grid grid-cols-1 gap-1 pl-7 text-sm">
      {lines.map(({ key, href, name, note }) => (
        <li key={key} className="flex min-w-0 flex-wrap gap-x-2">
          <Link href={href} className="link min-w-0 max-w-full truncate">
            {name}
          </Link>
          <span className="text-ink-3">{note}</span>
        </li>
      ))}
      {total > lines.length ? (
        <li className="num text-ink-3">{props.words.t("morning.more", { count: total - lines.length })}</li>
      ) : null}
    </ul>
  );
}

function linesOf(
  of: Waiting["key"],
  { morning, base, at, zone, words }: MorningProps,
): { lines: Line[]; total: number } {
  const { t, locale } = words;
  const ago = (when: Date) => relativeTime(when, at, locale, zone);
  const date = (when: Date) => shortDate(when, at, locale, zone);
  const person = ({ userId, name, handle }: { userId: string; name: string; handle: string }, note: string): Line => ({
    key: userId,
    href: `${base}/members/${handle}`,
    name,
    note,
  });
  const { endings, late, unanswered, disputes } = morning;
  switch (of) {
    case "endings":
      return {
        total: endings.total,
        lines: endings.rows.map((row) =>
          person(row, t("morning.endsOn", { kind: t(`morning.kind.${row.kind}`), date: date(row.endsAt) })),
        ),
      };
    case "late":
      return {
        total: late.total,
        lines: late.rows.map((row) =>
          person(row, t("morning.graceUntil", { ago: ago(row.since), date: date(row.graceEndsAt) })),
        ),
      };
    case "unanswered":
      return {
        total: unanswered.total,
        lines: unanswered.rows.map(({ slug, title, askedAt }) => ({
          key: slug,
          href: `${base}/posts/${slug}`,
          name: title,
          note: t("morning.asked", { ago: ago(askedAt) }),
        })),
      };
    case "disputes":
      return {
        total: 0,
        lines: disputes.dueAt
          ? [
              {
                key: "due",
                href: `${base}/manage/disputes`,
                name: t("morning.due", { date: date(disputes.dueAt) }),
                note: "",
              },
            ]
          : [],
      };
    default:
      return { lines: [], total: 0 };
  }
}
