"use client";
import "./globals.css";
import { Fault } from "@/components/shell/fault";
import en from "@/lib/i18n/messages/en/fault";

/** Stands in for the root layout when that itself fails, so it brings its own document. */
export default function GlobalErrorPage({ error, retry }: { error: unknown; retry: () => void }) {
  return (
    <html lang="en">
      <body>
        <title>{en.title}</title>
        <main id="main">
          <Fault error={error} retry={retry} />
        </main>
      </body>
    </html>
  );
}
