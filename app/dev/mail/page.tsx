import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { SiteFrame } from "@/app/(site)/site-frame";
import { EmptyState } from "@/components/ui/empty-state";
import { Mail } from "@/components/ui/icons";
import { Link } from "@/components/ui/link";
import { Time } from "@/components/ui/time";
import { requestWords } from "@/lib/i18n/request";
import { wallClock } from "@/lib/platform/clock";
import { isDemo } from "@/lib/platform/installation";
import { listStoredMails } from "@/lib/platform/mail/mail-folder";

export async function generateMetadata(): Promise<Metadata> {
  const { t } = await requestWords();
  return { title: t("mail.box.title"), robots: { index: false } };
}

/** What the demo would have mailed. In a real installation this page does not exist: mails open accounts. */
export default async function MailBoxPage() {
  if (!(await isDemo())) notFound();
  const [{ t, locale }, mails] = await Promise.all([requestWords(), listStoredMails()]);
  const now = wallClock();
  return (
    <SiteFrame width="form">
      <h1 className="text-2xl">{t("mail.box.title")}</h1>
      <p className="mt-1.5 mb-6 text-ink-2">{t("mail.box.lead")}</p>
      {mails.length === 0 ? (
        <EmptyState icon={Mail} title={t("mail.box.empty")}>
          {t("mail.box.emptyHint")}
        </EmptyState>
      ) : (
        <ul className="card hair">
          {mails.map((mail) => (
            <li key={mail.id} className="relative p-4 hover:bg-hover">
              <h2 className="text-md">
                <Link href={`/dev/mail/${mail.id}`} className="after:absolute after:inset-0">
                  {mail.subject}
                </Link>
              </h2>
              <p className="meta mt-0.5">
                <span>{mail.to}</span>
                <Time
                  className="dot"
                  at={new Date(mail.at)}
                  now={now}
                  locale={locale}
                  zone="UTC"
                  justNow={t("common.time.justNow")}
                />
              </p>
            </li>
          ))}
        </ul>
      )}
      <p className="mt-4 text-sm text-ink-3">{t("mail.box.folder")}</p>
    </SiteFrame>
  );
}
