/** The state as ordered keys and bytes, and the typed tables, indexes and pages on top of it. */
@NullMarked
package orchestrator.lib.persistence;

import org.jspecify.annotations.NullMarked;
