import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { SiteFrame } from "@/app/(site)/site-frame";
import { MailText } from "@/components/site/mail-text";
import { Link } from "@/components/ui/link";
import { exactTime } from "@/components/ui/relative-time";
import { requestWords } from "@/lib/i18n/request";
import { publicUrl } from "@/lib/platform/env";
import { isDemo } from "@/lib/platform/installation";
import { findStoredMail } from "@/lib/platform/mail/mail-folder";

type Parameters = { params: Promise<{ mail: string }> };

async function load({ params }: Parameters) {
  const mail = (await isDemo()) ? await findStoredMail((await params).mail) : null;
  return mail ?? notFound();
}

export async function generateMetadata(parameters: Parameters): Promise<Metadata> {
  return { title: (await load(parameters)).subject, robots: { index: false } };
}

export default async function MailPage(parameters: Parameters) {
  const mail = await load(parameters);
  const { t, locale } = await requestWords();
  const head = [
    [t("mail.box.from"), mail.from],
    [t("mail.box.to"), mail.to],
    [t("mail.box.sentAt"), exactTime(new Date(mail.at), locale, "UTC")],
  ];
  return (
    <SiteFrame width="form">
      <Link className="link" href="/dev/mail">
        {t("mail.box.back")}
      </Link>
      <h1 className="mt-3 text-2xl">{mail.subject}</h1>
      <dl className="mt-3 grid grid-cols-[auto_1fr] gap-x-4 gap-y-0.5 text-sm text-ink-2">
        {head.map(([label, value]) => (
          <div key={label} className="contents">
            <dt className="text-ink-3">{label}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <div className="card mt-5 p-5">
        <MailText text={mail.text} site={publicUrl()} />
      </div>
    </SiteFrame>
  );
}
