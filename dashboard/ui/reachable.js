// A chart that scrolls inside itself on a phone (style.css) can be scrolled from the keyboard too: it becomes a stop of Tab.
(() => {
  if (window.chartsAreReachable) return;
  window.chartsAreReachable = true;
  const isPhone = matchMedia("(max-width: 640px)");
  let isWaiting = false;
  const reach = () => {
    isWaiting = false;
    document.querySelectorAll("[data-testid=stElementContainer]:has(.stPlotlyChart)").forEach((area) => {
      if (isPhone.matches && area.scrollWidth > area.clientWidth) area.tabIndex = 0;
      else area.removeAttribute("tabindex");
    });
  };
  const soon = () => {
    if (isWaiting) return;
    isWaiting = true;
    requestAnimationFrame(reach);
  };
  new MutationObserver(() => isPhone.matches && soon()).observe(document.body, { childList: true, subtree: true });
  isPhone.addEventListener("change", soon);
  addEventListener("resize", () => isPhone.matches && soon());
  soon();
})();
