import { copyText } from '../lib/clipboard.js';
import { useToasts } from '../lib/page-context.js';
import { Button } from './button.js';
import './copy-field.css';

interface CopyFieldProps {
  /** What it is, for the button's name and the line that says that it was copied. */
  readonly name: string;
  readonly text: string;
}

/** Text to be taken elsewhere. */
export function CopyField({ name, text }: CopyFieldProps) {
  const toasts = useToasts();
  const copy = async () => {
    if (await copyText(text)) toasts.say(`${name} copied`);
    else toasts.say('The browser keeps the clipboard from this page: select the text and press Ctrl+C', 'bad');
  };
  return (
    <div className="copy-field">
      <pre>{text}</pre>
      <Button label={`Copy ${name.toLowerCase()}`} icon="copy" look="icon" onClick={() => void copy()} />
    </div>
  );
}
