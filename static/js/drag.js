// Dragging, beside the Up and Down buttons that do the same: hold a node by its grip and drop it among its siblings.
// It presses one of those buttons for so many places, so the server, and the editor, see nothing new.
(() => {
  "use strict";

  const formOf = (item) => item.querySelector(":scope > .node-actions, :scope > .node-head > .node-actions");
  const moves = (item) => formOf(item)?.querySelector("[name=places]");
  let held = null;

  const take = (event) => {
    const grip = event.target.closest(".node-grip");
    const item = grip?.closest("[id]");
    if (!item || event.button !== 0) return;
    event.preventDefault();
    const siblings = [...item.parentElement.children].filter(moves);
    const line = document.createElement("div");
    line.className = "drop-line";
    held = { item, siblings, line, from: siblings.indexOf(item), to: siblings.indexOf(item) };
    item.classList.add("is-held");
    grip.setPointerCapture(event.pointerId);
  };

  const over = (event) => {
    if (!held) return;
    const { item, siblings, line } = held;
    const others = siblings.filter((other) => other !== item);
    const above = others.filter((other) => {
      const box = other.getBoundingClientRect();
      return box.top + box.height / 2 < event.clientY;
    });
    held.to = above.length;
    if (above.length) above.at(-1).after(line);
    else others[0].before(line);
  };

  const letGo = () => {
    held?.item.classList.remove("is-held");
    held?.line.remove();
    held = null;
  };

  const drop = () => {
    if (!held) return;
    const { item, from, to } = held;
    letGo();
    if (to === from) return;
    const form = formOf(item);
    const button = form.querySelector("[name=places]").cloneNode(true);
    button.hidden = true;
    button.value = to - from;
    form.append(button);
    form.requestSubmit(button);
    button.remove();
  };

  document.addEventListener("pointerdown", take);
  document.addEventListener("pointermove", over);
  document.addEventListener("pointerup", drop);
  document.addEventListener("pointercancel", letGo);
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") letGo();
  });
})();
