// A short link that somebody followed who had to sign in first: the server knows now who they are, and leads on.

import { useEffect } from 'react';

export function ShortLink() {
  useEffect(() => window.location.reload(), []);
  return null;
}
