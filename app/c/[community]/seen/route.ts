import { receiveSighting } from "@/lib/sightings/loaders";

/** Takes the beacon of a community's page. Below the community's own path, so that its touch cookie goes nowhere else. */
export async function POST(
  request: Request,
  { params }: { params: Promise<{ community: string }> },
): Promise<Response> {
  return receiveSighting((await params).community, request);
}
