// In what forms events leave: POST /api/v1/events/export.

export const EXPORT_FORMATS = ['ndjson', 'csv', 'parquet'] as const;
export type ExportFormat = (typeof EXPORT_FORMATS)[number];

/** The names that exported events may have. */
export const EXPORT_SHAPES = ['gatehouse', 'ecs', 'ocsf'] as const;
export type ExportShape = (typeof EXPORT_SHAPES)[number];

/** Shapes of each format: OCSF is nested, the columns of Parquet have the types of the tokens. */
export const SHAPES_OF: Readonly<Record<ExportFormat, readonly ExportShape[]>> = {
  ndjson: EXPORT_SHAPES,
  csv: ['gatehouse', 'ecs'],
  parquet: ['gatehouse'],
};

/** More events than this are not exported at once. */
export const MOST_EXPORTED = 1_000_000;
