// Written for browsers that cannot read the exam's modules: it tells their owner, and us, that they are too old.

(function () {
  var cannotRead = !("noModule" in document.createElement("script"));

  window.addEventListener("error", function (event) {
    if (/syntax/i.test(String(event.message))) cannotRead = true;
  });

  window.addEventListener("load", function () {
    if (document.documentElement.getAttribute("data-rehearsal") === "open") return;
    document.getElementById(cannotRead ? "outcome-too_old" : "outcome-unsent").hidden = false;
    if (cannotRead) report();
  });

  function report() {
    var page = document.getElementById("rehearsal");
    var request = new XMLHttpRequest();
    request.open("POST", page.getAttribute("data-finish-url"));
    request.setRequestHeader("Content-Type", "application/json");
    request.setRequestHeader("X-CSRFToken", page.querySelector("[name=_csrf_token]").value);
    request.send(
      JSON.stringify({ run: page.getAttribute("data-run"), checks: { browser: { missing: ["JavaScript.modules"] } } })
    );
  }
})();
