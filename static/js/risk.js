// The risk prompt of a note: data-risk-when names the fields and the answers that raise it (JSON). The server shows the same prompt when the page opens,
// and holds the rule at signing. "None voiced" and a risk take each other's place.
(() => {
  "use strict";

  const prompt = document.querySelector("[data-risk-prompt]");
  if (!prompt) return;
  const form = prompt.closest("form");
  const raising = Object.entries(JSON.parse(prompt.dataset.riskWhen));
  const beside = [...form.querySelectorAll("[data-risk-only]")];

  const isHidden = (input) => input.closest("[data-show-if][hidden]");
  const chosen = (name) =>
    [...form.querySelectorAll(`[name="${CSS.escape(name)}"]`)]
      .filter((input) => !isHidden(input) && (!["radio", "checkbox"].includes(input.type) || input.checked))
      .map((input) => input.value);

  const show = () => {
    const isPresent = raising.some(([name, answers]) => chosen(name).some((answer) => answers.includes(answer)));
    if (isPresent && prompt.hidden) document.getElementById("live").textContent = prompt.dataset.riskSaid;
    prompt.hidden = !isPresent;
    beside.forEach((part) => {
      part.hidden = !isPresent;
    });
  };

  form.addEventListener("change", ({ target }) => {
    if (target.name === "risk_found" && target.checked) {
      form.querySelectorAll("[name=risk_found]").forEach((other) => {
        if (other !== target && (other.value === "none" || target.value === "none")) other.checked = false;
      });
    }
    show();
  });
  show();
})();
