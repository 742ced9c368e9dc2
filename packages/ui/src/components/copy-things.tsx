import { copyText } from '../lib/clipboard.js';
import { visibleJson } from '../lib/hostile-text.js';
import { factsMarkdown, type MarkdownPart } from '../lib/markdown.js';
import { type ShortcutAction, useShortcuts, useToasts } from '../lib/page-context.js';
import { Menu, type MenuItem } from './menu.js';

interface CopyThingsProps {
  /** What it is, for the keys: `session`. */
  readonly noun: string;
  /** Without the server's name; it must show the same later. */
  readonly path: string;
  /** As the API has it. */
  readonly json: unknown;
  /** Parts of it, or the text for an address. */
  readonly markdown: MarkdownPart | ((address: string) => string);
  /** Of an event: its line, and a small button, since `c` compares there. */
  readonly line?: string;
}

const BUTTON = 'copy-things';

/** What a page shows, to be taken elsewhere. */
export function CopyThings({ noun, path, json, markdown, line }: CopyThingsProps) {
  const toasts = useToasts();
  const copy = async (what: string, text: string) => {
    const isCopied = await copyText(text);
    toasts.say(isCopied ? `${what} copied` : 'The browser does not let this page copy', isCopied ? 'good' : 'bad');
  };
  const address = `${window.location.origin}${path}`;
  const copyLink = () => void copy('Link', address);
  const copyLine = () => void copy('Line', line ?? '');
  const copyMarkdown = () =>
    void copy('Markdown', typeof markdown === 'function' ? markdown(address) : factsMarkdown(markdown, address));
  const open = () => document.querySelector<HTMLElement>(`.${BUTTON}`)?.click();
  const own: Readonly<Record<string, ShortcutAction>> =
    line === undefined
      ? { c: { label: `Copy the ${noun} as …`, run: open } }
      : { y: { label: `Copy the line of the ${noun}`, run: copyLine } };
  useShortcuts('Copy', { Y: { label: `Copy a link to the ${noun}`, run: copyLink }, ...own });
  const ofLine: readonly MenuItem[] =
    line === undefined ? [] : [{ label: 'Copy line', icon: 'list', keys: 'y', run: copyLine }];
  return (
    <Menu
      label="Copy"
      icon="copy"
      className={BUTTON}
      {...(line === undefined ? { keys: 'c' } : { look: 'icon' })}
      side="end"
      items={[
        { label: 'Copy link', icon: 'share', keys: 'Y', run: copyLink },
        ...ofLine,
        { label: 'Copy Markdown', icon: 'file', run: copyMarkdown },
        { label: 'Copy JSON', icon: 'file', run: () => void copy('JSON', visibleJson(json)) },
      ]}
    />
  );
}
