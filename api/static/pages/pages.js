// Nothing here is needed: every page works without it. It moves the focus to what is wrong, and shows a password on request.
import { initAll } from "/static/govuk-frontend/govuk-frontend.min.js";

document.body.classList.add("js-enabled", "govuk-frontend-supported");
initAll();
