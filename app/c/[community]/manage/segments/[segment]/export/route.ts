import { requestWords } from "@/lib/i18n/request";
import { dayOf } from "@/lib/platform/calendar";
import { download } from "@/lib/platform/download";
import { loadSegmentFile } from "@/lib/segments/loaders";
import { segmentCsv } from "@/lib/segments/segment-csv";

interface Props {
  params: Promise<{ community: string; segment: string }>;
}

/** Everybody in a segment as a CSV file, for whoever runs the community. */
export async function GET(_request: Request, { params }: Props): Promise<Response> {
  const { community: slug, segment: id } = await params;
  const { community, asOf, members } = await loadSegmentFile(slug, id);
  const { t } = await requestWords();
  const labels: [string, string, string, string] = [
    t("segments.person"),
    t("segments.handle"),
    t("segments.role"),
    t("segments.joined"),
  ];
  const name = `${community.slug}-segment-${dayOf(asOf, community.zone)}.csv`;
  return download({ name, body: segmentCsv(members, labels, (at) => dayOf(at, community.zone)) });
}
