/** One hospital: what it registers and how it computes its tasks. */
@NullMarked
package orchestrator.demo.hospital;

import org.jspecify.annotations.NullMarked;
