// Gives the fields that select2 makes the names of the fields they stand for.
django.jQuery(() => {
  for (const made of document.querySelectorAll(".select2-container")) {
    const label = document.querySelector(`label[for="${made.previousElementSibling.id}"]`);
    if (!label) continue;
    for (const part of made.querySelectorAll("[role=combobox], [role=textbox], input")) {
      part.setAttribute("aria-label", label.textContent.trim().replace(/:$/, ""));
    }
  }
});
