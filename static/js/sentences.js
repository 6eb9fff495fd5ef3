// The sentence that a form makes, and what is asked of it, follow the typing. The server words both; nothing is kept by it.
(() => {
  "use strict";
  const WAIT_MS = 300;

  const wire = (form) => {
    const places = [...form.querySelectorAll("[data-said]")];
    let timer = 0;
    let asked = null;
    // One place takes the whole answer; of several, each what is said of its field.
    const put = (html) => {
      if (places.length === 1 && !places[0].dataset.said) {
        places[0].innerHTML = html;
        return;
      }
      const page = new DOMParser().parseFromString(html, "text/html");
      for (const place of places) {
        const part = page.querySelector(`[data-said-of="${CSS.escape(place.dataset.said)}"]`);
        place.replaceChildren(...(part ? document.importNode(part, true).childNodes : []));
      }
    };
    const ask = async () => {
      asked?.abort();
      asked = new AbortController();
      try {
        const answer = await fetch(form.dataset.says, { method: "POST", body: new FormData(form), signal: asked.signal });
        if (answer.ok && !answer.redirected) put(await answer.text());
      } catch {
        // The sentence stays as it was; saving says what is wrong.
      }
    };
    const soon = () => {
      clearTimeout(timer);
      timer = setTimeout(ask, WAIT_MS);
    };
    form.addEventListener("input", soon);
    form.addEventListener("change", soon);
  };
  const wireAll = (root) => root.querySelectorAll("form[data-says]").forEach(wire);
  wireAll(document);
  document.addEventListener("sheet:opened", (event) => wireAll(event.detail));
})();
