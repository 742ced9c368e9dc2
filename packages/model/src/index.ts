export type {
  ApiToken,
  AuditAction,
  AuditRecords,
  AuditRecordView,
  AuditVerification,
  NewApiToken,
  PasswordLink,
  Tenant,
  User,
  UserPage,
  UserSession,
} from './answers/administration.js';
export { AUDIT_ACTIONS } from './answers/administration.js';
export type {
  Catalog,
  CatalogEvent,
  CatalogLabel,
  DataSource,
  DataSourceDetail,
  MappingGuide,
  NewSourceRequest,
  SetupGuide,
  SetupListener,
  SetupStep,
  SourceRequest,
  SourceRequests,
} from './answers/catalog.js';
export type {
  DemonstrationAnswer,
  DemonstrationRemoved,
  DemonstrationStarted,
  DemonstrationState,
} from './answers/demonstration.js';
export type {
  EnrichmentDecision,
  EnrichmentExplanation,
  EnrichmentTable,
  EnrichmentTables,
} from './answers/enrichment.js';
export type {
  EventCount,
  EventDetail,
  EventFacets,
  EventGroup,
  EventGroups,
  EventHistogram,
  EventPage,
  EventPattern,
  EventPatterns,
  ExplainedDerivation,
  ExplainedText,
  Facet,
  FacetValue,
  HistogramBucket,
  LineExplanation,
  PatternPiece,
  PrintedEvent,
  PrintedValue,
} from './answers/events.js';
export type { ExportFormat, ExportShape } from './answers/export.js';
export { EXPORT_FORMATS, EXPORT_SHAPES, MOST_EXPORTED, SHAPES_OF } from './answers/export.js';
export type { Problem, ProblemPlace } from './answers/problem.js';
export type { RetentionMonth, RetentionReport, RetentionRun } from './answers/retention.js';
export type {
  ChangedSearch,
  KeptSearch,
  Link,
  NewSearch,
  SavedSearch,
  SavedSearches,
  SearchHistory,
  SearchRun,
  TimeToken,
} from './answers/searches.js';
export { TIME_TOKENS } from './answers/searches.js';
export type { LoginMethods, Person, Role, Scope, WayIn } from './answers/session.js';
export { ROLES, SCOPES, WAYS_IN } from './answers/session.js';
export type {
  CoverageDefect,
  DeviceCoverage,
  EventCoverage,
  EventSource,
  EventSources,
  SourceCoverage,
  SourceEngine,
  SourcePeer,
  SourcesCoverage,
  SourceTraffic,
} from './answers/sources.js';
export type {
  AddressHolder,
  AddressHolders,
  EvidenceRole,
  HolderGrounds,
  LoginFailure,
  LoginFailures,
  OpenSessions,
  SessionAddress,
  SessionAddressRole,
  SessionChange,
  SessionConcurrency,
  SessionCourse,
  SessionDenial,
  SessionDetail,
  SessionEvidence,
  SessionLeg,
  SessionPage,
  SessionRow,
  SessionSpan,
  SessionTally,
  SessionValue,
  VpnUser,
  VpnUserHabit,
  VpnUserIdentity,
  VpnUserTotals,
} from './answers/vpn-sessions.js';
export { ABSENT_TIME } from './columns.js';
export type { DictionaryField, EventDraft, EventFields, Token, TokenWith, ValueOf } from './dictionary.js';
export { FIELDS, fieldOf, TOKENS } from './dictionary.js';
export type { Position } from './event-id.js';
export { eventIdOf, positionOf } from './event-id.js';
export type {
  AliasColumn,
  Column,
  Field,
  FieldType,
  GuideRow,
  Origin,
  RebuiltColumn,
  Section,
  StoredColumn,
} from './field.js';
export type { Guide, GuideEntry, ValueMapping } from './guide.js';
export { buildGuide, guideJson } from './guide.js';
export { guideMarkdown } from './guide-markdown.js';
export type { Operators } from './operators.js';
export { OPERATORS, operatorsOf } from './operators.js';
export type {
  AddressRole,
  BodyReader,
  EventGrammar,
  LabelledBody,
  LabelRow,
  OcsfActivity,
  Opening,
  SetupTemplate,
  SetupWay,
  SourcePack,
  ValueKind,
} from './pack.js';
export { IDLE_MINUTES } from './vpn-session/columns.js';
export type { SessionToken, VpnSessionField } from './vpn-session/fields.js';
export { sessionFieldOf, VPN_SESSION_FIELDS } from './vpn-session/fields.js';
