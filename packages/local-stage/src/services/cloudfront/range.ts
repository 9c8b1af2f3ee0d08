import { type EdgeRequest, type EdgeResponse, errorPage } from "./message";

/**
 * Cuts a whole reply down to the range that the viewer asks for. A list of ranges, and a range that is
 * none, get the whole, as does a range of something that has changed since (If-Range).
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/RangeGETs.html
 */
export function cutToRange({ method, headers }: EdgeRequest, response: EdgeResponse): EdgeResponse {
  const { status, body } = response;
  const reads = method === "GET" || method === "HEAD";
  if (!reads || status !== 200 || !Buffer.isBuffer(body) || !isSame(headers, response)) {
    return response;
  }
  const [, first = "", last = ""] =
    /^bytes=(\d*)-(\d*)$/i.exec(headers.range?.join(",") ?? "") ?? [];
  const size = body.length;
  if (first === "" && last === "") return response;
  if (first !== "" && last !== "" && Number(last) < Number(first)) return response;
  const start = first === "" ? Math.max(0, size - Number(last)) : Number(first);
  const end = first === "" || last === "" ? size : Math.min(Number(last) + 1, size);
  if (start >= end) {
    const refused = errorPage(416, "Requested Range Not Satisfiable", `There are ${size} bytes.`);
    return { ...refused, headers: { ...refused.headers, "content-range": [`bytes */${size}`] } };
  }
  const { "content-length": _, ...kept } = response.headers;
  const part = { ...kept, "content-range": [`bytes ${start}-${end - 1}/${size}`] };
  return { ...response, status: 206, headers: part, body: body.subarray(start, end) };
}

function isSame(asked: EdgeRequest["headers"], { headers }: EdgeResponse): boolean {
  const condition = asked["if-range"]?.[0];
  if (condition === undefined) return true;
  return [headers.etag?.[0], headers["last-modified"]?.[0]].includes(condition);
}
