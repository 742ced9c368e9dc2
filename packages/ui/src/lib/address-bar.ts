// The state of a page as it stands in the address: `?q=userName: ann&from=now-1h`, readable and short; what is at its default is left out.

export type SearchParams = Readonly<Record<string, string | readonly string[] | undefined>>;

export function parseSearch(text: string): Record<string, string | string[]> {
  const params: Record<string, string | string[]> = Object.create(null) as Record<string, string | string[]>;
  const search = new URLSearchParams(text);
  for (const name of new Set(search.keys())) {
    const values = search.getAll(name);
    params[name] = values.length === 1 ? (values[0] ?? '') : values;
  }
  return params;
}

export function stringifySearch(params: SearchParams): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(params)) {
    if (value === undefined || value === '') continue;
    for (const one of typeof value === 'string' ? [value] : value) search.append(name, one);
  }
  // These mean nothing special in a query string, and a query is easier to read with them.
  const text = search.toString().replace(/%3A/g, ':').replace(/%2C/g, ',').replace(/%2F/g, '/').replace(/%40/g, '@');
  return text === '' ? '' : `?${text}`;
}

export function textParam(params: Readonly<Record<string, unknown>>, name: string, preset = ''): string {
  const value = params[name];
  if (typeof value === 'string') return value;
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  return Array.isArray(value) && typeof value[0] === 'string' ? value[0] : preset;
}

export function listParam(params: Readonly<Record<string, unknown>>, name: string): readonly string[] {
  const value = params[name];
  const items: readonly unknown[] = Array.isArray(value) ? value : value === undefined || value === '' ? [] : [value];
  return items.map(String);
}
