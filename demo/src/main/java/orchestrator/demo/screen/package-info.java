/** What a person sees: live progress, plain lines and the table of results. */
@NullMarked
package orchestrator.demo.screen;

import org.jspecify.annotations.NullMarked;
