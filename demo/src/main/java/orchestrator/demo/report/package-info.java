/** The picture of a finished study: its graph and its learning curve. */
@NullMarked
package orchestrator.demo.report;

import org.jspecify.annotations.NullMarked;
