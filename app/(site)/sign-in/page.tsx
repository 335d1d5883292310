import type { Metadata } from "next";
import { EnterAs } from "@/components/identity/enter-as";
import { ServiceButtons } from "@/components/identity/service-buttons";
import { FieldsForm } from "@/components/ui/fields-form";
import { Link } from "@/components/ui/link";
import { Notice } from "@/components/ui/notice";
import { loadDirectory } from "@/lib/communities/loaders";
import { requestWords } from "@/lib/i18n/request";
import type { Translate } from "@/lib/i18n/words";
import { signInAction } from "@/lib/identity/actions";
import { loadDemoAccounts, loadSignInServices } from "@/lib/identity/loaders";
import { safeReturnPath } from "@/lib/identity/schema";
import { oneOf, type SearchParameters } from "../search-parameters";
import { FocusFrame } from "../site-frame";

export async function generateMetadata(): Promise<Metadata> {
  const { t } = await requestWords();
  return { title: t("identity.signIn.title"), robots: { index: false } };
}

export default async function SignInPage({ searchParams }: { searchParams: SearchParameters }) {
  const { next: asked, confirmed, ended, error } = await searchParams;
  const next = safeReturnPath(oneOf(asked));
  const onward = next ? `?next=${encodeURIComponent(next)}` : "";
  const words = await requestWords();
  const { t } = words;
  const [accounts, { communities }] = await Promise.all([loadDemoAccounts(), loadDirectory()]);
  const services = loadSignInServices();
  const demo = accounts.length > 0;
  const Title = demo ? "h2" : "h1";
  return (
    <FocusFrame width={demo ? "lg" : "sm"}>
      {demo ? <EnterAs accounts={accounts} communities={communities} next={next} words={words} /> : null}
      <div className={demo ? "mt-10 max-w-100 border-t border-line pt-8" : undefined}>
        <Title className={`mb-5 ${demo ? "text-xl" : "text-2xl"}`}>
          {demo ? t("identity.enterAs.own") : t("identity.signIn.title")}
        </Title>
        <div className="mb-5 grid gap-3 empty:hidden">
          {confirmed ? <Notice tone="success">{t("identity.signIn.confirmed")}</Notice> : null}
          {ended ? <Notice tone="success">{t("identity.signIn.ended")}</Notice> : null}
          {error ? <Notice tone="danger">{problem(t, oneOf(error))}</Notice> : null}
        </div>
        <ServiceButtons services={services} next={next} t={t} />
        <FieldsForm
          action={signInAction}
          hidden={next ? { next } : {}}
          fields={[
            {
              kind: "email",
              name: "email",
              label: t("identity.field.email"),
              autoComplete: "username",
              maxLength: 254,
            },
            {
              kind: "password",
              name: "password",
              label: t("identity.field.password"),
              autoComplete: "current-password",
            },
            {
              kind: "check",
              name: "remember",
              label: t("identity.field.remember"),
              help: t("identity.field.rememberHelp"),
              defaultChecked: true,
            },
          ]}
          submit={t("identity.signIn.submit")}
          busy={t("common.state.working")}
          variant={demo ? "outline" : "primary"}
          wide
        />
        <p className="mt-5 flex flex-wrap gap-x-5 gap-y-1">
          <Link className="link py-1" href="/forgot">
            {t("identity.signIn.forgot")}
          </Link>
          <Link className="link py-1" href={`/magic${onward}`}>
            {t("identity.signIn.byMail")}
          </Link>
        </p>
        <p className="mt-3 text-ink-2">
          {t("identity.signIn.new")}{" "}
          <Link className="link" href={`/sign-up${onward}`}>
            {t("identity.signUp.title")}
          </Link>
        </p>
      </div>
    </FocusFrame>
  );
}

/** next-auth's codes and ours, as sentences. */
function problem(t: Translate, code: string | undefined): string {
  if (code === "NoEmail") return t("identity.signIn.problemEmail");
  if (code === "OAuthAccountNotLinked") return t("identity.signIn.problemLinked");
  return t("identity.signIn.problem");
}
