// Constants of the program in SQL. Values from outside are bound, never written.

/** ClickHouse string literal; control characters, which marks have, are written as numbers. */
export function sqlLiteral(text: string): string {
  const escaped = text.replace(/[\\']/g, '\\$&');
  return `'${escaped.replace(/[\x00-\x1f]/g, (control) => `\\x${control.charCodeAt(0).toString(16).padStart(2, '0')}`)}'`;
}
