// An answer that asks for a look at risk shows the panel at once, beside the question, before anything is saved.
// Answers carry data-risk-above: the value above which they ask. Without the script the panel comes with the next page.
(() => {
  "use strict";

  const panel = document.querySelector("[data-risk-panel]");
  if (!panel) return;

  const asks = (input) => {
    const chosen = input.type === "radio" ? input.checked : true;
    const value = input.value.trim();
    return chosen && /^\d+$/.test(value) && Number(value) > Number(input.dataset.riskAbove);
  };

  const look = (announce) => {
    const raised = [...document.querySelectorAll("[data-risk-above]")].find(asks);
    if (raised && panel.hidden && announce) {
      raised.closest("fieldset, .answer-line").after(panel);
      document.getElementById("live").textContent = "Look at risk now. Help is shown below this question.";
    }
    panel.hidden = !raised;
  };

  document.addEventListener("input", (event) => {
    if (event.target.matches("[data-risk-above]")) look(true);
  });
  look(false);
})();
