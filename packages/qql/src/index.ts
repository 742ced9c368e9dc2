export type * from './ast.js';
export { renderDiagnostic } from './caret.js';
export type { Checked } from './check.js';
export { check } from './check.js';
export type { CompleteOptions, Completion, Suggestion } from './complete.js';
export { complete } from './complete.js';
export type { Correction } from './corrections.js';
export { correctionsOf } from './corrections.js';
export type { Diagnostic, DiagnosticCode, Span } from './errors.js';
export { CODES, QqlError } from './errors.js';
export { evaluate } from './evaluate.js';
export { compareText, fold } from './fold.js';
export type { Formatted } from './format.js';
export { format } from './format.js';
export type { Mark } from './highlight.js';
export { highlight } from './highlight.js';
export { literal } from './literal.js';
export { outlineQuery, outlineTree } from './outline.js';
export type { Parsed } from './parse.js';
export { MAX_CLAUSES, MAX_DEPTH, MAX_LENGTH, parse } from './parse.js';
export { print } from './print.js';
export type * from './resolved.js';
export type { CheckOptions } from './scene.js';
export { MAX_DIAGNOSTICS } from './scene.js';
export { bordersOf } from './sql/align.js';
export {
  DIGITS_BIT,
  digitTerm,
  LONG_DIGITS,
  lookupKey,
  lookupSql,
  MAX_DIGITS,
  SHORT_DIGITS,
} from './sql/blocks.js';
export type { CompileOptions } from './sql/compile.js';
export { compile } from './sql/compile.js';
export { columnName } from './sql/condition.js';
export { LiteralIndex } from './sql/literals.js';
export { lookupsOf } from './sql/lookups.js';
export type { Parameters, ParameterValue, Statement } from './sql/parameters.js';
export { ParameterList } from './sql/parameters.js';
export type {
  HeldNumbers,
  Lookup,
  NumberFinder,
  RawColumn,
  RawHole,
  RawLine,
  RawTemplate,
  RawUnit,
  Whereabouts,
  WordFinder,
} from './sql/scope.js';
export type { Zone } from './values/zone.js';
export { createZone, Zones } from './values/zone.js';
export { wordsOf } from './words.js';
