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

  // A link written with ids is put right before this script comes, so that the link as it was written is a step of its own
  // below this one. Back passes over it. The step is remembered by its key and its address for the life of the tab: a page
  // that is fetched anew has another script, and the same step may since hold another address.
  const passed = JSON.parse(sessionStorage.getItem("linksAsWritten") ?? "{}");
  const here = window.navigation?.currentEntry;
  const written = performance.getEntriesByType("navigation")[0]?.name;
  const step = window.navigation?.entries().findLast((one) => one.index < here.index && one.url === written);
  if (step && new URL(written).pathname === location.pathname) {
    passed[step.key] = written;
    sessionStorage.setItem("linksAsWritten", JSON.stringify(passed));
  }
  addEventListener(
    "popstate",
    (event) => {
      const entry = window.navigation?.currentEntry;
      if (!entry || entry.index === 0 || passed[entry.key] !== location.href) return;
      event.stopImmediatePropagation(); // Streamlit would fetch the page of the link first
      history.back();
    },
    { capture: true },
  );
})();
