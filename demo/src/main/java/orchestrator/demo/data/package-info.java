/** The records, and the rule that splits them among the hospitals. */
@NullMarked
package orchestrator.demo.data;

import org.jspecify.annotations.NullMarked;
