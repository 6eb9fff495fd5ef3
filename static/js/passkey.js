// Says so when a passkey was not used: cancelled, not known here, or refused by the device.
document.addEventListener("allauth.error", (event) => {
  event.preventDefault();
  const place = document.getElementById("passkey-said") || document.getElementById("live");
  if (place) place.textContent = "The passkey was not used, and nothing was done. Try again, or use your password.";
});
