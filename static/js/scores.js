// The scoring strip by keyboard: a digit chooses its box, Tab goes on to the next goal. 1 chooses 1 at once;
// a 0 that follows it within a moment makes it 10. Later, 0 is zero. Backspace takes the score out again.
(() => {
  "use strict";

  const MOMENT_MS = 1200;
  let one = { strip: null, at: 0 };

  const choose = (strip, value) => {
    const box = strip.querySelector(`input[type=radio][value="${value}"]`);
    if (!box) return false;
    box.focus();
    if (!box.checked) {
      box.checked = true;
      box.dispatchEvent(new Event("input", { bubbles: true }));
      box.dispatchEvent(new Event("change", { bubbles: true }));
    }
    return true;
  };

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    const strip = event.target.closest?.(".score-strip");
    if (!strip || !event.target.matches("input[type=radio]")) return;
    const isTen = event.key === "0" && one.strip === strip && event.timeStamp - one.at < MOMENT_MS;
    const value = { Backspace: "", Delete: "" }[event.key] ?? (isTen ? "10" : event.key);
    if (!/^(\d|10|)$/.test(value) || !choose(strip, value)) return;
    event.preventDefault();
    one = { strip: value === "1" ? strip : null, at: event.timeStamp };
  });
})();
