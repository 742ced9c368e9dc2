export { ABSENT_TIME } from './columns.js';
export { FIELDS, fieldOf, TOKENS } from './dictionary.js';
export type { DictionaryField, EventDraft, EventFields, Token, TokenWith, ValueOf } from './dictionary.js';
export { eventIdOf, positionOf } from './event-id.js';
export type { Position } from './event-id.js';
export type { AliasColumn, Column, Field, FieldType, GuideRow, Origin, RebuiltColumn, Section, StoredColumn } from './field.js';
