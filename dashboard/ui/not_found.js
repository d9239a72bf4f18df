// Streamlit tells in English of a page that is not there, and shows the first one instead. The words become Danish; who asked
// for the first page by its name, which Streamlit does not know, is told nothing.
(() => {
  if (window.missingPagesAreTold) return;
  window.missingPagesAreTold = true;
  const said = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim().slice(1, -1);
  const asked = new URL(performance.getEntriesByType("navigation")[0]?.name ?? location.href).pathname;
  const tell = () => {
    const dialog = document.querySelector("[role=dialog]");
    const title = dialog?.querySelector("h2");
    // The words come with the style sheet, which may be on its way.
    if (title?.textContent !== "Page not found" || !said("--text-page-not-found")) return;
    window.missingPage = asked;
    const close = dialog.querySelector("button");
    if (asked.endsWith(`/${said("--text-first-page")}`)) return close.click();
    title.textContent = said("--text-page-not-found");
    title.nextElementSibling.textContent = said("--text-page-not-found-sentence");
    close.setAttribute("aria-label", said("--text-close"));
  };
  new MutationObserver(tell).observe(document.body, { childList: true, subtree: true });
  tell();
})();
