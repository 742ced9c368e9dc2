// Where the fields stand: at the side, where there is room and they are wanted; else in front of the page while they are used.

import { useState } from 'react';
import { useIsNarrow } from '../../lib/narrow.js';
import { usePreferences } from '../../lib/page-context.js';

export interface FieldPlace {
  readonly place: 'side' | 'front' | 'none';
  readonly toggle: () => void;
}

/** As in search.css: less leaves the table no room. */
const LEAST_WIDTH = 900;

export function useFieldPlace(): FieldPlace {
  const isNarrow = useIsNarrow(LEAST_WIDTH);
  const [{ showsFields }, setPreferences] = usePreferences();
  const [isInFront, setInFront] = useState(false);
  if (isNarrow) return { place: isInFront ? 'front' : 'none', toggle: () => setInFront(!isInFront) };
  return { place: showsFields ? 'side' : 'none', toggle: () => setPreferences({ showsFields: !showsFields }) };
}
