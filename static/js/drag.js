// Nodes of the draft can also be dragged among their siblings. It presses the same button that a hand would: "places" up or down.
(() => {
  "use strict";

  const KINDS = ["problem", "goal", "objective", "intervention"];
  const kindOf = (node) => KINDS.find((kind) => node.id.startsWith(`${kind}-`));
  const nodeOf = (element) => element.closest(KINDS.map((kind) => `[id^="${kind}-"]`).join(","));
  const siblingsOf = (node) => [...node.parentElement.children].filter((other) => other.id.startsWith(`${kindOf(node)}-`));
  let dragged = null;

  const addGrips = () => {
    for (const button of document.querySelectorAll(".plan-tree .node-actions button[name=places]")) {
      const form = button.form;
      if (form.querySelector(".grip")) continue;
      const grip = document.createElement("span");
      grip.className = "grip";
      grip.draggable = true;
      grip.title = "Drag to move";
      grip.setAttribute("aria-hidden", "true");
      grip.textContent = "⠿";
      form.prepend(grip);
    }
  };

  const unmark = () =>
    document.querySelectorAll(".is-target, .is-target--below").forEach((node) => node.classList.remove("is-target", "is-target--below"));

  // The sibling under the pointer, or null where the dragged node cannot go.
  const targetOf = (element) => {
    const siblings = dragged ? siblingsOf(dragged) : [];
    return siblings.find((sibling) => sibling !== dragged && sibling.contains(element)) || null;
  };

  const placesTo = (target) => {
    const siblings = siblingsOf(dragged);
    return siblings.indexOf(target) - siblings.indexOf(dragged);
  };

  const drop = (target) => {
    const form = nodeForm(dragged);
    const button = form.querySelector("button[name=places]").cloneNode(false);
    button.value = placesTo(target);
    button.hidden = true;
    form.append(button);
    form.requestSubmit(button);
    button.remove();
  };

  const nodeForm = (node) => node.querySelector(".node-actions");

  document.addEventListener("dragstart", (event) => {
    const grip = event.target.closest?.(".grip");
    if (!grip) return;
    dragged = nodeOf(grip);
    dragged.classList.add("is-dragged");
    event.dataTransfer.effectAllowed = "move";
    event.dataTransfer.setData("text/plain", dragged.id);
  });
  document.addEventListener("dragover", (event) => {
    const target = targetOf(event.target);
    unmark();
    if (!target) return;
    event.preventDefault();
    target.classList.add(placesTo(target) > 0 ? "is-target--below" : "is-target");
  });
  document.addEventListener("drop", (event) => {
    const target = targetOf(event.target);
    if (!target) return;
    event.preventDefault();
    drop(target);
  });
  document.addEventListener("dragend", () => {
    unmark();
    dragged?.classList.remove("is-dragged");
    dragged = null;
  });
  document.addEventListener("draft:shown", addGrips);
  addGrips();
})();
