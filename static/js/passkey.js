// Says so when a passkey was not used: cancelled, not known here, or refused by the device.
const { failed } = document.currentScript.dataset;

document.addEventListener("allauth.error", (event) => {
  event.preventDefault();
  const place = document.getElementById("passkey-said") || document.getElementById("live");
  if (place) place.textContent = failed;
});
