import type { ApiToken } from '@gatehouse/model';
import { revokeToken } from '../../lib/tokens-api.js';
import { useChange } from '../../lib/use-change.js';
import { Dialog } from '../dialog.js';
import { Form } from '../form.js';
import { Text } from '../text.js';

interface RevokeTokenProps {
  readonly token: ApiToken;
  readonly onClose: () => void;
}

export function RevokeToken({ token: { id, name, owner }, onClose }: RevokeTokenProps) {
  const revoking = useChange({
    send: revokeToken,
    stale: ['tokens'],
    said: () => `${name} is revoked`,
    onDone: onClose,
  });
  return (
    <Dialog title="Revoke this token?" onClose={onClose}>
      <Form
        action={`Revoke ${name}`}
        isDangerous
        submit={() => revoking.mutate(id)}
        isBusy={revoking.isPending}
        error={revoking.error}
      >
        <p>
          <Text value={name} /> of <Text value={owner} /> is refused from now on. This cannot be taken back; another
          token can be made.
        </p>
      </Form>
    </Dialog>
  );
}
