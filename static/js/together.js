// Who else opened this page lately, or wrote in it: brought up to date by the answers to forms that save themselves, said aloud when it is new.
// Asks nothing by itself (accounts/together.py, components/together.html).
(() => {
  "use strict";

  document.addEventListener("autosave:told", ({ detail: { here } }) => {
    if (here === undefined) return;
    for (const place of document.querySelectorAll("[data-together]")) {
      const words = place.querySelector("[data-together-words]");
      if (words.textContent === here) continue;
      words.textContent = here;
      place.hidden = !here;
      if (here) document.getElementById("live").textContent = here;
    }
  });
})();
