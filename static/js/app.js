// What pages do better with a script. Each page works without one; nothing here is needed to read, write or sign.
(() => {
  "use strict";

  // The server may answer slowly; it also refuses a second copy itself. This only spares people the second click.
  const RELEASE_AFTER_MS = 8000;

  const focusSummary = (root) => {
    const summary = root.querySelector(".error-summary, .conflict");
    if (summary) summary.focus();
  };

  // The address names a place on the page, and the browser goes there.
  const isNamed = () => location.hash && document.getElementById(location.hash.slice(1)) !== null;

  // The browser moves to an [autofocus] only when it first draws, which a busy machine does late: the first digit would be lost.
  const beginWhereThePageBegins = () => {
    // Whoever comes from a finding that names no field of the form begins with its first.
    const mends = document.getElementById("audit-said") && document.querySelector("main form[method=post]:not(.node-actions) :is(textarea, select, input:not([type=hidden], [type=checkbox]))");
    const first = document.querySelector("[autofocus]") || mends;
    if (first && !isNamed() && document.activeElement === document.body) first.focus();
  };

  // What stands on a page from its beginning is not read aloud as news. Where nothing else begins, it begins with what the last act did: then "Undo" is the next stop.
  const beginWithTheMessage = () => {
    const said = document.querySelector("main > .messages");
    if (said && !isNamed() && document.activeElement === document.body) said.focus();
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

  // A digit selects a score: 7 is seven. 1 selects 1 at once, and a 0 that follows it within a moment makes it ten; later, 0 is zero.
  // Backspace takes the score out again. Tab then moves on to the next goal.
  const MOMENT_MS = 1200;
  let one = { strip: null, at: 0 };
  const scoreByDigit = (event) => {
    const strip = event.target.closest(".score-strip");
    if (!strip || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    const isTen = event.key === "0" && one.strip === strip && event.timeStamp - one.at < MOMENT_MS;
    const value = { Backspace: "", Delete: "" }[event.key] ?? (isTen ? "10" : event.key);
    if (!/^(\d|10|)$/.test(value)) return;
    const box = strip.querySelector(`input[value="${value}"]`);
    if (!box) return;
    event.preventDefault();
    one = { strip: value === "1" ? strip : null, at: event.timeStamp };
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

  beginWhereThePageBegins();
  focusSummary(document);
  beginWithTheMessage();
})();
