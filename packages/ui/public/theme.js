// Runs before the first paint, so that a chosen theme does not flash; app/theme.ts writes what is read here.
try {
  const { theme } = JSON.parse(localStorage.getItem('gatehouse.preferences') ?? '{}');
  if (theme === 'dark' || theme === 'light') document.documentElement.dataset.theme = theme;
} catch {
  // A browser that keeps nothing shows its own theme.
}
