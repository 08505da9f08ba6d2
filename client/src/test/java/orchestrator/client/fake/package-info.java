/** A small orchestrator for tests, which can lose answers, refuse calls and cut streams. */
@NullMarked
package orchestrator.client.fake;

import org.jspecify.annotations.NullMarked;
