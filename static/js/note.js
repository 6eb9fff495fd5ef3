// In the note: Alt+O opens "Add an objective to the plan" and goes there; Ctrl+Enter in it adds the objective
// (before keys.js, which would save the whole form).
(() => {
  "use strict";
  const box = document.getElementById("add-objective");
  if (!box) return;

  const first = () => {
    const goal = box.querySelector("select");
    return goal && goal.options.length > 1 ? goal : box.querySelector("textarea");
  };

  document.addEventListener("keydown", (event) => {
    if (event.altKey && !event.ctrlKey && !event.metaKey && event.code === "KeyO") {
      event.preventDefault();
      box.open = true;
      first().focus();
    } else if (event.ctrlKey && event.key === "Enter" && box.contains(event.target)) {
      event.preventDefault();
      box.querySelector("button[name=add]").click();
    }
  }, true);
})();
