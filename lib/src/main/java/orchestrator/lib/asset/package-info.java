/** The rules that each message must keep by itself. */
@NullMarked
package orchestrator.lib.asset;

import org.jspecify.annotations.NullMarked;
