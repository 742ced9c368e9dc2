import type { PreferenceStore } from '../lib/preferences.js';

/** Dark or light as chosen; `system` leaves it to the browser. public/theme.js does the same before the first paint. */
export function followTheme(preferences: PreferenceStore): void {
  const apply = () => {
    const { theme, density } = preferences.get();
    const { dataset } = document.documentElement;
    if (theme === 'system') delete dataset['theme'];
    else dataset['theme'] = theme;
    dataset['density'] = density;
  };
  preferences.subscribe(apply);
  apply();
}
