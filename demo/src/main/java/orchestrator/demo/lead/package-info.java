/**
 * What one hospital does for all: it registers and builds the functions, and registers the plan.
 */
@NullMarked
package orchestrator.demo.lead;

import org.jspecify.annotations.NullMarked;
