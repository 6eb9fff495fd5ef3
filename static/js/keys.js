// Two single keys, which can be turned off: "?" lists the shortcuts, "/" finds a client. Ctrl+Enter saves the form in which one types.
(() => {
  "use strict";
  const SETTING = "single-keys";
  const CLIENTS = "/clients/";
  const list = document.getElementById("shortcuts");
  const box = document.getElementById("single-keys");
  if (!list) return;

  const isOn = () => localStorage.getItem(SETTING) !== "off";
  box.checked = isOn();
  box.addEventListener("change", () => localStorage.setItem(SETTING, box.checked ? "on" : "off"));

  const isTyped = (element) => element.closest("input, textarea, select, [contenteditable]") !== null;

  const searchField = () => document.querySelector("main input[type=search]");
  const findClient = () => {
    if (location.pathname === CLIENTS && searchField()) searchField().focus();
    else location.assign(`${CLIENTS}#find`);
  };

  if (location.hash === "#find") searchField()?.focus();
  document.querySelectorAll("[data-opens-shortcuts]").forEach((button) => button.removeAttribute("hidden"));
  document.addEventListener("click", (event) => {
    if (event.target.closest("[data-opens-shortcuts]")) list.showModal();
  });
  // In the draft a form that stands beside its node has a meaning of its own for this (editor.js).
  const saveForm = (event) => {
    const all = document.querySelectorAll("main form.form-page");
    const form = event.target.closest("main form[method=post]") || (event.target.matches("body, .messages") && all.length === 1 ? all[0] : null);
    const button = form?.querySelector("button.btn-primary[type=submit]");
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey) || event.defaultPrevented || !button || form.closest(".in-place")) return;
    event.preventDefault();
    form.requestSubmit(button);
  };
  document.addEventListener("keydown", saveForm);
  // As the link does, but the address keeps no fragment: a form hands it on, and the next page would not take the focus to its first field or its message.
  document.addEventListener("click", (event) => {
    const field = event.target.matches("a.skip-inline, a.skip-link") && document.getElementById(event.target.hash.slice(1));
    if (!field) return;
    event.preventDefault();
    if (field.tabIndex < 0) field.tabIndex = -1;
    field.focus();
  });
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || isTyped(event.target) || !isOn() || list.open) return;
    if (event.key === "?") list.showModal();
    else if (event.key === "/") findClient();
    else return;
    event.preventDefault();
  });
})();
