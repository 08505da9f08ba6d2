/** The demo's real processes, left alone and disturbed. */
@NullMarked
package orchestrator.e2e.demo;

import org.jspecify.annotations.NullMarked;
