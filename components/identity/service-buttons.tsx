import { buttonClass } from "@/components/ui/button-class";
import type { Translate } from "@/lib/i18n/words";

interface Service {
  id: string;
  name: string;
}

/** A button for each service whose keys are set, and nothing when there is none. Plain forms: they need no script. */
export function ServiceButtons({ services, next, t }: { services: Service[]; next: string; t: Translate }) {
  if (services.length === 0) return null;
  return (
    <div className="mb-5 grid gap-2">
      {services.map(({ id, name }) => (
        <form key={id} method="post" action={`/api/auth/signin/${id}`} className="grid">
          <input type="hidden" name="next" value={next} />
          <button type="submit" className={buttonClass({ size: "lg" })}>
            {t("identity.signIn.with", { provider: name })}
          </button>
        </form>
      ))}
      <p className="mt-2 text-center text-sm text-ink-3">{t("identity.signIn.or")}</p>
    </div>
  );
}
