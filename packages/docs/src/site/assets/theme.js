// Before anything is seen: the reader's choice of light or dark. It is forgotten where nothing may be kept.
try {
  const theme = localStorage.getItem('domainry-theme');
  if (theme === 'light' || theme === 'dark') document.documentElement.dataset.theme = theme;
} catch {
  // Pages opened from a disk may be refused a storage; then the system decides.
}
