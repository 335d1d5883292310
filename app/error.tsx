"use client";
import { Fault } from "@/components/shell/fault";

export default function ErrorPage({ error, retry }: { error: unknown; retry: () => void }) {
  return (
    <main id="main" tabIndex={-1}>
      <Fault error={error} retry={retry} />
    </main>
  );
}
