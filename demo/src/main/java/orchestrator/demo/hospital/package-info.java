/** A hospital: its records, the tasks that it computes, and what the first one does for all. */
@NullMarked
package orchestrator.demo.hospital;

import org.jspecify.annotations.NullMarked;
