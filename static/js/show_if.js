// Questions that wait for an answer: data-show-if names the field, data-show-when the answers (JSON). The server holds the same rule; without this
// script every question is there and says what it waits for. What is hidden is sent as it stands, and the server leaves it out.
(() => {
  "use strict";

  const waiting = [...document.querySelectorAll("[data-show-if]")].map((part) => ({
    part,
    name: part.dataset.showIf,
    when: JSON.parse(part.dataset.showWhen),
    form: part.closest("form, [data-preview]"),
  }));
  if (!waiting.length) return;

  const answers = (form, name) =>
    [...form.querySelectorAll(`[name="${CSS.escape(name)}"]`)]
      .filter((input) => !["radio", "checkbox"].includes(input.type) || input.checked)
      .map((input) => input.value);

  // A question that is itself hidden answers nothing to the ones behind it; they stand in order, so one pass is enough.
  const isHidden = (form, name) => form.querySelector(`[name="${CSS.escape(name)}"]`)?.closest("[data-show-if][hidden]");

  const show = () => {
    waiting.forEach(({ part, name, when, form }) => {
      const isAsked = !isHidden(form, name) && answers(form, name).some((answer) => when.includes(answer));
      part.hidden = !isAsked;
    });
  };

  document.querySelectorAll("[data-show-hint]").forEach((hint) => hint.remove());
  document.addEventListener("change", show);
  show();
})();
