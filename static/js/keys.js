// Two single keys, which can be turned off: "?" lists the shortcuts, "/" finds a client.
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
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || isTyped(event.target) || !isOn() || list.open) return;
    if (event.key === "?") list.showModal();
    else if (event.key === "/") findClient();
    else return;
    event.preventDefault();
  });
})();
