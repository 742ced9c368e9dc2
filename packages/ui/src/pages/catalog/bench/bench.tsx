import type { LineExplanation } from '@gatehouse/model';
import { useMutation } from '@tanstack/react-query';
import { type DragEvent, useState } from 'react';
import { Button } from '../../../components/button.js';
import { FormProblem } from '../../../components/form.js';
import { useApi, useShortcuts } from '../../../lib/page-context.js';
import { useAddress } from '../../../lib/use-address.js';
import { explainLines } from '../requests.js';
import { ExplainedLines } from './explained-lines.js';
import { linesOf, MOST_LINES } from './lines.js';
import { ReadingChoices } from './reading-choices.js';

interface BenchProps {
  readonly text: string;
  readonly onText: (text: string) => void;
}

const EXAMPLE =
  '<134> 03/17/2026:08:00:00 GMT gw-paris 0-PPE-1 : default SSLVPN LOGIN 1001 0 : Context ann@192.0.2.10 - SessionId: 77 - ' +
  'User ann - Client_ip 192.0.2.10 - Nat_ip "Mapped Ip" - Vserver 203.0.113.5:443 - Browser_type "Workspace" - ' +
  'SSLVPN_client_type ICA - Group(s) "N/A"';

/** Lines in, and what becomes of each: nothing is stored. */
export function Bench({ text, onText }: BenchProps) {
  const api = useApi();
  const { get } = useAddress();
  const lines = linesOf(text);
  const reading = { timezone: get('timezone') === '' ? 'UTC' : get('timezone'), dateOrder: get('order') || 'mdy' };
  const explaining = useMutation({
    mutationFn: (asked: readonly string[]): Promise<readonly LineExplanation[]> => explainLines(api, asked, reading),
  });
  const explain = (asked: readonly string[] = lines) => {
    if (asked.length > 0) explaining.mutate(asked.slice(0, MOST_LINES));
  };
  useShortcuts('Parse bench', { 'Mod+Enter': { label: 'Explain the lines', run: () => explain(), whileTyping: true } });
  const tryExample = () => {
    onText(EXAMPLE);
    explain([EXAMPLE]);
  };
  return (
    <div className="bench">
      <LineBox text={text} onText={onText} />
      <div className="frame-bar">
        <Button
          label="Explain"
          look="primary"
          keys="Ctrl+Enter"
          disabled={lines.length === 0 || explaining.isPending}
          onClick={() => explain()}
        />
        <ReadingChoices />
        {text === '' ? <Button label="Try an example" look="quiet" onClick={tryExample} /> : null}
        {lines.length > MOST_LINES ? (
          <span className="warn">
            Only the first {MOST_LINES} of {lines.length} lines are explained.
          </span>
        ) : null}
      </div>
      {explaining.error === null ? null : <FormProblem error={explaining.error} />}
      {explaining.data === undefined ? null : <ExplainedLines explanations={explaining.data} />}
    </div>
  );
}

/** To paste into, or to drop a file on. */
function LineBox({ text, onText }: BenchProps) {
  const [isOver, setOver] = useState(false);
  const drop = async (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    const [file] = event.dataTransfer.files;
    if (file !== undefined) onText(await file.slice(0, MOST_BYTES).text());
  };
  return (
    <textarea
      className={isOver ? 'bench-lines mono is-over' : 'bench-lines mono'}
      aria-label="Lines of a log"
      placeholder="Paste lines of a log, or drop a file here. They are explained and not stored."
      spellCheck={false}
      rows={6}
      value={text}
      onChange={(event) => onText(event.target.value)}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => void drop(event)}
    />
  );
}

/** Of a file: more than a hundred of the longest lines. */
const MOST_BYTES = 1_048_576;
