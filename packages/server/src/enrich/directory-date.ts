// Dates as directories write them: ISO 8601, generalised time of LDAP (RFC 4517 section 3.3.13), and Active Directory's FILETIME
// (hundreds of nanoseconds since 1601). Out: milliseconds since 1970, null for "never", NaN for what is no date.

const FILETIME_OF_1970 = 11_644_473_600_000;
/** What Active Directory writes for an account that does not expire. */
const NEVER: ReadonlySet<string> = new Set(['', '0', '9223372036854775807']);

export function directoryDate(text: string): number | null {
  if (NEVER.has(text)) return null;
  if (/^\d{15,19}$/.test(text)) return Math.round(Number(text) / 10_000) - FILETIME_OF_1970;
  const [, year, month, day, hour = '00', minute = '00', second = '00'] =
    /^(\d{4})(\d{2})(\d{2})(?:(\d{2})(\d{2})?(\d{2})?(?:[.,]\d+)?(?:Z|\+0000))?$/.exec(text) ?? [];
  const iso = year === undefined ? text : `${year}-${month}-${day}T${hour}:${minute}:${second}Z`;
  return /^\d{4}-\d{2}-\d{2}(?:T[\d:.]+(?:Z|[+-]\d{2}:\d{2}))?$/.test(iso) ? isoTime(iso) : Number.NaN;
}

/** Date.parse turns February 30 into March 2. */
function isoTime(iso: string): number {
  const day = iso.slice(0, 10);
  const midnight = Date.parse(`${day}T00:00:00Z`);
  if (Number.isNaN(midnight) || new Date(midnight).toISOString().slice(0, 10) !== day) return Number.NaN;
  return Date.parse(iso.length === 10 ? `${day}T00:00:00Z` : iso);
}
