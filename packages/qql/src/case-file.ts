// Case files: the language specified in examples, one block of plain text each.
//
//   # title
//   @ zone=Europe/Berlin          only where the zone is not UTC
//   the query
//   ==>
//   what comes out of it
//
// Blocks are separated by an empty line and begin with `# `. Everything is taken literally.

export interface LanguageCase {
  readonly title: string;
  readonly zone: string;
  readonly input: string;
  readonly expected: string;
}

const ARROW = '==>';

export function readCases(text: string): readonly LanguageCase[] {
  return text.split(/\n\n+(?=# )/).map((block) => readCase(block.replace(/\n+$/, '')));
}

function readCase(block: string): LanguageCase {
  const lines = block.split('\n');
  const arrow = lines.indexOf(ARROW);
  const title = /^# (.+)$/.exec(lines[0] ?? '')?.[1];
  if (title === undefined || arrow < 0) throw new SyntaxError(`a case begins with "# title" and has "==>": ${block}`);
  const zone = /^@ zone=(\S+)$/.exec(lines[1] ?? '')?.[1];
  const input = lines.slice(zone === undefined ? 1 : 2, arrow).join('\n');
  return { title, zone: zone ?? 'UTC', input, expected: lines.slice(arrow + 1).join('\n') };
}

export function writeCases(cases: readonly LanguageCase[]): string {
  return `${cases.map(writeCase).join('\n\n')}\n`;
}

function writeCase({ title, zone, input, expected }: LanguageCase): string {
  return [`# ${title}`, ...(zone === 'UTC' ? [] : [`@ zone=${zone}`]), input, ARROW, expected].join('\n').trimEnd();
}
