import "./globals.css";
import type { Metadata, Viewport } from "next";
import { cookies } from "next/headers";
import type { ReactNode } from "react";
import { preload } from "react-dom";
import { SkipLink } from "@/components/ui/skip-link";
import { SoftNavigation } from "@/components/ui/soft-navigation";
import { forcedTheme, themeCookie } from "@/components/ui/theme";
import { requestWords } from "@/lib/i18n/request";
import { publicUrl } from "@/lib/platform/env";

export async function generateMetadata(): Promise<Metadata> {
  const { t } = await requestWords();
  return {
    metadataBase: new URL(publicUrl()),
    title: { default: t("common.product"), template: `%s · ${t("common.product")}` },
    description: t("common.tagline"),
    applicationName: t("common.product"),
  };
}

/** The browser's own bars take the page's ground, in the forced theme or the system's. */
export async function generateViewport(): Promise<Viewport> {
  const theme = await chosenTheme();
  const [light, dark] = ["#ffffff", "#161b1d"];
  const followed = [
    { media: "(prefers-color-scheme: light)", color: light },
    { media: "(prefers-color-scheme: dark)", color: dark },
  ];
  return { themeColor: theme ? (theme === "dark" ? dark : light) : followed, viewportFit: "cover" };
}

async function chosenTheme() {
  return forcedTheme((await cookies()).get(themeCookie)?.value);
}

/** Language and theme of the document. It knows nobody: every page decides for itself whom it serves. */
export default async function RootLayout({ children }: { children: ReactNode }) {
  preload("/fonts/ibm-plex-sans-latin-wght-normal.woff2", { as: "font", type: "font/woff2", crossOrigin: "anonymous" });
  const [{ locale, t }, theme] = await Promise.all([requestWords(), chosenTheme()]);
  return (
    <html lang={locale} data-theme={theme}>
      <body>
        <SkipLink label={t("common.skip")} />
        {children}
        <SoftNavigation />
      </body>
    </html>
  );
}
