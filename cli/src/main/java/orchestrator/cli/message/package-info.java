/** The API's messages as text, and its rpcs by name. */
@NullMarked
package orchestrator.cli.message;

import org.jspecify.annotations.NullMarked;
