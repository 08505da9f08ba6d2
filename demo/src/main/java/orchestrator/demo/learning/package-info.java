/** Patients' records, how they are split among hospitals, and a diagnosis model that learns. */
@NullMarked
package orchestrator.demo.learning;

import org.jspecify.annotations.NullMarked;
