// What pages do better with a script. Each page works without one; nothing here is needed to read, write or sign.
(() => {
  "use strict";

  // The server may answer slowly; it also refuses a second copy itself. This only spares people the second click.
  const RELEASE_AFTER_MS = 8000;

  const focusSummary = (root) => {
    const summary = root.querySelector(".error-summary, .conflict");
    if (summary) summary.focus();
  };

  const buttonsOf = (form) =>
    [...form.elements].filter((element) => element.type === "submit");

  const release = (form) => {
    delete form.dataset.sent;
    buttonsOf(form).forEach((button) => button.removeAttribute("aria-disabled"));
  };

  const holdSecondSubmit = (event) => {
    const form = event.target;
    if (form.method !== "post" || "again" in form.dataset) return;
    if ("sent" in form.dataset) {
      event.preventDefault();
      event.stopPropagation();
      return;
    }
    form.dataset.sent = "";
    // aria-disabled and not disabled: a disabled button would lose its name and value, and the focus.
    buttonsOf(form).forEach((button) => button.setAttribute("aria-disabled", "true"));
    setTimeout(release, RELEASE_AFTER_MS, form);
  };

  // A digit selects a score: 7 is seven; 1 is one, and 1 then 0 is ten. Tab then moves on to the next goal.
  const scoreByDigit = (event) => {
    const strip = event.target.closest(".score-strip");
    if (!strip || !/^[0-9]$/.test(event.key) || event.ctrlKey || event.metaKey || event.altKey) return;
    const current = strip.querySelector("input:checked");
    const isTen = event.key === "0" && current?.value === "1" && current === document.activeElement;
    const box = strip.querySelector(`input[value="${isTen ? "10" : event.key}"]`);
    if (!box) return;
    event.preventDefault();
    box.focus();
    if (!box.checked) box.click();
  };

  const closeMenus = (event) => {
    document.querySelectorAll("details.menu[open]").forEach((menu) => {
      const away = event.type === "click" && !menu.contains(event.target);
      if (!away && event.key !== "Escape") return;
      menu.open = false;
      if (event.key === "Escape") menu.querySelector("summary").focus();
    });
  };

  document.addEventListener("submit", holdSecondSubmit, true);
  document.addEventListener("click", closeMenus);
  document.addEventListener("keydown", closeMenus);
  document.addEventListener("keydown", scoreByDigit);
  document.addEventListener("htmx:afterRequest", (event) => {
    const form = event.target.closest("form");
    if (form) release(form);
  });
  document.addEventListener("htmx:afterSettle", (event) => focusSummary(event.target));
  // A page that comes back from the browser's memory must be usable again.
  window.addEventListener("pageshow", (event) => {
    if (event.persisted) document.querySelectorAll("form[data-sent]").forEach(release);
  });

  focusSummary(document);
})();
