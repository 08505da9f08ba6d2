/** How problems, algorithms, data and their tasks stand in the API, and what its events tell. */
@NullMarked
package orchestrator.learning.asset;

import org.jspecify.annotations.NullMarked;
