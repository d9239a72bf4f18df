// The browser's back button leads to the page before. Streamlit replaces the address where the reader changes a filter,
// but adds a step where the script changes it: putting a link right, resetting the filters, turning a slide.
(() => {
  if (window.aPageIsOneStep) return;
  window.aPageIsOneStep = true;
  const push = history.pushState.bind(history);
  history.pushState = (state, unused, address) => {
    const isSamePage = new URL(address ?? "", location.href).pathname === location.pathname;
    return isSamePage ? history.replaceState(state, unused, address) : push(state, unused, address);
  };
})();
