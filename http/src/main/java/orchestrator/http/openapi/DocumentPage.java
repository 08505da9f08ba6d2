package orchestrator.http.openapi;

/**
 * Describes a page that shows a document in a browser.
 *
 * @param title of the page
 * @param files the path of the page's files, as the page refers to it
 * @param document the path of the document, likewise
 * @param models how deep the document's models are unfolded at first
 * @param others whether {@code ?url=} names another document of the server to show
 */
record DocumentPage(String title, String files, String document, int models, boolean others) {
  /** The page, from a text with places for what differs. */
  String html(String text) {
    return text.replace("{{title}}", title)
        .replace("{{files}}", files)
        .replace("{{document}}", document)
        .replace("{{name}}", document.substring(document.lastIndexOf('/') + 1))
        .replace("{{models}}", Integer.toString(models))
        .replace("{{others}}", Boolean.toString(others));
  }
}
