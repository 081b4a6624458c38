// What is pasted with its formatting becomes blocks of the text; where that fails, its plain text is taken.
"use strict";

{
  const form = document.getElementById("article_form");
  const desk = document.getElementById("desk-article");
  const PATIENCE = 8000;

  const pictureNames = () => [...form.querySelectorAll("#pictures-group input[name$=-name]")]
    .map((field) => field.value.trim()).filter(Boolean);

  const tell = (field, text) => {
    const place = field.parentElement.querySelector(".body-tools__told");
    if (place) place.textContent = text;
  };

  // Pictures that are part of the HTML itself are not read, and would make it too long to be sent.
  const withoutData = (html) => html.replace(/(["'(])data:[^"')]{100,}/gu, "$1data:,");

  const converted = async (html) => {
    const data = new FormData();
    data.append("html", new Blob([withoutData(html)], { type: "text/html" }), "html");
    pictureNames().forEach((name) => data.append("picture", name));
    const answer = await fetch(desk.dataset.paste, {
      method: "POST",
      body: data,
      headers: { "X-CSRFToken": form.elements.csrfmiddlewaretoken.value },
      signal: AbortSignal.timeout(PATIENCE),
    });
    const told = answer.headers.get("Content-Type")?.includes("json") ? await answer.json() : {};
    return { text: (answer.ok && !answer.redirected && told.text) || null, told: told.told };
  };

  const paste = async (field, html, plain) => {
    // Nothing else may be typed in between, or it would stand in the wrong place.
    field.readOnly = true;
    field.setAttribute("aria-busy", "true");
    let found = { text: null, told: "" };
    try {
      found = await converted(html);
    } catch {
      // No network, or nobody logged in any more: the plain text is better than nothing.
    }
    field.readOnly = false;
    field.removeAttribute("aria-busy");
    const text = found.text || plain;
    if (text) field.dispatchEvent(new CustomEvent("body:insert", { detail: text }));
    tell(field, found.told || (found.text === null ? desk.dataset.pastedPlain : ""));
  };

  if (form && desk) {
    form.addEventListener("paste", (event) => {
      const field = event.target;
      const html = event.clipboardData?.getData("text/html");
      if (!html || !field.matches?.("textarea.body-text") || field.readOnly) return;
      event.preventDefault();
      paste(field, html, event.clipboardData.getData("text/plain").replace(/\r\n?/gu, "\n"));
    });
  }
}
