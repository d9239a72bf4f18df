// The browser's back button leads to the page before. Streamlit replaces the address where the reader changes a filter,
// but adds a step where the script changes it: putting a link right, resetting the filters, turning a slide.
(() => {
  if (window.aPageIsOneStep) return;
  window.aPageIsOneStep = true;
  const push = history.pushState.bind(history);
  history.pushState = (state, unused, address) => {
    const isSamePage = new URL(address ?? "", location.href).pathname === location.pathname;
    // From a page that is not there (not_found.js) back would lead to it, and it here again.
    return isSamePage || location.pathname === window.missingPage ? history.replaceState(state, unused, address) : push(state, unused, address);
  };

  // A link written with ids was put right before this script came: back would lead to the same page, to the link as it was
  // written. The browser goes back to that step now, and the server puts it right once more (selection_bar.py).
  const written = performance.getEntriesByType("navigation")[0]?.name;
  const steps = window.navigation?.entries() ?? [];
  const here = window.navigation?.currentEntry?.index ?? 0;
  const first = steps.findLastIndex((step, place) => place < here && step.url === written);
  if (first >= 0 && new URL(written).pathname === location.pathname) history.go(first - here);
})();
