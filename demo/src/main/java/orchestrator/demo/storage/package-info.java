/** The shared folder through which models travel, verified by their checksums. */
@NullMarked
package orchestrator.demo.storage;

import org.jspecify.annotations.NullMarked;
