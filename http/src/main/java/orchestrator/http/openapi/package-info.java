/** The document that describes the API over HTTP, and the page that shows it. */
@NullMarked
package orchestrator.http.openapi;

import org.jspecify.annotations.NullMarked;
