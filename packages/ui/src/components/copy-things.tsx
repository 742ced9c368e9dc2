import { copyText } from '../lib/clipboard.js';
import { factsMarkdown, type MarkdownPart } from '../lib/markdown.js';
import { useShortcuts, useToasts } from '../lib/page-context.js';
import { Menu } from './menu.js';

interface CopyThingsProps {
  /** What it is, for the keys: `session`. */
  readonly noun: string;
  /** Without the server's name; it must show the same later. */
  readonly path: string;
  /** As the API has it. */
  readonly json: unknown;
  readonly markdown: MarkdownPart;
}

const BUTTON = 'copy-things';

/** What a page shows, to be taken elsewhere. */
export function CopyThings({ noun, path, json, markdown }: CopyThingsProps) {
  const toasts = useToasts();
  const copy = async (what: string, text: string) => {
    const isCopied = await copyText(text);
    toasts.say(isCopied ? `${what} copied` : 'The browser does not let this page copy', isCopied ? 'good' : 'bad');
  };
  const address = `${window.location.origin}${path}`;
  const link = () => copy('Link', address);
  useShortcuts('Copy', {
    c: {
      label: `Copy the ${noun} as …`,
      run: () => document.querySelector<HTMLElement>(`.${BUTTON}`)?.click(),
    },
    Y: { label: `Copy a link to the ${noun}`, run: () => void link() },
  });
  return (
    <Menu
      label="Copy"
      icon="copy"
      className={BUTTON}
      keys="c"
      side="end"
      items={[
        { label: 'Copy link', icon: 'share', keys: 'Y', run: () => void link() },
        { label: 'Copy Markdown', icon: 'file', run: () => void copy('Markdown', factsMarkdown(markdown, address)) },
        { label: 'Copy JSON', icon: 'file', run: () => void copy('JSON', JSON.stringify(json, null, 2)) },
      ]}
    />
  );
}
