/** What every call does, whoever holds the state and whoever carries the call. */
@NullMarked
package orchestrator.lib;

import org.jspecify.annotations.NullMarked;
