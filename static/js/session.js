// Before a session ends: a warning with "Stay signed in". After: sign in again over the page, and nothing that was typed is lost.
// What the page asks by itself (X-Background) never keeps a session alive; typing does. components/session.html has the words.
(() => {
  "use strict";

  const { user, practice } = document.body.dataset;
  if (!user) return;

  const WARN_S = 120;
  const TOUCH_MS = 60_000;
  const find = (id) => document.getElementById(id);
  const dialog = find("session-dialog");
  const warning = find("session-warning");
  let timer = 0;
  let touched = Date.now();
  let token = "";

  const ask = async (background) => {
    const headers = background ? { "X-Background": "1" } : {};
    const answer = await fetch("/session/", { headers, signal: AbortSignal.timeout(10_000) }).catch(() => null);
    return answer?.ok ? answer.json() : null;
  };

  const whoIsIn = (now) => (now.user === user ? "same" : now.user ? "other-user" : "signed-out");

  const putToken = (fresh) => {
    document.querySelectorAll("input[name=csrfmiddlewaretoken]").forEach((input) => {
      input.value = fresh;
    });
    document.body.setAttribute("hx-headers", JSON.stringify({ "X-CSRFToken": fresh }));
  };

  const clock = (seconds) =>
    new Date(Date.now() + seconds * 1000).toLocaleTimeString([], { hour: "2-digit", minute: "2-digit", hour12: false });

  // What the server says about the session, and when to ask again.
  const heed = (now) => {
    clearTimeout(timer);
    if (!now) {
      timer = setTimeout(look, 15_000);
      return;
    }
    const state = whoIsIn(now);
    if (state !== "same") {
      over(state);
      return;
    }
    if (dialog.open) {
      // Signed in again in another tab.
      back(now);
      return;
    }
    warning.hidden = now.seconds > WARN_S;
    if (now.seconds <= WARN_S) find("session-warning-words").textContent = `You will be signed out at ${clock(now.seconds)} because nothing happened for a while. `;
    const wait = now.seconds > WARN_S ? now.seconds - WARN_S : now.seconds + 1;
    timer = setTimeout(look, Math.max(wait, 1) * 1000);
  };

  const look = async () => heed(await ask(true));

  const stay = async () => {
    touched = Date.now();
    heed(await ask(false));
  };

  const refuse = (words) => {
    const place = find("session-refused");
    place.hidden = !words;
    place.textContent = words;
  };

  const over = (state) => {
    warning.hidden = true;
    if (!dialog.open) dialog.showModal();
    refuse(state === "other-user" ? "Somebody else is signed in now. Nothing of this page was saved under their name. Sign in as yourself to go on." : "");
    find(find("session-email").value ? "session-password" : "session-email").focus();
  };

  const form = (fields) => ({
    method: "POST",
    headers: { "X-CSRFToken": token, "X-Requested-With": "XMLHttpRequest" },
    body: new URLSearchParams(fields),
    redirect: "manual",
    signal: AbortSignal.timeout(15_000),
  });

  // Whoever is in after a step: the page's own user goes on, another one leaves again.
  const settle = async () => {
    const now = await ask(true);
    if (!now) return refuse("The server does not answer. Try again in a moment.");
    token = now.csrf;
    if (whoIsIn(now) === "other-user") {
      return over("other-user");
    }
    if (!now.user) return refuse("That was not right. Look at it once more.");
    if (practice && now.practice !== practice) await fetch("/practice/choose/", form({ seat: practice }));
    return back(await ask(false));
  };

  const back = (now) => {
    if (!now) return refuse("The server does not answer. Try again in a moment.");
    putToken(now.csrf);
    find("session-password").value = "";
    find("session-code").value = "";
    step("password");
    dialog.close();
    touched = Date.now();
    heed(now);
    return document.dispatchEvent(new CustomEvent("session:back"));
  };

  const step = (name) => {
    find("session-password-step").hidden = name !== "password";
    find("session-code-step").hidden = name !== "code";
    if (name === "code") find("session-code").focus();
  };

  const sendPassword = async () => {
    const now = await ask(true);
    if (!now) return refuse("The server does not answer. Try again in a moment.");
    token = now.csrf;
    // Somebody else's session is not ours to sign in over: it ends first.
    if (now.user && now.user !== user) {
      await fetch("/accounts/logout/", form({}));
      token = (await ask(true))?.csrf || "";
    }
    const login = { login: find("session-email").value, password: find("session-password").value };
    const answer = await fetch("/accounts/login/", form(login));
    if (answer.status === 429) return refuse("Too many tries. Wait a few minutes.");
    const said = await answer.json().catch(() => ({}));
    if (!answer.ok) return refuse(sentence(said));
    if (String(said.location).includes("/2fa/")) {
      token = (await ask(true))?.csrf || "";
      refuse("");
      return step("code");
    }
    return settle();
  };

  const sentence = (said) => {
    const found = [...(said.form?.errors || []), ...Object.values(said.form?.fields || {}).flatMap((field) => field.errors)];
    return found[0] || "That was not right. Look at it once more.";
  };

  const sendCode = async () => {
    const answer = await fetch("/accounts/2fa/authenticate/", form({ code: find("session-code").value }));
    if (answer.status === 429) return refuse("Too many tries. Wait a few minutes.");
    return settle();
  };

  find("session-form").addEventListener("submit", (event) => {
    event.preventDefault();
    const send = find("session-code-step").hidden ? sendPassword : sendCode;
    send().catch(() => refuse("The server does not answer. Try again in a moment."));
  });
  // There is nothing to go back to while nobody is signed in.
  dialog.addEventListener("cancel", (event) => event.preventDefault());
  find("session-stay").addEventListener("click", stay);
  document.addEventListener("session:ended", (event) => over(event.detail));
  document.addEventListener("input", (event) => {
    if (!dialog.contains(event.target) && Date.now() - touched > TOUCH_MS) stay();
  });
  document.addEventListener("visibilitychange", () => document.hidden || look());

  window.session = {
    // For a form whose token is old: "same", "signed-out" or "other-user"; nothing when the server does not answer.
    refresh: async () => {
      const now = await ask(true);
      if (!now) return null;
      if (whoIsIn(now) === "same") putToken(now.csrf);
      return whoIsIn(now);
    },
  };
  const seconds = Number(document.body.dataset.idle);
  timer = setTimeout(look, Math.max(seconds - WARN_S - 60, 1) * 1000);
})();
