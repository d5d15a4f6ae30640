// Gives the search fields that select2 makes the names of the fields they search for.
django.jQuery(() => {
  for (const field of document.querySelectorAll(".select2-search__field")) {
    const select = field.closest(".select2-container").previousElementSibling;
    const label = document.querySelector(`label[for="${select.id}"]`);
    if (label) field.setAttribute("aria-label", label.textContent.trim().replace(/:$/, ""));
  }
});
