/** Files that a door serves to browsers. */
@NullMarked
package orchestrator.http.file;

import org.jspecify.annotations.NullMarked;
