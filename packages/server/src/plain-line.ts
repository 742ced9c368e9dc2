// What people call things: one line, without what would hide or turn around the text beside it.

const SIGNS = /[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]/gu;

export function plainLine(text: string): string {
  return text.replace(SIGNS, ' ').trim();
}
