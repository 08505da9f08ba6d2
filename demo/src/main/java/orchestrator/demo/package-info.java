/** Hospitals that train a diagnosis model together without sharing a record: the demo command. */
@NullMarked
package orchestrator.demo;

import org.jspecify.annotations.NullMarked;
