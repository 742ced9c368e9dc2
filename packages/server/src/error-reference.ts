// docs/reference/errors.md

import { errorCodes, errorEntry } from './errors.js';

/** The reference of error codes, printed from the table above. */
export function errorsMarkdown(): string {
  const rows = errorCodes.map((code) => {
    const { message, exitCode, remedy, status } = errorEntry(code);
    return `| \`${code}\` | ${message} | ${remedy.replaceAll('|', '\\|')} | ${exitCode} | ${status} |`;
  });
  return [
    '<!-- Printed by `npm run generate`: change packages/server/src/errors.ts or request-errors.ts instead. -->',
    '# Error codes',
    '',
    'What a command prints when it cannot do its work, and what to do then. `{…}` is filled in. With `--json` the same comes as',
    'one JSON object on standard error. An interrupted command exits with 130. Over HTTP it is a problem document (RFC 9457) with this',
    'status; the reason of a 500 is told to the log of the server only.',
    '',
    '| code | message | remedy | exit code | HTTP status |',
    '|---|---|---|---|---|',
    ...rows,
    '',
  ].join('\n');
}
