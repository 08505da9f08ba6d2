/** The load generator: how many calls a second a server answers, and how fast. */
@NullMarked
package orchestrator.client.bench;

import org.jspecify.annotations.NullMarked;
