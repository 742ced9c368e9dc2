import type { PasswordLink } from '@gatehouse/model';
import { Button } from '../../../components/button.js';
import { CopyField } from '../../../components/copy-field.js';
import { usePreferences } from '../../../lib/page-context.js';
import { formatInstant, offsetLabel } from '../../../lib/time.js';

interface LinkForUserProps {
  readonly login: string;
  readonly link: PasswordLink;
  readonly onClose: () => void;
}

/** Shown once: whoever has it chooses the password. */
export function LinkForUser({ login, link: { link, expiresAt }, onClose }: LinkForUserProps) {
  const [{ clock }] = usePreferences();
  const end = Date.parse(expiresAt);
  return (
    <div className="form">
      <p>
        Send this link to {login}, by a way that only {login} reads. Whoever opens it chooses the password. It can be
        used once, until {formatInstant(end, clock, 'm')} {offsetLabel(end, clock)}, and is shown only now.
      </p>
      <CopyField name="Link" text={link} />
      <Button label="Done" look="primary" onClick={onClose} />
    </div>
  );
}
