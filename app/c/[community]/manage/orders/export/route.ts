import { loadMoneyFile } from "@/lib/billing/loaders/money-files";
import { MoneyTableName, moneyTables } from "@/lib/billing/schema/money";
import { requestWords } from "@/lib/i18n/request";
import { download } from "@/lib/platform/download";

/** One of the owner's lists of money as a CSV file, narrowed as its address says. */
export async function GET(request: Request, { params }: { params: Promise<{ community: string }> }): Promise<Response> {
  const search = Object.fromEntries(new URL(request.url).searchParams);
  const words = await requestWords();
  const table = MoneyTableName.safeParse(search.table ?? "payments");
  // Who asks comes first: whoever may not see the lists is not told their names either.
  const file = await loadMoneyFile((await params).community, table.data ?? "payments", search, words);
  if (!table.success) {
    return new Response(words.t("selling.money.badTable", { tables: moneyTables.join(", ") }), { status: 400 });
  }
  return download(file);
}
