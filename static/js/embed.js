// A video of another site: its frame is made only after the reader presses the button.
for (const figure of document.querySelectorAll("[data-embed]")) {
  const button = figure.querySelector("[data-embed-load]");
  button.hidden = false;
  button.addEventListener("click", () => {
    const frame = document.createElement("iframe");
    frame.src = figure.dataset.embed;
    frame.title = figure.dataset.embedTitle;
    frame.className = "embed-frame";
    frame.allowFullscreen = true;
    frame.referrerPolicy = "strict-origin";
    frame.setAttribute("sandbox", "allow-scripts allow-same-origin allow-presentation allow-popups");
    figure.querySelector(".embed-box").replaceWith(frame);
    frame.focus();
  }, { once: true });
}
