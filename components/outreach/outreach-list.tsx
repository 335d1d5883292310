import { Badge } from "@/components/ui/badge";
import { Link } from "@/components/ui/link";
import { Time } from "@/components/ui/time";
import type { Words } from "@/lib/i18n/words";
import type { OutreachKind } from "@/lib/outreach/schema";

interface Listed {
  id: string;
  kind: OutreachKind;
  name: string;
  createdAt: Date;
  reached: number;
  held: number;
  sent: number;
}

interface OutreachListProps {
  outreaches: readonly Listed[];
  path: string;
  now: Date;
  zone: string;
  words: Words;
}

/** What was done so far, the latest first. */
export function OutreachList({ outreaches, path, now, zone, words }: OutreachListProps) {
  const { t, locale } = words;
  return (
    <section className="mt-10" aria-labelledby="past">
      <h2 id="past" className="text-lg">
        {t("outreach.past.title")}
      </h2>
      {outreaches.length === 0 ? (
        <p className="mt-1 text-ink-2">{t("outreach.past.none")}</p>
      ) : (
        <ul className="hair mt-2">
          {outreaches.map(({ id, kind, name, createdAt, reached, held, sent }) => (
            <li key={id} className="flex flex-wrap items-baseline gap-x-3 gap-y-0.5 py-2.5">
              <Link className="link font-medium" href={`${path}/outreach/${id}`}>
                {name}
              </Link>
              <Badge>{t(`outreach.kind.${kind}`)}</Badge>
              <span className="num text-sm text-ink-2">
                {held > 0 ? t("outreach.past.counts", { reached, held }) : t("outreach.past.noHeld", { reached })}
                {" · "}
                {t("outreach.past.sent", { sent, reached })}
              </span>
              <Time
                at={createdAt}
                now={now}
                locale={locale}
                zone={zone}
                show="date"
                className="ml-auto text-sm text-ink-3"
              />
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
