/** Reports for people: pages with plots, tables for a terminal, and several side by side. */
@NullMarked
package orchestrator.scenario.report.page;

import org.jspecify.annotations.NullMarked;
