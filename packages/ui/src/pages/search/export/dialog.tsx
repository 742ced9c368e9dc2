import { EXPORT_FORMATS, type ExportFormat, type ExportShape, MOST_EXPORTED, SHAPES_OF } from '@gatehouse/model';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useEffect, useRef, useState } from 'react';
import { Button } from '../../../components/button.js';
import { Dialog } from '../../../components/dialog.js';
import { ProblemNote } from '../../../components/note.js';
import { counted, formatBytes, formatNumber } from '../../../lib/format.js';
import { useApi, useToasts } from '../../../lib/page-context.js';
import type { SearchScope } from '../requests.js';
import { type SearchState, SUMMARY } from '../search-state.js';
import { downloadEvents, type ExportRequest, saveFile } from './download.js';
import './export.css';

interface ExportDialogProps {
  readonly state: SearchState;
  readonly scope: SearchScope;
  /** Events that match; undefined until they are counted. */
  readonly found: number | undefined;
  readonly onClose: () => void;
}

const FORMATS: Readonly<Record<ExportFormat, string>> = {
  ndjson: 'NDJSON: one JSON object a line, exact',
  csv: 'CSV: for spreadsheets; what they would run as a formula gets an apostrophe',
  parquet: 'Parquet: columns with types, for analysis',
};

const SHAPES: Readonly<Record<ExportShape, string>> = {
  gatehouse: 'Tokens of the data model',
  ecs: 'Elastic Common Schema',
  ocsf: 'OCSF',
};

const USUAL = 100_000;

export function ExportDialog({ state, scope, found, onClose }: ExportDialogProps) {
  const [format, setFormat] = useState<ExportFormat>('ndjson');
  const [wanted, setShape] = useState<ExportShape>('gatehouse');
  const [onlyColumns, setOnlyColumns] = useState(false);
  const [limit, setLimit] = useState(USUAL);
  const { bytes, isRunning, error, start } = useDownload(onClose);
  const shape = SHAPES_OF[format].includes(wanted) ? wanted : 'gatehouse';
  const columns = ['eventTime', ...state.columns.filter((column) => column !== SUMMARY && column !== 'eventTime')];
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const sort = `${state.sort.token}:${state.sort.isDescending ? 'desc' : 'asc'}`;
    start({ ...scope, format, shape, sort, limit, ...(onlyColumns ? { fields: columns } : {}) });
  };
  return (
    <Dialog title="Export" onClose={onClose}>
      <form className="export" onSubmit={submit}>
        <p className="soft">
          {found === undefined ? 'All events that match.' : `${counted(found, 'event')} match.`}{' '}
          {found !== undefined && found > limit ? (
            <strong className="warn">Only the first {formatNumber(limit)} of them will be in the file.</strong>
          ) : null}
        </p>
        <Choice name="Format" options={EXPORT_FORMATS} texts={FORMATS} chosen={format} choose={setFormat} />
        <Choice name="Names" options={SHAPES_OF[format]} texts={SHAPES} chosen={shape} choose={setShape} />
        <label className="export-row">
          <input type="checkbox" checked={onlyColumns} onChange={(event) => setOnlyColumns(event.target.checked)} />
          Only the columns of the table ({columns.join(', ')})
        </label>
        <label className="export-row">
          At most
          <input
            type="number"
            min={1}
            max={MOST_EXPORTED}
            value={limit}
            onChange={(event) => setLimit(event.target.valueAsNumber || 1)}
          />
          events
        </label>
        {error === null ? null : <ProblemNote error={error} />}
        <div className="export-end">
          <span className="faint" role="status">
            {isRunning ? `${formatBytes(bytes)} so far …` : ''}
          </span>
          <Button label={isRunning ? 'Stop' : 'Cancel'} onClick={onClose} />
          <Button label="Export" icon="download" look="primary" type="submit" disabled={isRunning} />
        </div>
      </form>
    </Dialog>
  );
}

/** Closing the dialog stops what is on its way. */
function useDownload(onDone: () => void) {
  const api = useApi();
  const toasts = useToasts();
  const [bytes, setBytes] = useState(0);
  const stop = useRef(new AbortController());
  useEffect(() => {
    const controller = new AbortController();
    stop.current = controller;
    return () => controller.abort();
  }, []);
  const running = useMutation({
    mutationFn: (request: ExportRequest) =>
      downloadEvents(api, request, { signal: stop.current.signal, onBytes: setBytes }),
    onSuccess: (file, { format }) => {
      saveFile(file, `events.${format}`);
      toasts.say(`Exported: ${formatBytes(file.size)}`);
      onDone();
    },
  });
  return { bytes, isRunning: running.isPending, error: running.error, start: running.mutate };
}

interface ChoiceProps<Name extends string> {
  readonly name: string;
  readonly options: readonly Name[];
  readonly texts: Readonly<Record<Name, string>>;
  readonly chosen: Name;
  readonly choose: (name: Name) => void;
}

function Choice<Name extends string>({ name, options, texts, chosen, choose }: ChoiceProps<Name>) {
  return (
    <fieldset className="export-choice">
      <legend>{name}</legend>
      {options.map((option) => (
        <label key={option} className="export-row">
          <input type="radio" name={name} checked={option === chosen} onChange={() => choose(option)} />
          {texts[option]}
        </label>
      ))}
    </fieldset>
  );
}
