import { useNavigate } from '@tanstack/react-router';
import { AskBox } from '../../components/ask-box.js';
import { Note } from '../../components/note.js';
import { PageFrame } from '../../components/page-frame.js';
import { addressPlace } from '../../lib/places.js';

/** Asks for the address. */
export function AddressesPage() {
  const navigate = useNavigate();
  return (
    <PageFrame title="Addresses" intro="Who was on an address at a time, and what is known of it.">
      <AskBox
        label="IP address"
        placeholder="198.51.100.7, 10.201.0.14, 2001:db8::7 …"
        action="Who was on it?"
        onAsk={(address) => void navigate({ to: addressPlace(address).to })}
      />
      <Note title="Any address that a gateway logs" icon="address">
        <p>
          That of a client in the Internet, one from which connections came, or the address that the gateway uses for a
          client inside: the one that other systems see. Ctrl+K takes a pasted address from any page.
        </p>
      </Note>
    </PageFrame>
  );
}
