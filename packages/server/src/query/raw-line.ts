// The raw line in SQL, made from the templates that the store really holds: the inverse of the matcher a second time (template/fill.ts
// is the first), for questions that have to be answered inside the database. A test compares the two over real rows.
//
//   template   <134> ␁dmUTC:eventTime␂ GMT ␁x:deviceName␂ …        marks as in template/marks.ts
//   value      each mark is replaced by what its column prints; the empty template means the line stands whole in rawRest

import type { Field, Token } from '@gatehouse/model';
import { fieldOf } from '@gatehouse/model';
import type { RawColumn, RawHole, RawLine, RawUnit } from '@gatehouse/qql';
import { bordersOf, columnName, LiteralIndex, wordsOf } from '@gatehouse/qql';
import type { Hole } from '../template/marks.js';
import { parseTemplate, printMark } from '../template/marks.js';
import { isText } from './event-columns.js';
import { sqlLiteral } from './sql-text.js';

type TokenHole = Extract<Hole, { token: Token }>;
type DateHole = Extract<Hole, { kind: 'date' }>;

const TEMPLATE = columnName('rawTemplate');
const REST = columnName('rawRest');
const VALUES = columnName('attributeValues');

export function rawLineOf(templates: readonly string[]): RawLine {
  const holes = distinctHoles(templates);
  const hasAttributes = holes.some(({ kind }) => kind === 'attribute');
  const attributes = { column: VALUES, printed: prints([printMark({ kind: 'attribute' })]) };
  const tokens = rawHoles(holes.filter((hole) => 'token' in hole));
  const columns = tokens.filter(({ field }) => isText(field));
  const texts = [
    ...columns.map(({ field, printed }) => ({ column: columnName(field.token), ...listText(field), printed })),
    ...(hasAttributes ? [attributes] : []),
  ];
  const known = new Map<string, RawUnit>();
  const read = templates.map((stored) => ({ stored, units: unitsOf(stored, known) }));
  return {
    whole: wholeLine(holes),
    templates: read,
    literals: new LiteralIndex(read),
    borders: bordersOf(read),
    texts: [...texts, { column: REST, printed: '1' }],
    holes: tokens.filter(({ field }) => !isText(field)),
    base64: `if(isValidUTF8(${REST}), '', base64Encode(${REST}))`,
  };
}

function listText({ token, column }: Field): Pick<RawColumn, 'text'> {
  return column.kind === 'stored' && column.joinedBy !== undefined ? { text: listSql(columnName(token)) } : {};
}

function listSql(column: string): string {
  return `replaceAll(toString(${column}), '\\n', ',')`;
}

/** `known` makes the same unit the same object in all templates. */
function unitsOf(template: string, known: Map<string, RawUnit>): readonly RawUnit[] {
  const next = { attribute: 1, rest: 1 };
  const once = (key: string, make: () => RawUnit): RawUnit => {
    const unit = known.get(key) ?? make();
    known.set(key, unit);
    return unit;
  };
  return parseTemplate(template).map((piece): RawUnit => {
    if ('literal' in piece) return once(piece.literal, () => literalUnit(piece.literal));
    const { hole } = piece;
    const place = hole.kind === 'attribute' || hole.kind === 'rest' ? next[hole.kind]++ : 0;
    return once(`${printMark(hole)} ${place}`, () => valueUnit(hole, place));
  });
}

function literalUnit(text: string): RawUnit {
  return { kind: 'literal', text, words: wordsOf(text) };
}

function valueUnit(hole: Hole, place: number): RawUnit {
  if (hole.kind !== 'attribute' && hole.kind !== 'rest') return tokenUnit(hole);
  const list = hole.kind === 'attribute' ? VALUES : REST;
  return { kind: 'text', sql: `splitByChar('\\n', ${list})[${place}]`, column: list };
}

function tokenUnit(hole: TokenHole): RawUnit {
  const { token, kind } = hole;
  const field = fieldOf(token);
  if (kind === 'date') return { kind, order: hole.order, clock: clockSql(token, hole.zone) };
  if (kind === 'duration') return { kind, sql: columnName(token) };
  if (isText(field) || field.column.kind !== 'stored') {
    return { kind: 'text', sql: valueSql(hole, []), column: columnName(token) };
  }
  return { kind: field.column.type.includes('IPv4') ? 'address' : 'number', token, type: field.column.type };
}

/** Every kind of hole once, in the order of the model's tokens as the templates bring them. */
function distinctHoles(templates: readonly string[]): readonly Hole[] {
  const holes = new Map<string, Hole>();
  for (const template of templates) {
    for (const piece of parseTemplate(template)) if ('hole' in piece) holes.set(printMark(piece.hole), piece.hole);
  }
  return [...holes.values()].sort((a, b) => (printMark(a) < printMark(b) ? -1 : 1));
}

function rawHoles(holes: readonly TokenHole[]): readonly RawHole[] {
  const tokens = [...new Set(holes.map(({ token }) => token))];
  return tokens.map((token) => {
    const own = holes.filter((hole) => hole.token === token);
    const field: Field = fieldOf(token);
    const dates = own.filter((hole) => hole.kind === 'date');
    const printed = prints(own.map(printMark));
    return dates.length === 0 ? { field, printed } : { field, printed, clocks: clocksOf(dates) };
  });
}

function clocksOf(dates: readonly DateHole[]): NonNullable<RawHole['clocks']> {
  const zones = [...new Set(dates.map(({ zone }) => zone))];
  return zones.map((zone) => {
    const own = dates.filter((hole) => hole.zone === zone);
    return { printed: prints(own.map(printMark)), clock: clockSql(own[0]?.token ?? 'eventTime', zone) };
  });
}

/** True where the template of the row has one of these marks: a function of the template alone. */
function prints(marks: readonly string[]): string {
  const [only = ''] = marks;
  if (marks.length === 1) return `position(${TEMPLATE}, ${sqlLiteral(only)}) > 0`;
  return `multiSearchAny(${TEMPLATE}, [${marks.map(sqlLiteral).join(', ')}])`;
}

/** The wall clock of a stored instant. Zones are IANA names or fixed offsets (`+02:00`), which ClickHouse does not know. */
function clockSql(token: Token, zone: string): string {
  const offset = /^([+-])(\d\d):?(\d\d)$/.exec(zone);
  if (offset === null) return `toTimeZone(${columnName(token)}, ${sqlLiteral(zone === 'Z' ? 'UTC' : zone)})`;
  const minutes = Number(offset[2]) * 60 + Number(offset[3]);
  return `addMinutes(${columnName(token)}, ${offset[1] === '-' ? -minutes : minutes})`;
}

function wholeLine(holes: readonly Hole[]): string {
  const tokenHoles = holes.filter((hole) => 'token' in hole);
  let line = withSequence(plainMarks(), 'attribute', { holes, values: VALUES });
  line = withSequence(line, 'rest', { holes, values: REST });
  const seen = new Set<string>();
  for (const hole of tokenHoles) {
    const mark = plainMark(hole);
    if (seen.has(mark)) continue;
    seen.add(mark);
    line = `replaceAll(${line}, ${sqlLiteral(mark)}, ${valueSql(hole, tokenHoles)})`;
  }
  return `if(${TEMPLATE} = '', ${REST}, ${line})`;
}

/** Kinds that print a value as it is lose their letter, dates their order and zone, so that one replacement fits all of a token. */
function plainMarks(): string {
  return `replaceRegexpAll(${TEMPLATE}, '\\x01(?:[nax]:|d[^\\x02]*:)', '\\x01')`;
}

function plainMark(hole: TokenHole): string {
  const isPlain = hole.kind === 'number' || hole.kind === 'address' || hole.kind === 'text' || hole.kind === 'date';
  return isPlain ? `\x01${hole.token}\x02` : printMark(hole);
}

/** The marks of one kind stand for the elements of a list joined by LF, one after the other. */
function withSequence(
  line: string,
  kind: 'attribute' | 'rest',
  at: { holes: readonly Hole[]; values: string },
): string {
  if (!at.holes.some((hole) => hole.kind === kind)) return line;
  const mark = sqlLiteral(printMark({ kind }));
  const list = `arrayResize(splitByChar('\\n', ${at.values}), countSubstrings(${TEMPLATE}, ${mark}), '')`;
  return `arrayStringConcat(arrayMap((literal, value) -> concat(literal, value), splitByString(${mark}, ${line}), arrayPushBack(${list}, '')))`;
}

function valueSql(hole: TokenHole, holes: readonly TokenHole[]): string {
  const column = columnName(hole.token);
  switch (hole.kind) {
    case 'date':
      return dateSql(holes.filter((one) => one.kind === 'date' && one.token === hole.token) as DateHole[]);
    case 'duration':
      return `ifNull(concat(${twoDigits(`intDiv(${column}, 3600)`)}, ':', ${twoDigits(`intDiv(${column}, 60) % 60`)}, ':', ${twoDigits(`${column} % 60`)}), '')`;
    case 'list':
      return listSql(column);
    case 'head':
      return `substringIndex(${column}, '/', 1)`;
    case 'tail':
      return `if(position(${column}, '/') = 0, '', substring(${column}, position(${column}, '/')))`;
    default:
      return textSql(hole.token);
  }
}

function textSql(token: Token): string {
  const { column } = fieldOf(token);
  return isText({ column }) ? `toString(${columnName(token)})` : `ifNull(toString(${columnName(token)}), '')`;
}

function twoDigits(number: string): string {
  return `if(${number} < 10, concat('0', toString(${number})), toString(${number}))`;
}

const ORDERS = { mdy: '%m/%d/%Y:%H:%i:%S', dmy: '%d/%m/%Y:%H:%i:%S', ymd: '%Y/%m/%d:%H:%i:%S' } as const;

function dateSql(holes: readonly DateHole[]): string {
  const cases = holes.flatMap((hole) => [
    prints([printMark(hole)]),
    `formatDateTime(${clockSql(hole.token, hole.zone)}, '${ORDERS[hole.order]}')`,
  ]);
  return `ifNull(multiIf(${cases.join(', ')}, ''), '')`;
}
