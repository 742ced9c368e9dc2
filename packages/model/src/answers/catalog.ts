// What Gatehouse can read, how to make an appliance send it, and what people wish it could read.

import type { Guide } from '../guide.js';

/** GET /api/v1/catalog */
export interface Catalog {
  readonly sources: readonly DataSource[];
}

/** A kind of product whose log is read. */
export interface DataSource {
  readonly id: string;
  readonly vendor: string;
  readonly product: string;
  readonly deviceType: string;
  readonly versions: string;
  readonly formats: readonly string[];
  readonly summary: string;
  /** Names of events that are read into tokens. */
  readonly eventTypes: number;
  /** Tokens that its events can have. */
  readonly tokens: number;
  /** One's own event sources that receive it. */
  readonly eventSources: number;
}

/** GET /api/v1/catalog/{source} */
export interface DataSourceDetail extends DataSource {
  readonly events: readonly CatalogEvent[];
  /** One for each listener that the caller may see, or one with placeholders where there is none. */
  readonly setup: readonly SetupGuide[];
}

export interface CatalogEvent {
  readonly event: string;
  readonly modules: readonly string[];
  readonly labels: readonly CatalogLabel[];
  /** Where the event itself proves it. */
  readonly outcome: 'Success' | 'Failure' | null;
}

export interface CatalogLabel {
  /** As the appliance writes it. */
  readonly label: string;
  /** Empty: the value goes to `attributes`. */
  readonly tokens: readonly string[];
  /** Anything may stand in the value. */
  readonly isFree: boolean;
  readonly isOptional: boolean;
}

export interface SetupGuide {
  /** Null: nothing listens yet, and the commands name an address of the documentation. */
  readonly listener: SetupListener | null;
  readonly steps: readonly SetupStep[];
  /** What the listener's settings or the network mean for it. */
  readonly notes: readonly string[];
}

export interface SetupListener {
  readonly id: string;
  readonly kind: string;
  readonly address: string;
  readonly port: number;
}

export interface SetupStep {
  readonly title: string;
  /** Why, and what to change. */
  readonly text: string;
  /** For the command line of the appliance, one after the other. */
  readonly commands: readonly string[];
}

/** GET /api/v1/catalog/{source}/guide; with `?format=md` the same as Markdown, to be printed. */
export type MappingGuide = Guide;

/** A product that somebody wishes to be read. POST /api/v1/catalog/requests, POST /api/v1/catalog/requests/{id}/votes */
export interface SourceRequest {
  readonly id: string;
  readonly vendor: string;
  readonly product: string;
  readonly notes: string;
  /** People who want it, who asked for it among them; each counts once. */
  readonly votes: number;
  readonly hasVoted: boolean;
  readonly requestedBy: string;
  readonly createdAt: string;
}

/** GET /api/v1/catalog/requests, most votes first. */
export interface SourceRequests {
  readonly requests: readonly SourceRequest[];
}

/** Body of POST /api/v1/catalog/requests. Asking for what somebody has asked for already is a vote. */
export interface NewSourceRequest {
  readonly vendor: string;
  readonly product: string;
  readonly notes?: string;
}
