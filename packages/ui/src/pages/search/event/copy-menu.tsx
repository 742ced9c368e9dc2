import type { PrintedEvent } from '@gatehouse/model';
import { Menu } from '../../../components/menu.js';
import { copyText } from '../../../lib/clipboard.js';
import { eventJson, eventMarkdown } from '../../../lib/event-text.js';
import { useShortcuts, useToasts } from '../../../lib/page-context.js';
import { eventLink } from '../links.js';
import type { SearchState } from '../search-state.js';

interface CopyMenuProps {
  readonly event: PrintedEvent;
  readonly state: SearchState;
}

export function CopyMenu({ event, state }: CopyMenuProps) {
  const toasts = useToasts();
  const link = eventLink(event, state, window.location.origin);
  const copy = async (what: string, text: string) => {
    const isCopied = await copyText(text);
    toasts.say(isCopied ? `${what} copied` : 'The browser does not let this page copy', isCopied ? 'good' : 'bad');
  };
  const items = {
    link: () => void copy('Link', link),
    json: () => void copy('JSON', eventJson(event)),
    markdown: () => void copy('Markdown', eventMarkdown(event, link)),
    line: () => void copy('Line', String(event.rawEvent ?? '')),
  };
  useShortcuts('Event', {
    Y: { label: 'Copy a link to it', run: items.link },
    y: { label: 'Copy the line', run: items.line },
  });
  return (
    <Menu
      label="Copy"
      icon="copy"
      look="icon"
      side="end"
      items={[
        { label: 'Copy link', icon: 'share', keys: 'Y', run: items.link },
        { label: 'Copy line', icon: 'list', keys: 'y', run: items.line },
        { label: 'Copy JSON', icon: 'file', run: items.json },
        { label: 'Copy Markdown', icon: 'file', run: items.markdown },
      ]}
    />
  );
}
