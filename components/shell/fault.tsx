"use client";
import { useSyncExternalStore } from "react";
import en from "@/lib/i18n/messages/en/fault";
import zh from "@/lib/i18n/messages/zh-CN/fault";

const nothingToWatch = () => () => {};

/** The page's language as the browser knows it: the document's, else the reader's own. */
function documentLanguage(): string {
  return document.documentElement.lang || navigator.language;
}

/** Says that something of ours broke, with the number under which the server's log has it. */
export function Fault({ error, retry }: { error: unknown; retry: () => void }) {
  const language = useSyncExternalStore(nothingToWatch, documentLanguage, () => "en");
  const words = language.startsWith("zh") ? zh : en;
  const digest = typeof error === "object" && error !== null && "digest" in error ? String(error.digest) : undefined;
  return (
    <div lang={language.startsWith("zh") ? "zh-CN" : "en"} role="alert" className="mx-auto max-w-140 px-4 py-16">
      <h1 className="text-2xl">{words.title}</h1>
      <p className="mt-2 text-ink-2">{words.body}</p>
      {digest ? (
        <p className="mt-3 text-sm text-ink-3">
          {words.reference} <code className="ic">{digest}</code>
        </p>
      ) : null}
      <div className="mt-6 flex flex-wrap gap-2">
        <button type="button" className="btn btn-primary" onClick={retry}>
          {words.retry}
        </button>
        {/* A whole new document: whatever broke is left behind with the old one. */}
        <a className="btn btn-outline" href="/">
          {words.home}
        </a>
      </div>
    </div>
  );
}
