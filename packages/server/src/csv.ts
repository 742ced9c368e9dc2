// Rows as CSV (RFC 4180) for spreadsheets: text that one would run as a formula gets an apostrophe before it.

type Row = Readonly<Record<string, unknown>>;

export function csvLine(values: readonly string[]): string {
  return `${values.map(csvField).join(',')}\r\n`;
}

export function csvRow(titles: readonly string[], row: Row): string {
  return csvLine(titles.map((title) => harmless(row[title])));
}

/** Spreadsheets run what begins like a formula, also in files from elsewhere; an apostrophe before it makes it text. */
function harmless(value: unknown): string {
  const text = plainText(value);
  return typeof value !== 'number' && /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
}

function csvField(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

export function plainText(value: unknown): string {
  if (value === null || value === undefined) return '';
  if (Array.isArray(value)) return value.join(', ');
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}
