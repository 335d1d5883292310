import { Link } from "@/components/ui/link";

/** A mail's text with its addresses clickable. Our own become paths, so they work under whatever host shows this page. */
export function MailText({ text, site }: { text: string; site: string }) {
  return (
    <div className="grid gap-3 text-md">
      {text
        .trim()
        .split("\n\n")
        .map((block) => (
          <p key={block} className="whitespace-pre-line">
            {block.split(/(https?:\/\/\S+)/).map((part) => {
              if (part.startsWith(`${site}/`)) {
                return (
                  <Link key={part} className="link break-all" href={part.slice(site.length)}>
                    {part}
                  </Link>
                );
              }
              return part;
            })}
          </p>
        ))}
    </div>
  );
}
